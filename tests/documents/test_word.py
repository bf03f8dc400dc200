"""The papers as Word documents: the same words as the PDF, the page and type of the standard."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refused
from db.records import spec
from desktop.documents import DOCUMENTS, document
from desktop.documents.context import PaperContext
from desktop.documents.table import Table, TableColumn
from desktop.documents.word.base import _ORDER
from tests.samples import World, trees

from .conftest import joined

WORLD = World("50cecdd6-f783-5286-bc39-283af19b2e79", "95ed29b0", "afd8b773")
CONTEXT = PaperContext("中共示范局第一支部委员会", "一支部", today="2026-11-24")


def texts(path: Path) -> list[str]:
    """The text of every paragraph of a Word document, in cells too, without blanks."""
    body = docx.Document(str(path)).element.body
    found = ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return ["".join(text.split()) for text in found if text.strip()]


def made(tmp_path: Path, tree: Any, name: str, context: PaperContext) -> Path:
    kind = document(name)
    path = tmp_path / f"{name}.docx"
    kind.write(kind.collect(tree, context), path)
    return path


@pytest.mark.parametrize("name", ["minutes", "notice", "summary", "sign-in"])
def test_word_says_what_the_pdf_says(
    tmp_path: Path, meeting: Any, context: PaperContext, name: str
) -> None:
    kind = document(name)
    sheet = kind.collect(meeting, context)
    kind.write(sheet, tmp_path / "a.pdf")
    kind.write(sheet, tmp_path / "a.docx")
    printed = "".join(joined(tmp_path / "a.pdf").split())
    written = texts(tmp_path / "a.docx")
    assert [text for text in written if text not in printed] == []
    rest = printed
    for text in sorted(written, key=len, reverse=True):
        rest = rest.replace(text, "", 1)
    assert len(rest) < 90, rest  # the foot of the pages and （以下空白）


def test_an_official_paper_has_the_page_and_the_lines_of_the_standard(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    word = docx.Document(str(made(tmp_path, meeting, "notice", context)))
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert abs(section.top_margin - Mm(37)) < Mm(0.2)
    assert abs(section.left_margin - Mm(28)) < Mm(0.2)
    text = section.page_height - section.top_margin - section.bottom_margin
    lines = [p.paragraph_format.line_spacing for p in word.paragraphs]
    assert {round(each.pt, 2) for each in lines} == {28.95}
    assert 22 * lines[0] <= text + Pt(0.5)
    wide = section.page_width - section.left_margin - section.right_margin
    body = next(p for p in word.paragraphs if p.text.startswith("兹定于"))
    run = body.runs[0]._element.rPr
    pitch = Pt(16) + Pt(int(run.find(qn("w:spacing")).get(qn("w:val"))) / 20)
    assert 28 * pitch <= wide + Pt(0.5) < 29 * pitch
    assert run.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert word.paragraphs[0].runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_headings_get_the_type_of_their_level(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    word = docx.Document(str(made(tmp_path, meeting, "notice", context)))
    heading = next(p for p in word.paragraphs if p.text.startswith("一、"))
    assert heading.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"


def test_every_element_stands_where_word_wants_it(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    for name in ("minutes", "notice", "sign-in"):
        word = docx.Document(str(made(tmp_path, meeting, name, context)))
        checked = 0
        for kind, order in _ORDER.items():
            names = order.split()
            for element in word.element.body.iter(qn(f"w:{kind}")):
                found = [each.tag.rpartition("}")[2] for each in element]
                # References to headers and footers stand first, in any order.
                places = [names.index(each) for each in found if not each.endswith("Reference")]
                assert places == sorted(places), (kind, found)
                checked += 1
        assert checked > 20


def test_a_long_table_repeats_its_header_and_keeps_its_widths(tmp_path: Path) -> None:
    from desktop.documents import word
    from desktop.documents.table import widths_of

    columns = (
        TableColumn("序号", 1),
        TableColumn("任务", 6, centred=False),
        TableColumn("时限", 2),
    )
    rows = (("一、本年",), *((str(n), "送法进社区" * 6, "2026年6月1日") for n in range(60)))
    table = Table(
        "任务清单", "一支部", "2026年", columns, rows, landscape=True, closing=("书记：",)
    )
    word.write(_Sheet(table), tmp_path / "t.docx")
    made_table = docx.Document(str(tmp_path / "t.docx")).tables[0]
    assert made_table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    grid = [int(each.get(qn("w:w"))) / 20 for each in made_table._tbl.tblGrid]
    assert grid == pytest.approx(widths_of(table), abs=0.1)
    assert len(made_table.rows) == 62


class _Sheet:
    def __init__(self, table: Table) -> None:
        self.table = table


def test_nothing_is_told_of_who_made_the_file_and_when(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    properties = docx.Document(str(made(tmp_path, meeting, "minutes", context))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is None


def test_a_drawn_paper_is_refused_as_word(tmp_path: Path) -> None:
    glance = document("year-at-a-glance")
    with pytest.raises(Refused, match="全年一览是画出来的，没有 Word 文档"):
        glance.write(object(), tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "paper", [each for each in DOCUMENTS if not each.drawn], ids=lambda each: each.name
)
@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_becomes_a_word_document_or_is_refused(
    paper: Any, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kind = spec(paper.record_types[0])
    record = data.draw(trees(kind, WORLD))
    if not paper.suits(kind.name, record.get("kind")):
        return
    path = Path(tmp_path_factory.getbasetemp()) / f"{paper.name}.docx"
    path.unlink(missing_ok=True)
    try:
        sheet = paper.collect([record] if paper.of_many else record, CONTEXT)
        paper.write(sheet, path)
    except Refused:
        assert not path.exists()
    else:
        assert docx.Document(str(path)).sections


def test_a_form_of_one_page_stays_one_with_its_places_to_sign(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    word = docx.Document(str(made(tmp_path, meeting, "minutes", context)))
    assert "主持人（签名）：" in word.paragraphs[-1].text
    foot = word.sections[0].first_page_footer.paragraphs[0]
    assert "校验码" in foot.text
    assert "NUMPAGES" in foot._element.xml
    assert "（续）" in word.sections[0].header.paragraphs[0].text
