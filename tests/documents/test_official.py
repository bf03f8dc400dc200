"""GB/T 9704-2012 measured on the paper."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from desktop.documents import official
from desktop.documents.official import Blank, Labelled, Official, Signature, Text

from .conftest import MM, characters, lines, plain_text

LEFT, TOP, RIGHT, BOTTOM = 28 * MM, 37 * MM, 184 * MM, 262 * MM
HALF_MM = 0.5 * MM
LONG = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 40)) * 50


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def to_file(*blocks: Any, title: str = "关于召开会议的通知") -> Path:
        path = tmp_path / "paper.pdf"
        official.write(Official(title, blocks), path)
        return path

    return to_file


def body(page: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [row for row in lines(page) if round(row[0]["size"]) != 14]


def test_a_full_page_holds_twenty_two_lines_of_twenty_eight_characters(write: Any) -> None:
    _, second, *_ = characters(write(Text(LONG)))
    rows = body(second)
    assert len(rows) == 22
    assert {len(row) for row in rows} == {28}
    pitches = [a[0]["matrix"][5] - b[0]["matrix"][5] for a, b in pairwise(rows)]
    assert all(pitch == pytest.approx(28.99, abs=0.02) for pitch in pitches)


def test_the_margins_are_those_of_the_standard(write: Any) -> None:
    _, second, *_ = characters(write(Text(LONG)))
    rows = body(second)
    every = [char for row in rows for char in row]
    assert min(c["x0"] for c in every) == pytest.approx(LEFT, abs=HALF_MM)
    assert max(c["x1"] for c in every) == pytest.approx(RIGHT, abs=HALF_MM)
    assert min(c["top"] for c in every) == pytest.approx(TOP, abs=HALF_MM)
    # Each line has 28.99 pt; the last one's share ends at the lower edge of the block.
    last = rows[-1][0]["top"] + official.LEADING
    assert last == pytest.approx(BOTTOM, abs=HALF_MM)


def test_title_and_body_have_their_sizes_and_faces(write: Any) -> None:
    first, *_ = characters(write(Text("一、主要任务\n（一）抓学习\n1. 读书\n（1）读文件\n正文")))
    rows = lines(first)
    sizes = [round(row[0]["size"], 2) for row in rows]
    assert sizes == [22, 16, 16, 16, 16, 16, 14]
    faces = [row[0]["fontname"] for row in rows]
    title, heading, second, third, fourth, text, number = faces
    assert len({title, heading, second, text, number}) == 5
    assert third == fourth == text
    middle = (rows[0][0]["x0"] + rows[0][-1]["x1"]) / 2
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_paragraphs_begin_two_characters_in(write: Any) -> None:
    first, *_ = characters(write(Text("　　" + "党" * 60 + "\n  第二段" + "员" * 60)))
    rows = body(first)[1:]
    starts = [round((row[0]["x0"] - LEFT) / official.PITCH, 1) for row in rows]
    assert starts == [2, 0, 0, 2, 0, 0]
    assert [len(row) for row in rows] == [26, 28, 6, 26, 28, 9]


def test_the_page_number_stands_outside_odd_right_even_left(write: Any) -> None:
    pages = characters(write(Text(LONG)))
    odd, even = lines(pages[0])[-1], lines(pages[1])[-1]
    assert "".join(c["text"] for c in odd) == "—1—"
    assert "".join(c["text"] for c in even) == "—2—"
    assert odd[-1]["x1"] == pytest.approx(RIGHT - official.PITCH, abs=1.5)
    assert even[0]["x0"] == pytest.approx(LEFT + official.PITCH, abs=1.5)
    height = 297 * MM
    for row in (odd, even):
        assert row[0]["size"] == 14
        figure_top = height - row[1]["matrix"][5] - 14 * 0.73
        assert figure_top == pytest.approx(BOTTOM + 7 * MM, abs=HALF_MM)
    assert "— 1 —" in plain_text(write(Text("一页")))


def test_the_date_stands_two_characters_right_of_the_signature(write: Any) -> None:
    path = write(Text("正文。"), Signature("中共示范区司法局机关第一支部委员会", "2026年3月27日"))
    name, date = body(characters(path)[0])[-2:]
    assert RIGHT - name[-1]["x1"] == pytest.approx(2 * official.PITCH, abs=1)
    assert date[0]["x0"] - name[0]["x0"] == pytest.approx(2 * official.PITCH, abs=0.5)


def test_a_date_longer_than_the_signature_stands_two_characters_from_the_edge(write: Any) -> None:
    name, date = body(characters(write(Text("正文。"), Signature("一支部", "2026年12月27日")))[0])[
        -2:
    ]
    assert RIGHT - date[-1]["x1"] == pytest.approx(2 * official.PITCH, abs=1)
    assert date[0]["x0"] - name[0]["x0"] == pytest.approx(2 * official.PITCH, abs=0.5)


def test_attendance_wraps_below_its_first_name(write: Any) -> None:
    path = write(Text("正文。"), Blank(), Labelled("出席", "、".join(["解晓璟"] * 20)))
    rows = body(characters(path)[0])[2:]
    assert rows[0][3]["text"] == "解"
    assert rows[1][0]["x0"] == pytest.approx(rows[0][3]["x0"], abs=1)
    assert rows[0][0]["fontname"] != rows[0][3]["fontname"]


def test_the_signature_never_stands_alone_on_a_page(write: Any) -> None:
    for count in range(14, 24):
        path = write(*[Text("段落。")] * count, Signature("第一党支部", "2026年3月27日"))
        rows = body(characters(path)[-1])
        texts = ["".join(c["text"] for c in row) for row in rows]
        assert texts.count("段落。") >= 2


def test_a_heading_never_ends_a_page(write: Any) -> None:
    for count in range(15, 21):
        path = write(*[Text("段落。")] * count, Text("一、下一步打算"), *[Text("任务。")] * 4)
        texts = ["".join(c["text"] for c in row) for row in body(characters(path)[0])]
        assert texts[-1] != "一、下一步打算"


def test_a_heading_that_runs_on_ends_with_its_first_full_stop() -> None:
    spans, whole = official.level_spans("一、加强学习。每月集中学习一次。")
    assert spans == [("黑体", "一、加强学习。"), ("仿宋", "每月集中学习一次。")]
    assert not whole
    assert official.level_spans("1.5万元已经到账")[0] == [("仿宋", "1.5万元已经到账")]
