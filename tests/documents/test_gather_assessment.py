"""What the papers of an assessment and of a report get from the data file."""

from pathlib import Path
from typing import Any

import pytest

from db import assessment, drafting, operations, tree
from db.errors import Refused
from db.records import spec
from desktop.documents import document
from desktop.documents.gather import Gatherer
from tests.db.conftest import AT, WHO, Branch, branch

from .conftest import joined

__all__ = ("branch",)
TODAY = "2026-11-24"


@pytest.fixture
def printed(branch: Branch, tmp_path: Path) -> Any:
    """Print a paper of a record of the branch; its text."""

    def render(name: str, record: Any) -> str:
        kind, path = document(name), tmp_path / f"{name}.pdf"
        context = Gatherer(branch.uid, today=TODAY).context(record)
        kind.render(kind.collect(record, context), path)
        return joined(path).replace(" ", "")

    return render


def begun(branch: Branch, year: int = 2026) -> Any:
    assessment.begin(branch.uid, year, who=WHO, at=AT)
    return assessment.of_year(branch.uid, year)


def finished(branch: Branch, day: str) -> Any:
    meeting = branch.meeting("committee", day, number=3)
    values = {"status": "final", "finished_on": day}
    operations.set_values(spec("meeting"), meeting["uid"], values, name="定稿", who=WHO, at=AT)
    return meeting


def test_the_table_and_the_report_show_the_sheet_of_the_records(
    branch: Branch, printed: Any
) -> None:
    record = begun(branch)
    sheet = assessment.sheet_of(record, TODAY)
    text = printed("assessment", record)
    assert sheet.scheme.title in text
    for line in sheet.lines:
        assert f"{line.code}{line.title}".replace(" ", "") in text
    assert "六、依据索引" in printed("assessment-report", record)
    assert "1.第" in printed("assessment-plain", record)


def test_the_year_before_comes_from_its_own_assessment(branch: Branch, printed: Any) -> None:
    record = begun(branch)
    with pytest.raises(Refused, match="2025年没有考核记录"):
        printed("assessment-comparison", record)
    begun(branch, 2025)
    assert "2025、2026年度党支部考核对比表" in printed("assessment-comparison", record)


def test_a_talk_behind_a_line_is_not_told_by_name(branch: Branch, printed: Any) -> None:
    talk = drafting.new_talk(branch.uid, "2026-03-27", branch.members["王芳"])
    talk |= {"matter": "年度谈话", "content": "思想稳定。", "place": "会议室"}
    operations.save(spec("talk"), talk, who=WHO, at=AT)
    text = printed("assessment-report", begun(branch))
    assert "谈心谈话（2026年3月27日）。" in text
    index = text.partition("依据索引")[2]
    assert "王芳" not in index


def test_a_final_sheet_is_printed_as_it_was_frozen_with_what_changed_since(
    branch: Branch, printed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = finished(branch, "2026-03-27")
    record = begun(branch)
    for line in assessment.sheet_of(record, TODAY).lines:
        if line.wants:
            score = {"code": line.code, "own": 0, "basis": "没有材料", "reason": "没有材料"}
            record["scores"].append(tree.blank_line(spec("assessment").line("scores"), **score))
    operations.save(spec("assessment"), record, who=WHO, at=AT)
    assessment.freeze(record["uid"], today=TODAY, who=WHO, at=AT)
    final = tree.dump(spec("assessment"), record["uid"])
    before = printed("assessment", final)
    assert "定稿日期：2026年11月24日" in before
    assert "与定稿不符" not in before
    operations.set_values(
        spec("meeting"), meeting["uid"], {"place": "二楼"}, name="改", who=WHO, at=AT
    )
    after = printed("assessment", final)
    assert "与定稿不符：" in after
    assert "与定稿不符：" in printed("assessment-report", final)
    assert before.partition("序号")[2][:400] == after.partition("序号")[2][:400]


def test_a_report_counts_the_records_of_its_own_year(branch: Branch, printed: Any) -> None:
    finished(branch, "2025-03-27")
    report = drafting.new_debrief(branch.uid, 2025, TODAY)
    text = printed("debrief", report | {"held_on": "2026-01-10"})
    assert "召开支部委员会会议1次" in text
    assert "截至2025年12月31日" in text
    text = printed("debrief", drafting.new_debrief(branch.uid, 2026, TODAY))
    assert "召开支部委员会会议0次" in text
