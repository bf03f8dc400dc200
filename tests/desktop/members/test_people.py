"""The list of members: found by any word or pinyin, filtered, grouped, in order."""

import pytest

from db import operations, tree
from db.records import spec
from desktop.pages.members.people import Grouping, Order, Show, arranged, people

DAY = "2026-03-27"


@pytest.fixture
def everybody(context):
    organisation = context.branch
    group = tree.blank(spec("group"), organisation=organisation, name="第一党小组")
    facts = [
        ("单伟", "1999-06", {}),
        ("区䶮", "2011-07", {}),
        ("丁一", None, {}),
        ("周翀", "2012-06", {"restrictions": [{"kind": "on_probation", "began_on": "2025-11-01"}]}),
        (
            "朱珺",
            "2008-06",
            {"memberships": [{"branch": organisation, "ended_on": "2026-01-01"}]},
        ),
    ]
    members = []
    for place, (name, full_on, more) in enumerate(facts):
        member = tree.blank(
            spec("member"),
            organisation=organisation,
            name=name,
            sequence=place,
            job="科员",
            joined_on="1990-01" if full_on else "2025-06",
            full_on=full_on,
        )
        members.append(member | more)
    members[0]["groupings"] = [{"group": group["uid"]}]
    records = [(spec("group"), group), *((spec("member"), m) for m in members)]
    operations.save_many(records, name="名册", who="x", at="2026-01-01T00:00:00Z")
    return people(organisation, DAY)


def _names(groups):
    return [person.name for _title, members in groups for person in members]


@pytest.mark.parametrize(
    ("show", "names"),
    [
        (Show.HERE, ["单伟", "区䶮", "丁一", "周翀"]),
        (Show.FULL, ["单伟", "区䶮", "周翀"]),
        (Show.PROBATIONARY, ["丁一"]),
        (Show.RESTRICTED, ["周翀"]),
        (Show.GONE, ["朱珺"]),
        (Show.ALL, ["单伟", "区䶮", "丁一", "周翀", "朱珺"]),
    ],
)
def test_each_filter_shows_its_members(everybody, show, names):
    assert _names(arranged(everybody, show=show)) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("单", ["单伟"]),
        ("sw", ["单伟"]),
        ("shanw", ["单伟"]),
        ("ouyan", ["区䶮"]),
        ("留党", ["周翀"]),
        ("科员 dy", ["丁一"]),
        ("没有的人", []),
        ("", ["单伟", "区䶮", "丁一", "周翀"]),
    ],
)
def test_members_are_found_by_name_pinyin_and_what_the_list_shows(everybody, words, names):
    assert _names(arranged(everybody, words=words)) == names


def test_the_order_by_strokes_is_that_of_official_lists(everybody):
    assert _names(arranged(everybody, order=Order.STROKES)) == ["丁一", "区䶮", "周翀", "单伟"]


def test_the_order_by_pinyin_reads_surnames_as_surnames(everybody):
    assert _names(arranged(everybody, order=Order.PINYIN)) == ["丁一", "区䶮", "单伟", "周翀"]


def test_groups_have_titles_and_the_ungrouped_come_last(everybody):
    groups = arranged(everybody, grouping=Grouping.GROUP)
    assert [(title, len(members)) for title, members in groups] == [
        ("第一党小组", 1),
        ("未编组", 3),
    ]


def test_identity_numbers_are_masked_in_the_table(context):
    member = tree.blank(
        spec("member"),
        organisation=context.branch,
        name="甲",
        joined_on="1990",
        id_number="370405197403150011",
    )
    operations.save(spec("member"), member, who="x", at="2026-01-01T00:00:00Z")
    assert people(context.branch, DAY)[0].cells()["id_number"] == "370405********0011"
