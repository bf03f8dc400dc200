"""数字说话 in the window: a number opens its records, a frozen set tells what changed."""

import datetime as dt

import pytest

from db import frozen_numbers, operations, tree
from db.errors import Refused
from db.records import spec
from desktop.pages.ledgers.freeze import FreezeDialog
from desktop.pages.ledgers.model import NUMBERS
from desktop.pages.ledgers.numbers import NumbersPane
from desktop.pages.ledgers.page import LedgersPage
from tests.samples import AT, WHO


@pytest.fixture
def page(qtbot, context, monkeypatch) -> LedgersPage:
    monkeypatch.setattr(context, "today", lambda: dt.date(2026, 11, 24))
    context.set_year(2026)
    page = LedgersPage(context)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    return page


@pytest.fixture
def pane(page) -> NumbersPane:
    page._chosen(NUMBERS)
    assert page.shown == NUMBERS
    return page.numbers


def lecture(context, day: str, title: str, audience: str | None = "20人次") -> str:
    record = tree.blank(
        spec("hall_lecture"),
        organisation=context.branch,
        held_on=day,
        title=title,
        speaker_name="单伟",
        audience=audience,
    )
    operations.save(spec("hall_lecture"), record, who=WHO, at=AT)
    return record["uid"]


def shown(pane) -> dict[str, tuple[str, str]]:
    found = {}
    for place in range(pane.table.topLevelItemCount()):
        group = pane.table.topLevelItem(place)
        for number in range(group.childCount()):
            item = group.child(number)
            found[item.text(0)] = (item.text(1), item.text(2))
    return found


def test_an_empty_period_says_so(pane):
    assert shown(pane) == {}
    assert "还没有可以统计的记录" in pane.note.text()


def test_a_number_names_its_records_and_opens_them(pane, context):
    uid = lecture(context, "2026-03-12", "宪法宣讲")
    lecture(context, "2026-08-13", "调解入门", "15余人次")
    pane.refresh()
    assert shown(pane)["登台讲课"] == ("2人次", "2条")
    assert shown(pane)["司法大讲堂　听众"] == ("35余人次", "2条")
    assert [each.title for each in pane.records.rows()] == ["宪法宣讲 单伟", "调解入门 单伟"]
    went = []
    pane.went.connect(lambda kind, of: went.append((kind, of)))
    pane.records.opened.emit(uid)
    assert went == [("hall_lecture", uid)]


def test_a_quarter_and_own_days_count_only_what_lies_in_them(pane, context):
    lecture(context, "2026-03-31", "第一讲")
    lecture(context, "2026-04-01", "第二讲")
    pane.span.set_value("q1")
    pane.refresh()
    assert shown(pane)["登台讲课"] == ("1人次", "1条")
    pane.span.set_value("own")
    pane.first.set_value("2026-04-01")
    pane.last.set_value("2026-03-01")
    pane.refresh()
    assert shown(pane) == {}
    assert "开始的一天在前" in pane.note.text()
    pane.last.set_value("2026-04-01")
    pane.refresh()
    assert pane.records.rows()[0].title == "第二讲 单伟"


def test_a_record_without_its_day_is_not_counted_and_said(pane, context):
    values = {"organisation": context.branch, "name": "公务用车管理制度"}
    operations.save(spec("regulation"), tree.blank(spec("regulation"), **values), who=WHO, at=AT)
    pane.refresh()
    assert shown(pane)["完善制度"] == ("0项", "0条")
    assert "1条没有写日期，未计入" in pane.note.text()
    assert pane.records.rows()[0].pill == "没有写日期"


def test_a_frozen_set_stays_and_says_what_no_longer_agrees(pane, context, page):
    uid = lecture(context, "2026-03-12", "第一讲")
    pane.refresh()
    dialog = FreezeDialog(context, pane.period(), pane)
    dialog.frozen.connect(pane.show_set)
    dialog.save()
    assert "请写明这组数字用在哪一份" in dialog.error.text()
    dialog.title_editor.set_value("年度工作总结")
    dialog.save()
    assert "与定稿全部相符" in pane.note.text()
    operations.delete(spec("hall_lecture"), uid, who=WHO, at=AT)
    lecture(context, "2026-05-12", "第二讲")
    pane.refresh()
    assert shown(pane)["登台讲课"] == ("1人次", "与定稿不符")
    assert pane.behind.text().endswith("少了1条记录，多了1条记录")
    pane.withdraw()
    assert "已于2026年11月24日作废" in pane.note.text()
    assert shown(pane)["登台讲课"] == ("1人次", "与定稿不符")
    context.undo()
    assert frozen_numbers.sets_of(context.branch)[0]["withdrawn_on"] is None


def test_the_numbers_of_a_frozen_set_cannot_be_changed(pane, context):
    lecture(context, "2026-03-12", "第一讲")
    pane.refresh()
    frozen_numbers.freeze(
        context.branch, pane.period(), title="总结", today="2026-11-24", who=WHO, at=AT
    )
    kind = spec("frozen_numbers")
    record = tree.dump(kind, frozen_numbers.sets_of(context.branch)[0]["uid"])
    record["numbers"][0]["said"] = "99人次"
    with pytest.raises(Refused, match="不能再改数字"):
        operations.save(kind, record, who=WHO, at=AT)
    kept = tree.dump(kind, record["uid"])
    assert kept["numbers"][0]["said"] == "1人次"
