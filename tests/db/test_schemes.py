"""Schemes are read, refused with line and reason, written again, and kept in versions."""

import re
from dataclasses import replace

import pytest

from db import operations, schemes, tree
from db.errors import Refused
from db.records import spec
from db.rules.scoring.model import Band, Formula
from db.rules.scoring.sources import SOURCES
from db.schemes import BUILT_IN, built_in, parse, text_of

from .conftest import AT, WHO, Branch

SMALL = """\
[scheme]
code = "own"
title = "本局考核办法"
year_from = 2026
full = 10
clean = ["R01"]

[[group]]
code = "B"
title = "组织生活"

[[item]]
code = "B1"
group = "B"
title = "支部党员大会"
points = 6
formula = "per_missing"
source = "general_meetings"
deduct = { missing = 1.5 }

[[item]]
code = "F1"
group = "B"
title = "特色工作"
points = 4
formula = "manual"
grades = [{ title = "好", points = 4 }, { title = "差", points = 0 }]

[[band]]
title = "优秀"
at_least = 9
[[band]]
title = "合格"
at_least = 0

[[veto]]
code = "V1"
title = "造假"
at_most = "合格"
"""


def test_a_scheme_is_read_with_points_in_hundredths():
    scheme = parse(SMALL)
    assert (scheme.full, scheme.bands[0].at_least) == (1000, 900)
    first, second = scheme.items
    assert (first.points, first.deduct, first.counting) == (
        600,
        {"missing": 150},
        Formula.PER_MISSING,
    )
    assert [choice.points for choice in second.grades] == [400, 0]


@pytest.mark.parametrize("code", BUILT_IN)
def test_a_scheme_that_is_written_is_read_back_the_same(code):
    assert parse(text_of(built_in(code))) == built_in(code)


def test_the_default_scheme_is_that_of_a_hundred_points():
    scheme = built_in()
    assert (scheme.full, sum(item.points for item in scheme.items)) == (10000, 10000)
    sums = {
        group.code: sum(item.points for item in scheme.items if item.group == group.code)
        for group in scheme.groups
    }
    wanted = {"A": 1000, "B": 4000, "C": 1200, "D": 1400, "E": 1000, "F": 1400}
    assert sums == wanted
    assert [(band.title, band.at_least) for band in scheme.bands][:3] == [
        ("优秀", 9000),
        ("良好", 8000),
        ("合格", 6000),
    ]
    assert not any(item.verified for item in scheme.items)  # assembled: shown as 待核
    assert all(item.standard and item.evidence and item.target for item in scheme.items)


def test_both_shipped_schemes_have_the_same_items():
    one, other = (built_in(code) for code in BUILT_IN)
    assert [item.code for item in one.items] == [item.code for item in other.items]
    assert not other.pointed
    assert not any(item.points for item in other.items)


def test_every_source_is_used_by_the_default_scheme():
    assert set(SOURCES) == {item.source for item in built_in().items if item.source}


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("full = 10", "full = 12", 5, "各项分值合计是10分，不是12分"),
        ('formula = "per_missing"', 'formula = "guess"', 17, "没有“guess”这个公式"),
        ('source = "general_meetings"', 'source = "rain"', 18, "没有“rain”这个数据来源"),
        ("deduct = { missing = 1.5 }", "deduct = { moved = 1 }", 19, "没有“moved”"),
        ("deduct = { missing = 1.5 }", "deduct = { missing = 1.555 }", 19, "最多两位小数"),
        ("deduct = { missing = 1.5 }", "deduct = { missing = -1 }", 19, "扣分也写正数"),
        ("deduct = { missing = 1.5 }", "", 12, "要用 deduct 写明缺什么扣几分"),
        ('formula = "per_missing"', 'formula = "coverage"', 17, "不能按 coverage 计"),
        ("points = 6", 'points = "6"', 16, "“points”应是数字"),
        ("points = 6\n", "", 12, "缺少“points”"),
        ("points = 6", "points = 6\nweight = 2", 17, "不认识“weight”这一项"),
        ('code = "F1"', 'code = "B1"', 22, "代号“B1”用了两次"),
        ('code = "F1"\ngroup = "B"', 'code = "F1"\ngroup = "Z"', 23, "没有“Z”这一组"),
        ('{ title = "好", points = 4 }', '{ title = "好", points = 5 }', 27, "高于分值4分"),
        ("at_least = 0", "at_least = 10", 34, "分数线不能比上一档高"),
        ('at_most = "合格"', 'at_most = "良好"', 39, "没有“良好”这个等次"),
        ("year_from = 2026", "year_from = 26", 4, "起用年度请写四位数字"),
        ('clean = ["R01"]', 'clean = ["x"]', 6, "不是校验的代号"),
        ('title = "特色工作"', "title = 特色工作", 24, "不合写法"),
        ("[[veto]]", "[[vetos]]", 36, "不认识“vetos”这一部分"),
    ],
)
def test_a_broken_scheme_is_refused_with_line_and_reason(old, new, line, reason):
    broken = SMALL.replace(old, new, 1)
    assert broken != SMALL
    with pytest.raises(Refused) as refused:
        parse(broken, "方案 own.toml ")
    said = str(refused.value)
    assert re.search(r"第(\d+)行", said)[1] == str(line), said
    assert reason in said
    assert said.startswith("方案 own.toml 第")
    assert said.endswith("。")


@pytest.mark.parametrize("text", ["", "x = 1", "[scheme]", "item = 3", "[[scheme]]\n[[scheme]]"])
def test_what_is_no_scheme_at_all_is_refused(text):
    with pytest.raises(Refused, match=r"第\d+行"):
        parse(text)


def test_a_scheme_without_points_needs_none():
    plain = re.sub(r"points = \d\n", "", SMALL).replace("full = 10", "points = false")
    plain = plain.replace(", points = 4", "").replace(", points = 0", "")
    scheme = parse(plain.replace("at_least = 9", "unmet = 0").replace("at_least = 0", "unmet = 9"))
    assert (scheme.pointed, scheme.full, scheme.items[0].points) == (False, None, 0)
    assert scheme.bands[1] == Band("合格", unmet=9)


def test_a_branch_without_a_scheme_is_assessed_by_the_shipped_one(branch: Branch):
    found = schemes.of_year(branch.uid, 2026)
    assert (found.scheme, found.version, found.uid) == (built_in(), 0, None)


def keep(organisation: str, text: str = SMALL, **options: object) -> str:
    made = schemes.save(organisation, text, who=WHO, at=AT, **options)
    return made.records[0][1]


def test_a_year_has_the_newest_scheme_that_had_begun(branch: Branch):
    own = keep(branch.uid)
    keep(branch.uid, SMALL.replace("year_from = 2026", "year_from = 2028"))
    assert schemes.of_year(branch.uid, 2027).uid == own
    assert schemes.of_year(branch.uid, 2028).version == 2
    assert schemes.of_year(branch.uid, 2025).uid is None


def test_the_scheme_of_the_general_branch_holds_for_its_branches_until_they_have_their_own(branch):
    above = tree.blank(spec("organisation"), name="中共某局总支部", kind="general_branch")
    operations.save(spec("organisation"), above, who=WHO, at=AT)
    own = tree.dump(spec("organisation"), branch.uid) | {"parent": above["uid"]}
    operations.save(spec("organisation"), own, who=WHO, at=AT)
    shared = keep(above["uid"])
    assert schemes.of_year(branch.uid, 2026).uid == shared
    mine = keep(branch.uid)
    assert schemes.of_year(branch.uid, 2026).uid == mine


def test_changing_a_scheme_that_was_used_makes_a_new_version(branch: Branch):
    first = keep(branch.uid)
    changed = SMALL.replace("支部党员大会", "党员大会")
    assert keep(branch.uid, changed, replacing=first) == first  # nobody was assessed by it yet
    sheet = tree.blank(
        spec("assessment"), organisation=branch.uid, year=2026, scheme=first, scheme_version=1
    )
    operations.save(spec("assessment"), sheet, who=WHO, at=AT)
    second = keep(branch.uid, SMALL, replacing=first)
    assert second != first
    assert schemes.of_uid(first).scheme.items[0].title == "党员大会"
    assert (schemes.of_uid(second).version, schemes.of_year(branch.uid, 2026).uid) == (2, second)


def test_an_item_is_changed_and_switched_off_through_the_scheme_itself(branch: Branch):
    scheme = built_in()
    items = tuple(replace(item, on=item.code != "F2") for item in scheme.items)
    schemes.save(branch.uid, replace(scheme, items=items), who=WHO, at=AT, note="不考核双报到")
    found = schemes.of_year(branch.uid, 2026).scheme
    assert [item.code for item in found.items if not item.on] == ["F2"]


def test_a_broken_scheme_is_not_kept(branch: Branch):
    with pytest.raises(Refused, match="第5行：各项分值合计是10分，不是11分"):
        keep(branch.uid, SMALL.replace("full = 10", "full = 11"))
    assert schemes.kept(branch.uid) == []


def test_a_kept_scheme_that_is_broken_is_refused_by_its_name(branch: Branch):
    stored = tree.blank(
        spec("scheme"),
        organisation=branch.uid,
        code="own",
        title="坏方案",
        year_from=2026,
        text="[scheme]",
    )
    operations.save(spec("scheme"), stored, who=WHO, at=AT)
    with pytest.raises(Refused, match="考核方案“坏方案”第1行"):
        schemes.of_year(branch.uid, 2026)
