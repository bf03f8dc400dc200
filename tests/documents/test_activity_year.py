"""The year list of activities and the year plan: every month, nothing hidden, sums in words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db import operations, tree, workdays
from desktop.documents import activity_year, document
from desktop.documents.activity_plan import day_note
from desktop.documents.context import PaperContext
from desktop.documents.gather import Gatherer, of_year
from desktop.documents.page import MM
from tests.samples import AT, WHO, make_world

from .activity_samples import ACTIVITY, PLAN, RARE, SIXTY, plan, year_of_activities
from .conftest import assert_golden, joined, plain_text

Print = Callable[..., Path]


@pytest.fixture
def listed(printed: Print, context: PaperContext) -> Callable[..., Path]:
    def render(trees: Any, **options: Any) -> Path:
        chosen = replace(context, **{"year": 2026, **options})
        return printed(trees, "activity-list", context=chosen)

    return render


def cells(path: Path) -> list[list[str]]:
    """The rows of the table below the ruled head."""
    with pdfplumber.open(path) as pdf:
        found = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    rows = [[(cell or "").replace("\n", "") for cell in row if cell is not None] for row in found]
    return [row for row in rows if row[0].endswith("月")]


def test_the_year_list_word_for_word(listed: Any) -> None:
    assert_golden("activity_list", plain_text(listed(year_of_activities())))


def test_every_month_has_a_row_and_one_without_an_activity_says_so(listed: Any) -> None:
    rows = cells(listed(year_of_activities()))
    assert [row[0] for row in rows] == [
        f"{m}月" for m in (1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12)
    ]
    assert all(len(row) == 11 and all(row) for row in rows)
    by_month = {row[0]: row for row in rows}
    assert (by_month["5月"][3], by_month["5月"][-1]) == ("未开展", "无记录")
    assert by_month["12月"][3] == "未到"


def test_the_current_month_is_not_called_missed(listed: Any) -> None:
    text = joined(listed([], today="2026-02-10"))
    assert "本月尚未开展" in text
    assert text.count("未到") == 10
    assert "没有活动记录的月份1个：1月。" in text


def test_a_past_year_without_activities_prints_with_twelve_gaps(listed: Any) -> None:
    rows = cells(listed([], today="2027-03-01"))
    assert [row[3] for row in rows] == ["未开展"] * 12
    assert "全年开展0次。没有活动记录的月份12个" in joined(listed([], today="2027-03-01"))


def test_a_draft_is_shown_and_not_counted(listed: Any) -> None:
    path = listed(year_of_activities())
    text = joined(path)
    assert "已开展10次" in text
    assert "应到100人次，实到80人次，到会率80.0%。合计25学时。" in text
    assert "另有草稿1次，尚未定稿，未计入。" in text
    november = next(row for row in cells(path) if row[0] == "11月")
    assert november[6:] == ["10", "—", "—", "2.5", "草稿"]


def test_a_year_that_is_over_is_called_whole(listed: Any) -> None:
    assert "全年开展10次" in joined(listed(year_of_activities(), today="2027-01-05"))


def test_the_list_is_bound_across_and_stays_inside_the_sheet(listed: Any) -> None:
    trees = [{**each, "title": SIXTY, "place": SIXTY} for each in year_of_activities()]
    with pdfplumber.open(listed(trees)) as pdf:
        assert len(pdf.pages) > 1
        for page in pdf.pages:
            assert page.width > page.height
            assert min(c["x0"] for c in page.chars) > 14.9 * MM
            assert max(c["x1"] for c in page.chars) < 282.1 * MM
            assert min(c["top"] for c in page.chars) > 26 * MM
            assert max(c["bottom"] for c in page.chars) < 202 * MM
            assert "月份" in page.extract_text()
            for font in page.page_obj.resources["Font"].resolve().values():
                assert "FontFile2" in font.resolve()["FontDescriptor"].resolve()


@pytest.mark.parametrize(
    ("present", "due", "said"),
    [
        (8, 10, "80.0%"),
        (6, 7, "85.7%"),
        (0, 9, "0.0%"),
        (9, 9, "100.0%"),
        (0, 0, "—"),
        (1, 3, "33.3%"),
    ],
)
def test_the_rate_of_attendance_has_one_decimal(present: int, due: int, said: str) -> None:
    assert activity_year.rate(present, due) == said


def test_the_plan_word_for_word(printed: Print) -> None:
    assert_golden("activity_plan", plain_text(printed(plan(), "activity-plan")))


def test_an_ordinary_plan_fits_one_sheet_with_its_signatures(printed: Print) -> None:
    path = printed(plan(), "activity-plan")
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == 1
    text = joined(path)
    for words in ("总体要求", "每月28日开展一次活动", "支部书记（签名）：", "党总支审核（签章）：",
                  "28日是星期六，提前一天", f"卜{RARE}", "计划中没有这个月"):  # fmt: skip
        assert words in text


def test_no_cell_of_the_plan_is_blank(printed: Print) -> None:
    for made in (plan(), tree.blank(PLAN, year=2026)):
        rows = cells(printed(made, "activity-plan"))
        assert [row[0] for row in rows] == [f"{month}月" for month in range(1, 13)]
        assert all(cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-31", "3月31日 星期二"),
        ("2026-03-28", "3月28日 星期六\n休息日"),
        ("2026-10-01", "10月1日 星期四\n国庆节"),
        ("2026-02-28", "2月28日 星期六\n调休上班"),
        ("2031-03-28", "3月28日 星期五\n暂算"),
        ("2031-06-28", "6月28日 星期六\n休息日（暂算）"),
        (None, "未定"),
    ],
)
def test_a_planned_day_shows_weekday_and_holiday(day: str | None, said: str) -> None:
    assert day_note(day) == said


def test_a_year_without_a_calendar_explains_what_is_provisional(printed: Print) -> None:
    assert "标“暂算”的日期只按星期推算" in joined(printed(plan(2031), "activity-plan"))
    assert "暂算" not in joined(printed(plan(2026), "activity-plan"))


def test_aims_longer_than_a_page_run_on(printed: Print) -> None:
    aims = "".join(chr(0x4E00 + n) for n in range(2500))
    path = printed(plan(aims=aims), "activity-plan")
    with pdfplumber.open(path) as pdf:
        assert max(char["bottom"] for page in pdf.pages for char in page.chars) < 202 * MM
        found = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    runs = ["".join(filter(None, row)) for row in found]
    told = "".join(run.removeprefix("总体要求") for run in runs if run.startswith("总体要求"))
    assert told.replace("\n", "") == aims
    assert len(cells(path)) == 12


def test_the_year_list_is_gathered_from_the_data_file(store: Path, tmp_path: Path) -> None:
    world = make_world()
    for day in ("2026-01-28", "2026-03-31", "2025-12-28"):
        record = tree.blank(ACTIVITY, organisation=world.organisation, title="走访", held_on=day)
        operations.save(ACTIVITY, record, who=WHO, at=AT)
    trees = of_year("activity", world.organisation, 2026)
    assert [each["held_on"] for each in trees] == ["2026-01-28", "2026-03-31"]
    context = Gatherer(world.organisation, today="2026-11-24").year(2026)
    paper = document("activity-list")
    path = tmp_path / "list.pdf"
    paper.render(paper.collect(trees, context), path)
    assert "另有草稿2次" in joined(path)
    assert context.year == 2026


def test_holidays_that_the_branch_has_added_are_known_to_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = {dt.date(2031, 6, 28): (False, "端午节")}
    monkeypatch.setattr(workdays, "_added", lambda year: days if year == 2031 else None)
    assert day_note("2031-06-28") == "6月28日 星期六\n端午节"
    assert day_note("2031-03-28") == "3月28日 星期五"
