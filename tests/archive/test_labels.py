"""Labels for the boxes of a year: widths, words, counts."""

import re
from pathlib import Path

import pytest

from db.demo.branch import uid
from db.errors import Refused
from db.records.held import Status
from desktop.archive.order import Kind, carry_out
from desktop.documents import archive_labels
from desktop.documents.gather import Gatherer, of_year
from desktop.documents.page import MM
from tests.archive.conftest import TODAY, order, quiet
from tests.documents.conftest import joined


def collected(year: int = 2026, spine: str = "30") -> archive_labels.LabelSheet:
    context = Gatherer(uid("first"), today=TODAY, option=spine).year(year)
    return archive_labels.collect((), context)


def test_a_label_counts_the_finished_records_and_says_from_when_to_when(demo: Path) -> None:
    held = [
        m["held_on"] for m in of_year("meeting", uid("first"), 2026) if m["status"] != Status.DRAFT
    ]
    label = next(each for each in collected().labels if each.title == "三会一课")
    assert label.count == len(held)
    assert (min(held), max(held)) == ("2026-01-09", "2026-11-20") or label.period.startswith(
        "2026年1月9日至"
    )


def test_the_first_label_is_of_everything(demo: Path) -> None:
    whole, *parts = collected().labels
    assert whole.count == sum(each.count for each in parts)
    assert whole.contents == "、".join(each.title for each in parts)


@pytest.mark.parametrize("spine", archive_labels.SPINES)
def test_the_back_is_as_wide_as_the_box(demo: Path, spine: str) -> None:
    page = next(iter(archive_labels._spines(collected(spine=spine))))
    corners = sorted({round(rule.x0, 2) for rule in page.rules if rule.x0 == rule.x1})
    left = archive_labels._LEFT
    assert any(abs(x - left - int(spine) * MM) < 0.1 for x in corners)
    width, height = page.size
    for x, y, line in page.texts:
        assert 0 < x < x + line.width < width
        assert 0 < y < height


def test_the_sheet_names_branch_year_and_contents(demo: Path, tmp_path: Path) -> None:
    made = carry_out(order(Kind.LABELS, spine="50"), tmp_path, quiet)
    assert made.path.name == "机关第一党支部2026年档案盒标签（50毫米）.pdf"
    text = re.sub(r"\s", "", joined(made.path))
    assert "2026年党建工作档案" in text
    assert "中共示范区司法局机关第一支部委员会" in text
    assert "起止日期" in text
    assert "保管期限" in text


def test_a_width_that_no_box_has_and_an_empty_year_are_refused(demo: Path) -> None:
    with pytest.raises(Refused, match="盒脊没有“35”毫米的"):
        collected(spine="35")
    with pytest.raises(Refused, match="2019年还没有定稿的记录"):
        collected(2019)
