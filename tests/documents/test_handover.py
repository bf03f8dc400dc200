"""The list that both parties of a hand-over sign."""

from dataclasses import replace

from desktop.documents.context import Handover, Year
from tests.documents.conftest import joined

GIVEN = Handover(
    counts=[
        ("党员", {None: 8}),
        ("三会一课", {2026: 30, 2025: 28}),
        ("谈心谈话", {2026: 3, None: 1}),
    ],
    files=12,
    bytes=3_400_000,
    to="周翀",
    on="2026-12-30",
    file="第一党支部 移交.zhibu",
    size=9_200_000,
    sha256="ab" * 32,
)


class _Given(Year):
    def handover(self) -> Handover:
        return GIVEN


def test_the_list_counts_by_type_and_year_and_names_the_copy(printed, context) -> None:
    text = joined(printed([], "handover", context=replace(context, desk=_Given())))
    for words in ("2026年30、2025年28", "未写年度1", "70条", "周翀", "9.2 MB", "2026年12月30日"):
        assert words in text
    assert "ab" * 32 in text
    assert "移交人：" in text
    assert "接收人：" in text


def test_without_a_copy_the_list_leaves_room_for_it(printed) -> None:
    text = joined(printed([], "handover"))
    assert "没有记录" in text
    assert "（未写出副本）" in text
