"""The papers of the work desk: the year, a month, the self-check, the rules, the plan."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from db import drafting, operations, tree
from db.errors import Refused
from db.records import spec
from db.rules.duties.model import State
from desktop.documents import document, year_glance
from desktop.documents.context import PaperContext
from desktop.documents.gather import Gatherer, of_year
from desktop.documents.page import MM
from tests.samples import AT, WHO, make_world

from .conftest import assert_golden, joined, plain_text
from .desk_samples import SampleYear, duties, duty, plan

YEARLY = ("year-at-a-glance", "month-sheet", "self-check", "rules-sheet")
Print = Callable[..., Path]


@pytest.fixture
def desk(printed: Print, context: PaperContext) -> Callable[..., Path]:
    """Print a paper of the sample year."""

    def render(name: str, trees: Any = None, **options: Any) -> Path:
        given = {"year": 2026, "desk": SampleYear(), "groups": {"g1": "第一党小组"}} | options
        chosen = replace(context, **given)
        trees = [] if trees is None else trees
        return printed(trees, name, context=chosen)

    return render


@pytest.mark.parametrize("name", YEARLY)
def test_the_paper_word_for_word(desk: Any, name: str) -> None:
    assert_golden(name.replace("-", "_"), plain_text(desk(name)))


def test_the_plan_word_for_word(desk: Any) -> None:
    assert_golden("year_plan", plain_text(desk("year-plan", plan())))


# The year at a glance


def test_the_year_is_one_sheet_set_crosswise_inside_its_margins(desk: Any) -> None:
    with pdfplumber.open(desk("year-at-a-glance")) as pdf:
        (page,) = pdf.pages
        assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
        assert min(c["x0"] for c in page.chars) > 14.9 * MM
        assert max(c["x1"] for c in page.chars) < 282.1 * MM
        assert min(c["top"] for c in page.chars) > 24 * MM
        assert max(c["bottom"] for c in page.chars) < 204 * MM


def test_a_busy_branch_still_has_one_sheet_without_text_over_text(desk: Any) -> None:
    """Every row that there can be, a dozen groups, limits every month, long reasons."""
    many = duties()
    codes = [rule.removeprefix("duty.") for rule in SampleYear().rules()]
    for code in codes:
        many.append(duty(code, f"{code}（某某某同志）", "2026", "2026-12-31", State.OVERDUE))
    for number in range(12):
        key = f"2026-05/{number}"
        many.append(
            duty("group_meeting", f"党小组会（{number}）", key, "2026-05-31", State.NOW,
                 subject=str(number))
        )  # fmt: skip
    path = desk("year-at-a-glance", desk=SampleYear(many))
    with pdfplumber.open(path) as pdf:
        (page,) = pdf.pages
        assert max(c["bottom"] for c in page.chars) < 204 * MM
        table_end = max(rect["bottom"] for rect in page.lines)
        legend = next(c for c in page.chars if c["text"] == "已" and c["top"] > table_end - 2)
        assert legend["top"] > table_end - 2
    assert "党小组会（14个组）" in joined(path)


def test_states_are_told_apart_by_shape_alone(desk: Any, context: PaperContext) -> None:
    """Each mark draws other operators: none depends on its colour."""
    chosen = replace(context, year=2026, desk=SampleYear())
    (page,) = year_glance.layout(year_glance.collect([], chosen))
    states = {mark.state for mark in page.marks}
    assert states == set(State)
    with pdfplumber.open(desk("year-at-a-glance")) as pdf:
        shapes = {(c["fill"], c["stroke"]) for c in pdf.pages[0].curves}
    assert {(True, False), (False, True)} <= shapes


def test_people_and_groups_are_counted_in_the_cell(desk: Any) -> None:
    text = joined(desk("year-at-a-glance"))
    assert "18/21" in text
    assert "党小组会（2个组）" in text
    assert "1/2" in text
    assert "收缴党费（本支部没有启用这一项）" in text


def test_a_year_without_a_duty_prints_empty(desk: Any) -> None:
    assert "应办0项" in joined(desk("year-at-a-glance", desk=SampleYear([])))


def test_only_the_running_month_is_shaded(context: PaperContext) -> None:
    def shades(today: str) -> int:
        chosen = replace(context, year=2026, today=today, desk=SampleYear())
        return len(year_glance.layout(year_glance.collect([], chosen))[0].shades)

    assert shades("2026-11-24") == 1
    assert shades("2027-01-05") == 0


# The month


def test_the_month_has_every_day_with_its_weekday_and_holiday(desk: Any) -> None:
    path = desk("month-sheet", option="10")
    with pdfplumber.open(path) as pdf:
        (page,) = pdf.pages
        assert page.width < page.height
        words = [w["text"] for w in page.extract_words()]
    assert {str(day) for day in range(1, 32)} <= set(words)
    text = joined(path)
    assert "2026年10月安排表" in text
    assert "国庆节" in text
    assert all(f"星期{name}" in text for name in "一二三四五六日")


def test_the_month_asks_for_none_and_takes_that_of_today(desk: Any) -> None:
    assert "2026年11月安排表" in joined(desk("month-sheet"))


@pytest.mark.parametrize("option", ["0", "13", "三", "²"])
def test_a_month_that_is_none_is_refused(desk: Any, option: str) -> None:
    with pytest.raises(Refused, match="月份是1到12"):
        desk("month-sheet", option=option)


def test_what_is_due_in_the_month_and_late_before_it_is_listed_with_its_limit(desk: Any) -> None:
    text = joined(desk("month-sheet"))
    assert "支部委员会会议（11月30日前）" in text
    assert "任务2026-07 送法进社区（11月21日前）" in text
    assert "党小组会（第二党小组）（8月31日前）" in text
    assert "12月31日" not in text


def test_a_crowded_month_says_how_much_is_left_out(desk: Any) -> None:
    crowd = [
        duty("list_item", f"任务{n} 一件很长的事一件很长的事", f"{n:08}-0", "2026-11-27",
             State.NOW, "记录规范要求", period="2026年")
        for n in range(60)
    ]  # fmt: skip
    path = desk("month-sheet", desk=SampleYear(crowd))
    text = joined(path)
    assert "件，见全年一览" in text
    assert "件，见下" in text
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert max(c["bottom"] for c in pdf.pages[0].chars) < 285 * MM


def test_a_day_s_square_keeps_its_text_inside(desk: Any) -> None:
    long = [
        duty("list_item", "𠮷龑䶮" * 30, f"{n:08}-0", "2026-11-03", State.NOW, period="2026年")
        for n in range(3)
    ]
    with pdfplumber.open(desk("month-sheet", desk=SampleYear(long))) as pdf:
        page = pdf.pages[0]
        left, right = 15 * MM + 180 / 7 * MM, 15 * MM + 360 / 7 * MM
        inside = [c for c in page.chars if 70 * MM < c["top"] < 94 * MM and c["x0"] > left]
        assert inside
        assert max(c["x1"] for c in inside if c["x0"] < right) <= right
        assert max(c["bottom"] for c in inside) < 94.5 * MM


# The self-check


def test_what_is_in_order_comes_first_and_what_is_missing_next(desk: Any) -> None:
    text = joined(desk("self-check"))
    heads = [
        "一、已经办到的",
        "二、逾期没有办到的",
        "三、记录需要补正的",
        "四、正在期内",
        "五、不适用",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "应办12项，已办10项，记录10份" in text
    assert "已逾期85天" in text


def test_people_who_were_reached_are_told_once(desk: Any) -> None:
    reached = [
        replace(each, state=State.DONE, have=21, missing=(), reason="应21人，已21人；2人不作要求")
        for each in duties()
        if each.code == "talks"
    ]
    text = joined(desk("self-check", desk=SampleYear(reached)))
    assert "应21人，已21人；2人不作要求" in text
    assert text.count("已21人") == 1


def test_findings_stand_by_record_with_the_blocking_ones_first(desk: Any) -> None:
    text = joined(desk("self-check"))
    first = text.index("1. 没有填写散会时间（不能定稿，R07）")
    assert first < text.index("2. 到会：朱珺请假，没有写事由")
    assert "到会过半数" not in text, "what is confirmed is no finding"
    assert "检查记录3份，要素齐全2份，需要补正1份（不能定稿1处、提醒1处）" in text


def test_the_self_check_repeats_its_header_on_every_page(desk: Any) -> None:
    many = [
        duty("list_item", f"任务{n} 送法进社区", f"{n:08}-0", "2026-05-31", State.OVERDUE,
             period="2026年")
        for n in range(80)
    ]  # fmt: skip
    with pdfplumber.open(desk("self-check", desk=SampleYear(many))) as pdf:
        assert len(pdf.pages) > 2
        for number, page in enumerate(pdf.pages, 1):
            text = page.extract_text()
            assert "事项、记录" in text
            assert f"第{number}页" in text


def test_a_heading_of_the_self_check_never_ends_a_page(desk: Any) -> None:
    for count in range(14, 40):
        many = [
            duty("list_item", f"任务{n}", f"{n:08}-0", "2026-05-31", State.OVERDUE, period="2026年")
            for n in range(count)
        ]
        with pdfplumber.open(desk("self-check", desk=SampleYear(many))) as pdf:
            for page in pdf.pages:
                last = page.extract_text().splitlines()[-2]
                assert not last.startswith(("一、", "二、", "三、", "四、", "五、"))


# The rules


def test_the_rules_stay_on_one_sheet_in_type_to_be_read_from_afar(desk: Any) -> None:
    with pdfplumber.open(desk("rules-sheet")) as pdf:
        (page,) = pdf.pages
        sizes = {round(c["size"], 1) for c in page.chars}
        assert min(sizes - {9.5}) >= 10
    text = joined(desk("rules-sheet"))
    assert "《支部工作条例》第十一条" in text
    assert "待核" in text
    assert "收缴党费" not in text, "what the branch has not switched on does not hang on its wall"


def test_the_branch_s_own_rule_is_marked_with_its_reason(desk: Any) -> None:
    text = joined(desk("rules-sheet", desk=SampleYear(local="县直工委〔2026〕3号")))
    assert "每半年1次" in text
    assert "【本支部规定】县直工委〔2026〕3号" in text


# The plan


def test_the_plan_says_what_became_of_it(desk: Any) -> None:
    text = joined(desk("year-plan", plan()))
    assert "已完成 3月27日" in text
    assert "推迟完成 7月3日" in text
    assert "第一党小组会" in text
    assert "送法进社区" in text
    assert "计划以外开展的（1项）" in text
    assert "计划4项：已完成1项，推迟完成1项，未到时限1项，未完成1项；计划以外1项" in text


@pytest.mark.parametrize(
    ("made_on", "said"),
    [
        ("2026-02-10", "本计划制定于2026年2月10日。"),
        ("2025-12-20", "本计划制定于2025年12月20日。"),
        ("2026-04-02", "本计划制定于2026年4月2日，晚于第一季度。"),
        (None, "本计划还没有写明制定日期。"),
    ],
)
def test_the_plan_says_whether_it_was_made_in_the_first_quarter(
    desk: Any, made_on: str | None, said: str
) -> None:
    assert said in joined(desk("year-plan", plan(made_on=made_on)))


def test_an_empty_plan_prints_and_says_so(desk: Any) -> None:
    path = desk("year-plan", plan() | {"rows": []}, desk=SampleNone())
    assert "计划中还没有安排" in joined(path)


class SampleNone(SampleYear):
    """A year of which nothing is known."""

    def compared(self, plan: Any) -> None:
        return None


# From a data file


@pytest.mark.parametrize("name", [*YEARLY, "year-plan"])
def test_the_papers_print_from_a_data_file(store: Path, tmp_path: Path, name: str) -> None:
    world = make_world()
    record = drafting.new_year_plan(world.organisation, 2026)
    operations.save(spec("year_plan"), record, who=WHO, at=AT)
    kind = document(name)
    context = Gatherer(world.organisation, today="2026-11-24").year(2026)
    trees = of_year("year_plan", world.organisation, 2026)
    assert [each["uid"] for each in trees] == [record["uid"]]
    path = tmp_path / "paper.pdf"
    kind.render(kind.collect(trees if kind.of_many else trees[0], context), path)
    assert "示范局第一支部委员会" in joined(path)


def test_held_and_planned_stand_on_their_days(store: Path, tmp_path: Path) -> None:
    world = make_world()
    activities = drafting.new_plan(world.organisation, 2026)
    activities["months"][9] |= {"title": "植树"}
    operations.save(spec("activity_plan"), activities, who=WHO, at=AT)
    meeting = tree.blank(
        spec("meeting"), organisation=world.organisation, kind="general", held_on="2026-10-13"
    )
    operations.save(spec("meeting"), meeting, who=WHO, at=AT)
    context = Gatherer(world.organisation, today="2026-10-15", option="10").year(2026)
    sheet = document("month-sheet").collect([], context)
    days = {day.day: day.events for week in sheet.weeks for day in week if day}
    assert days[dt.date(2026, 10, 13)] == ((State.NOW, "党员大会"),)
    assert days[dt.date(2026, 10, 28)] == ((State.NOT_YET, "活动日 植树"),)
