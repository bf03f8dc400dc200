"""Old lists come in once, with what they say and nothing more, as one step."""

import pytest

from db import attachments, listing, operations, queries, tree
from db.errors import Refused
from db.ledgers import exporter, importer, reader
from db.ledgers.importer import CHANGED, LEFT_OUT, NEW, SAME, Part
from db.records import spec
from db.records.listed_item import ListKind
from tests.db.ledgers.books import PROBLEM_HEAD, TASK_HEAD, TASKS, book
from tests.samples import AT, WHO

ITEM = spec("listed_item")
TODAY = "2026-05-01"
DESK = {"who": WHO, "at": AT}


def planned(branch, path, kind=None, year=None, today=TODAY) -> importer.Plan:
    parts = [Part(p, kind or p.kind, year or p.year or 2026, p.mapping) for p in reader.read(path)]
    return importer.plan(parts, branch.uid, today=today)


def taken(branch, path, **options) -> dict[str, dict]:
    """Import a file; the items of the branch by title."""
    importer.apply(planned(branch, path, **options), **DESK)
    return stored(branch)


def stored(branch) -> dict[str, dict]:
    rows = queries.records(ITEM, organisation=branch.uid)
    return {each["title"]: each for each in tree.dump_many(ITEM, [r.uid for r in rows]).values()}


def problems(tmp_path, *rows, name="问题清单.xlsx"):
    whole = [tuple(row) + (None,) * (len(PROBLEM_HEAD) - len(row)) for row in rows]
    return book(tmp_path / name, [PROBLEM_HEAD, *whole])


def tasks(tmp_path, *rows):
    whole = [tuple(row) + (None,) * (len(TASK_HEAD) - len(row)) for row in rows]
    return book(tmp_path / "任务清单.xlsx", [TASK_HEAD, *whole])


def test_a_problem_list_comes_in_with_people_source_limit_and_number(branch, tmp_path):
    plan = planned(branch, book(tmp_path / "a.xlsx"))
    assert plan.summary == "2025年问题清单：新增3项，更新0项，相同0项"
    importer.apply(plan, **DESK)
    first = stored(branch)["理论学习不够深入"]
    assert (first["kind"], first["year"], first["number"]) == ("problem", 2025, 1)
    assert (first["owner"], first["owner_name"]) == (branch.members["单伟"], "单伟")
    assert (first["source"], first["source_note"]) == ("tour", "区委巡察反馈")
    assert first["due_on"] == "2025-06-30"
    assert first["entered_at"] == AT


def test_an_item_that_claims_to_be_closed_comes_in_as_done_with_a_note(branch, tmp_path):
    plan = planned(branch, book(tmp_path / "a.xlsx"))
    assert any("销号要有佐证" in note for note in plan.rows[0].notes)
    importer.apply(plan, **DESK)
    item = stored(branch)["理论学习不够深入"]
    assert (item["state"], item["closed_on"], item["done_on"]) == ("done", None, None)
    (entry,) = item["progress"]
    assert (entry["noted_on"], entry["text"]) == (TODAY, "旧清单所写——销号日期：2025.6.28")


def test_what_no_field_holds_stays_in_the_words_of_the_list(branch, tmp_path):
    item = taken(branch, book(tmp_path / "a.xlsx", TASKS))["送法进社区"]
    assert item["progress"][0]["text"] == "旧清单所写——进度：60%；佐证：照片3张；备注：与社区共建"
    assert (item["state"], item["result"]) == ("active", "已办3次")
    assert (item["lead_name"], item["owner_name"]) == ("单伟", "王芳")
    assert (item["began_on"], item["due_on"]) == ("2026-03-01", "2026-06-30")
    assert item["evidence"] == item["attachments"] == []


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("综合科", "支部名册里没有“综合科”"),
        ("王芳、周翀", "不止一位"),
        ("单伟", ""),
        ("单　伟", ""),
    ],
)
def test_an_owner_who_is_no_one_member_stays_a_name_with_a_note(branch, tmp_path, name, note):
    path = problems(tmp_path, (1, "甲", "自查", None, None, name))
    (row,) = planned(branch, path).rows
    assert (note in "".join(row.notes)) if note else row.notes == ()
    assert bool(row.tree["owner"]) == (not note)
    assert row.tree["owner_name"] == name.replace("\u3000", "")


def test_namesakes_are_not_guessed(branch, tmp_path):
    member = tree.blank(spec("member"), organisation=branch.uid, name="王芳", joined_on="2001-07")
    operations.save(spec("member"), member, **DESK)
    (row,) = planned(branch, problems(tmp_path, (1, "甲", "自查", None, None, "王芳"))).rows
    assert row.tree["owner"] is None
    assert "支部有2位王芳" in row.notes[0]


def test_a_second_import_of_the_same_file_doubles_nothing(branch, tmp_path):
    for path in (book(tmp_path / "a.xlsx"), book(tmp_path / "b.xlsx", TASKS)):
        taken(branch, path)
        again = planned(branch, path, today="2026-06-01")
        assert {row.action for row in again.rows} == {SAME}
        assert not again.writes
        with pytest.raises(Refused, match="都已在册"):
            importer.apply(again, **DESK)
    assert len(stored(branch)) == 6


def test_an_item_is_known_again_in_spite_of_spaces_and_punctuation(branch, tmp_path):
    taken(branch, problems(tmp_path, (1, "学习不深入，联系实际不够。", "自查")))
    plan = planned(branch, problems(tmp_path, (1, "学习不深入,联系 实际不够", "自查")))
    assert [row.action for row in plan.rows] == [SAME]


def test_the_same_content_in_another_year_or_list_is_another_item(branch, tmp_path):
    path = problems(tmp_path, (1, "学习不深入", "自查"))
    taken(branch, path)
    assert planned(branch, path, year=2025).count(NEW) == 1
    assert planned(branch, path, kind=ListKind.TASK).count(NEW) == 1


def test_what_the_list_says_newly_is_changed_and_named(branch, tmp_path):
    taken(branch, tasks(tmp_path, (1, "送法进社区", "每月一次", "王芳", "", "进行中")))
    path = tasks(tmp_path, (1, "送法进社区", "每周一次", "王芳", "", "已完成", "办了12次"))
    plan = planned(branch, path, today="2026-07-01")
    (row,) = plan.rows
    assert row.action == CHANGED
    assert [(c.label, c.before, c.after) for c in row.changes] == [
        ("措施", "每月一次", "每周一次"),
        ("完成情况", "无", "办了12次"),
        ("状态", "进行中", "已完成"),
    ]
    importer.apply(plan, **DESK)
    item = stored(branch)["送法进社区"]
    assert (item["state"], item["number"], item["revision"]) == ("done", 1, 2)
    assert item["progress"][-1]["text"] == "进行中 → 已完成（导入清单）"
    assert item["progress"][-1]["noted_on"] == "2026-07-01"


def test_a_list_takes_no_state_back_and_empties_no_field(branch, tmp_path):
    taken(branch, tasks(tmp_path, (1, "送法进社区", "每月一次", "王芳", "", "已完成")))
    older = tasks(tmp_path, (1, "送法进社区", None, None, "", "进行中"))
    (row,) = planned(branch, older).rows
    assert row.action == SAME
    assert stored(branch)["送法进社区"]["measures"] == "每月一次"


def test_a_closed_item_is_not_touched(branch, tmp_path):
    item = listing.new_item(branch.uid, "task", 2026, title="送法进社区", state="done")
    item["attachments"] = [attachments.add(b"%PDF-1.4", "照片.pdf", at=AT)]
    listing.save(item, **DESK)
    listing.close(item["uid"], day=TODAY, by="王芳", today=TODAY, **DESK)
    path = tasks(tmp_path, (1, "送法进社区", "每周一次", "王芳", "", "进行中"))
    (row,) = planned(branch, path).rows
    assert (row.action, row.tree) == (LEFT_OUT, None)
    assert row.notes == ("这里已经销号，不再改动",)


def test_rows_of_one_content_apart_from_each_other_come_in_once(branch, tmp_path):
    path = problems(tmp_path, (1, "学习不深入"), (2, "台账不全"), (3, "学习不深入"))
    plan = planned(branch, path)
    assert [row.action for row in plan.rows] == [NEW, NEW, LEFT_OUT]
    assert plan.rows[2].notes[0].startswith("与第2行内容相同")
    assert plan.summary.endswith("没有录入1项")


def test_old_numbers_are_kept_where_they_are_free(branch, tmp_path):
    listing.save(listing.new_item(branch.uid, "problem", 2026, title="在先的"), **DESK)
    path = problems(tmp_path, (1, "甲"), (7, "乙"), (None, "丙"), ("问题2025-04", "丁"))
    plan = planned(branch, path)
    assert [row.name for row in plan.rows] == [
        "问题2026-08",
        "问题2026-07",
        "问题2026-09",
        "问题2025-04",
    ]
    assert "序号1已被占用，另给8号" in plan.rows[0].notes


def test_numbers_given_since_the_preview_are_not_given_twice(branch, tmp_path):
    plan = planned(branch, problems(tmp_path, (1, "甲")))
    listing.save(listing.new_item(branch.uid, "problem", 2026, title="在先的"), **DESK)
    before = operations.last_step()
    with pytest.raises(Refused, match="看过预览以后清单又有改动"):
        importer.apply(plan, **DESK)
    assert operations.last_step() == before


def test_one_undo_takes_the_import_back(branch, tmp_path):
    path = book(tmp_path / "清单.xlsx", 任务=TASKS)
    changes = importer.apply(planned(branch, path), **DESK)
    assert changes.name == "导入清单（新增6项，更新0项）"
    operations.undo(**DESK)
    assert stored(branch) == {}


def test_a_completion_that_has_not_come_is_not_believed(branch, tmp_path):
    head = ("序号", "任务", "责任人", "时限", "完成日期", "进度")
    rows = [
        (1, "甲", "王芳", "2026-06-30", "2026-06-15", "已完成"),
        (2, "乙", "王芳", "2026-06-30", "2026-04-15", "进行中"),
        (3, "丙", "王芳", "2026-06-30", "2026-04-15", "已完成"),
    ]
    plan = planned(branch, book(tmp_path / "任务.xlsx", [head, *rows]))
    assert [row.tree["done_on"] for row in plan.rows] == [None, None, "2026-04-15"]
    assert ["完成日期" in "".join(row.notes) for row in plan.rows] == [True, True, False]


def test_a_limit_before_the_beginning_loses_the_beginning_and_says_so(branch, tmp_path):
    path = tasks(tmp_path, (1, "甲", None, "王芳", "2026-06-30至2026-03-01"))
    (row,) = planned(branch, path).rows
    assert (row.tree["began_on"], row.tree["due_on"]) == (None, "2026-03-01")
    assert "开始日期没有录入" in row.notes[-1]


def test_our_own_lists_change_nothing_when_they_come_back(branch, tmp_path):
    meeting = branch.meeting()
    for kind in ListKind:
        for number, state in enumerate(("waiting", "active", "done")):
            item = listing.new_item(
                branch.uid,
                str(kind),
                2025 + number % 2,
                title=f"{kind.label}第{number}项",
                state=state,
                lead_name="单伟",
                owner=branch.members["王芳"],
                owner_name="王芳",
                measures="一是学习\n二是检查",
                began_on="2026-01-05",
                due_on="2026-04-30",
                source="meeting",
                meeting=meeting["uid"],
                evidence=[{"meeting": meeting["uid"], "note": "见会议记录"}],
            )
            listing.save(item, **DESK)
            listing.add_progress(item["uid"], "已开会部署", "2026-02-01", today=TODAY, **DESK)
    path = exporter.write(tmp_path / "三张清单.xlsx", branch.uid, None, 2026, today=TODAY)
    plan = planned(branch, path, year=2026, today="2026-05-20")  # other days are overdue by then
    assert [(row.title, row.changes, row.notes) for row in plan.rows if row.action != SAME] == []
    assert plan.count(SAME) == 9
    assert not any(row.unread for _sheet, row in plan.ignored)
