"""报到单, 服务记录卡, 明白卡, and the results of 六项工程 by programme."""

import dataclasses

import pytest

from db import tree
from db.records import spec
from desktop.documents import focus
from tests.documents.conftest import joined
from tests.samples import World, sample

WORLD = World("50cecdd6-f783-5286-bc39-283af19b2e79", "95ed29b0", "afd8b773")


def activity(**values) -> dict:
    return tree.blank(spec("service_activity"), held_on="2026-03-27", **values)


@pytest.mark.parametrize("name", focus.CARDS)
def test_a_card_prints_all_that_it_shows_under_its_title(name, printed):
    card, kind = focus.CARDS[name], spec(name)
    record = sample(kind, WORLD) | {"entered_at": "2026-03-27T09:12:33Z"}
    said = joined(printed(record, f"{name.replace('_', '-')}-card"))
    assert card.title in said
    assert "录入于2026年3月27日" in said
    for sign in card.signs:
        assert sign in said
    for field in (*card.texts, *card.outside):
        assert kind.label(field) in said


def test_a_receipt_that_has_not_come_is_left_for_the_hand_of_the_community(context, printed):
    record = tree.blank(spec("unit_checkin"), community="华阳社区", checked_in_on="2026-03-27")
    form = focus.collect_card(record, context, kind="unit_checkin").form
    assert form.body[-1].text == "意见："
    assert ("社区", "华阳社区") in form.rows[0]
    assert ("回执日期", "") in form.rows[2]
    assert ("联系电话", "无") in form.rows[2]
    path = printed(record, "unit-checkin-card")
    assert "以下空白" not in joined(path)
    whole = record | {"receipt": "欢迎报到。", "received_on": "2026-03-28"}
    said = joined(printed(whole, "unit-checkin-card"))
    assert "欢迎报到" in said
    assert "以下空白" in said


def test_the_phone_of_a_household_is_not_on_the_card_that_hangs_at_its_door(printed):
    record = tree.blank(
        spec("helped_household"),
        village="张山子镇毛官庄村",
        householder_name="李大爷",
        helper_name="单伟",
        phone="13800000000",
    )
    said = joined(printed(record, "helped-household-card"))
    assert "毛官庄村" in said
    assert "13800000000" not in said


def test_results_are_summed_by_programme_and_by_what_was_counted(context, printed):
    rows = [
        activity(programme="法律服务全覆盖", counted="调解纠纷", result="1000余件"),
        activity(programme="法律服务全覆盖", counted="调解纠纷", result="800件"),
        activity(
            programme="法律服务全覆盖",
            counted="法律援助结案",
            result="796件",
            whole="842件",
            ballots=3,
            content_ballots=2,
        ),
        activity(programme="精准扶贫", counted="养老金", result="640人", money=48_950_000),
    ]
    year = dataclasses.replace(context, year=2026)
    table = focus.collect_totals(rows, year).table
    assert [row[1:3] + row[5:] for row in table.rows] == [
        ("法律服务全覆盖", "调解纠纷", "1800余件", "—", "—", "—"),
        ("法律服务全覆盖", "法律援助结案", "796件", "842件", "—", "3票中2票满意，66.6%"),
        ("精准扶贫", "养老金", "640人", "—", "48.95万元", "—"),
    ]
    assert table.facts[0][0][1] == "2项工程，4条记录。"
    assert "1800余件" in joined(printed(rows, "service-totals", context=year))
    empty = focus.collect_totals([], year).table
    assert all(cell for cell in empty.rows[0])
    assert len(empty.rows[0]) == len(empty.columns)
