"""The 支部 tab: organisations, groups, terms and phrases are kept by their forms."""

import pytest
from PySide6.QtWidgets import QLabel

from db import branch as people
from db import operations, queries, tree
from db.records import spec
from desktop.pages.branch import BranchPage
from desktop.widgets import Sides

AT = "2026-01-01T00:00:00Z"


@pytest.fixture
def page(qtbot, context):
    page = BranchPage(context)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    return page


def _fields(page, record_type):
    return page._editors[record_type].form.fields


def _facts(page):
    return " ".join(label.text() for label in page.facts.findChildren(QLabel))


def test_the_branch_itself_is_shown_first(page, context):
    assert page._editors["organisation"].uid == context.branch


def test_a_second_branch_a_group_and_a_phrase_are_added_by_their_forms(page, context):
    for record_type, values in (
        ("organisation", {"name": "中共某局第二支部委员会", "short_name": "第二党支部"}),
        ("group", {"name": "第一党小组"}),
        ("text_block", {"title": "开场", "text": "今天的会议议题如下。"}),
    ):
        page.add(record_type)
        for name, value in values.items():
            _fields(page, record_type)[name].editor.set_value(value)
        assert page._editors[record_type].save()
    assert [row["short_name"] for row in queries.branches()] == ["第一党支部", "第二党支部"]
    assert [row["name"] for row in queries.groups_of(context.branch)] == ["第一党小组"]
    assert [row["title"] for row in queries.text_blocks(context.branch, "general")] == ["开场"]


def test_a_day_that_no_month_has_is_refused_at_its_field(page):
    _fields(page, "organisation")["activity_day"].editor.set_value(32)
    assert not page._editors["organisation"].save()
    assert "1到31" in _fields(page, "organisation")["activity_day"].error()


def _members(context, count):
    for number in range(count):
        member = tree.blank(
            spec("member"),
            organisation=context.branch,
            name=f"党员{number}",
            joined_on="2001",
            full_on="2002",
        )
        operations.save(spec("member"), member, who="x", at=AT)


@pytest.mark.parametrize(("count", "said"), [(6, "不设支部委员会"), (7, "应设支部委员会")])
def test_seven_full_members_ask_for_a_committee(page, context, count, said):
    _members(context, count)
    page.refresh()
    assert said in _facts(page)


def test_a_term_past_its_end_is_said(page, context):
    _members(context, 7)
    members = queries.members_of(context.branch)
    term = tree.blank(
        spec("committee"),
        organisation=context.branch,
        began_on="2020-01-01",
        due_on="2023-01-01",
        posts=[{"member": members[0]["uid"], "post": "secretary"}],
    )
    operations.save(spec("committee"), term, who="x", at=AT)
    page.refresh()
    assert "任期已于2023年1月1日届满" in _facts(page)
    assert people.roster(context.branch, "2026-01-01")[0].post == "书记"


def test_a_form_that_cannot_be_saved_keeps_its_place(page):
    page.add("group")
    _fields(page, "group")["founded_on"].editor.set_value("2026-01-01")
    assert not page.leave()
    page._editors["group"].revert()
    assert page.leave()


def test_the_list_grows_with_the_text_and_shrinks_again(page, context):
    left = page.findChild(Sides).widget(0)
    at_first = left.minimumWidth()
    context.theme.set_percent(200)
    assert left.minimumWidth() == 2 * at_first
    context.theme.set_percent(100)
    assert left.minimumWidth() == at_first


def test_a_very_long_name_takes_more_lines_and_is_not_cut(page, qtbot):
    editor = page._editors["organisation"]
    page.resize(1100, 700)
    editor.form.fields["short_name"].editor.set_value("机关公共法律服务中心联合党支部" * 4)
    editor.form.changed.emit()
    title, button = editor.title, editor.delete_button

    def uncut() -> bool:
        whole = title.heightForWidth(title.width())
        return title.wordWrap() and title.width() > 150 and title.height() >= whole

    qtbot.waitUntil(uncut)
    assert button.width() >= button.sizeHint().width()
