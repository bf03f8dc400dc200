"""What the papers of lists get from the data file: carried items, names of linked records."""

from pathlib import Path

from db import listing, operations, tree
from db.records import spec
from desktop.documents import document
from desktop.documents.gather import Gatherer, of_year
from tests.db.conftest import AT, WHO, Branch, branch

from .conftest import joined

__all__ = ("branch",)
ITEM = spec("listed_item")


def test_a_ledger_holds_what_earlier_years_left_open_and_names_the_meeting(
    branch: Branch, tmp_path: Path
) -> None:
    meeting = branch.meeting(number=1)
    saved = [
        listing.new_item(branch.uid, "task", 2025, title="上年未完"),
        listing.new_item(branch.uid, "task", 2025, title="上年已销号", state="closed",
                         closed_on="2025-12-30", closed_by="单伟", evidence=[
                             tree.blank_line(ITEM.line("evidence"), meeting=meeting["uid"])]),
        listing.new_item(branch.uid, "task", 2026, title="今年任务", evidence=[
            tree.blank_line(ITEM.line("evidence"), meeting=meeting["uid"])]),
        listing.new_item(branch.uid, "task", 2027, title="明年任务"),
    ]  # fmt: skip
    for record in saved:
        operations.save(ITEM, listing.numbered([record])[0], who=WHO, at=AT)
    context = Gatherer(branch.uid, today="2026-11-24").year(2026)
    paper = document("tasks")
    path = tmp_path / "tasks.pdf"
    paper.render(paper.collect(of_year("listed_item", branch.uid, 2026), context), path)
    text = joined(path)
    assert "上年未完" in text
    assert "2025-01（结转）" in text
    assert "今年任务" in text
    assert "支部党员大会2026年第1次（2026年3月27日）" in text.replace(" ", "")
    assert "上年已销号" not in text
    assert "明年任务" not in text


def test_the_link_to_an_unknown_record_is_no_text(branch: Branch) -> None:
    context = Gatherer(branch.uid, today="2026-11-24").year(2026)
    assert context.link("nobody") == ""
