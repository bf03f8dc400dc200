"""Papers from the command line: one PDF, a folder of them, a bound volume, a year on one paper."""

import io
from pathlib import Path

import pytest

from db import attachments, connection, operations, queries, schemes, tree
from db.records import RECORDS, spec
from db.records.meeting import MeetingKind
from tests.samples import AT, WHO

MEETING = spec("meeting")


def test_print_writes_one_pdf_or_a_folder_of_them(zhibu, file, tmp_path) -> None:
    uid = zhibu("list", file, "meeting", "--json").json[0]["uid"]
    output = tmp_path / "一份.pdf"
    assert zhibu("print", file, "minutes", "--record", uid, "-o", output).status == 0
    assert output.read_bytes().startswith(b"%PDF")
    said = zhibu("print", file, "会议记录", "--year", 2026, "-o", f"{tmp_path / '夹'}/")
    assert said.status == 0
    assert len(said.out.splitlines()) == len(list((tmp_path / "夹").glob("*.pdf"))) == 2
    said = zhibu("print", file, "minutes", "--year", 2026, "--quarter", 1, "-o", tmp_path / "夹")
    assert "2026-03-27" in said.out


def test_print_writes_a_word_document_for_an_office_that_must_edit(zhibu, file, tmp_path) -> None:
    import docx

    uid = zhibu("list", file, "meeting", "--json").json[0]["uid"]
    output = tmp_path / "一份.docx"
    assert zhibu("print", file, "minutes", "--record", uid, "-o", output).status == 0
    assert docx.Document(str(output)).paragraphs[0].text == "支部党员大会会议记录"
    said = zhibu("print", file, "year-at-a-glance", "-o", tmp_path / "一览.docx")
    assert said.status == 2
    assert "没有 Word 文档" in said.err
    assert not (tmp_path / "一览.docx").exists()


def picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#7a5").save(out, "PNG")
    return out.getvalue()


def meetings_with_a_photo(path: Path) -> dict[str, str]:
    """Copy the sample of 27 March, with a photo, for each kind of meeting that has own papers."""
    connection.open_file(path)
    found = [row.uid for row in queries.records(MEETING) if row.day == "2026-03-27"]
    record = tree.dump(MEETING, found[0])
    photo = attachments.add(picture(), "会场.png", at=AT)
    uids = {}
    for kind in (MeetingKind.GENERAL, MeetingKind.LIFE, MeetingKind.APPRAISAL):
        lines = {line.name: tree.without_identity(record[line.name]) for line in MEETING.lines}
        made = record | lines | {"uid": tree.new_uid(), "revision": 0, "kind": str(kind)}
        made["attachments"] = [photo | {"uid": tree.new_uid()}]
        operations.save(MEETING, tree.normalise(MEETING, made), who=WHO, at=AT)
        uids[str(kind)] = made["uid"]
    connection.close()
    return uids


def assess_two_years(path: Path) -> None:
    """Give the sample scheme words that can be read, and the year before an assessment."""
    connection.open_file(path)
    kind, scheme = spec("assessment"), spec("scheme")
    broken = tree.dump(scheme, queries.records(scheme)[0].uid)
    text = schemes.shipped_text("standard")
    operations.save(scheme, broken | {"text": text}, who=WHO, at=AT)
    before = tree.blank(kind, organisation=queries.branches()[0]["uid"], year=2025)
    operations.save(kind, before, who=WHO, at=AT)
    connection.close()


def test_every_paper_that_is_listed_can_be_printed(zhibu, file, tmp_path) -> None:
    listed = zhibu("print", "--list", "--json").json
    names = {each["name"] for each in listed}
    assert names >= {name for kind in RECORDS for name in kind.documents}
    meetings = meetings_with_a_photo(file)
    assess_two_years(file)
    for each in listed:
        if each["of"] == "general":  # a file with branches below one: test_cli_general
            continue
        output = tmp_path / f"{each['title']}.pdf"
        which = ()
        if "meeting" in each["types"]:
            which = ("--record", meetings[(each["kinds"] or ["general"])[0]])
        elif each["of"] == "year" or "assessment" in each["types"]:
            which = ("--year", 2026)
        if each["asks"] == "person":
            which += ("--person", "周翀")
        said = zhibu("print", file, each["name"], *which, "-o", output)
        assert (said.status, said.err) == (0, "")
        assert output.read_bytes().startswith(b"%PDF")


@pytest.fixture
def activities(file) -> Path:
    """The data file with two more activities: one of 31 March, one with two photos."""
    connection.open_file(file)
    kind, branch = spec("activity"), queries.branches()[0]["uid"]
    photo = attachments.add(picture(), "会场.png", at=AT)
    photos = [photo | {"uid": tree.new_uid(), "caption": name} for name in ("学习", "走访")]
    for day, files in (("2026-03-31", []), ("2026-04-28", photos)):
        record = tree.blank(kind, organisation=branch, title="走访受援人", held_on=day)
        operations.save(kind, record | {"attachments": files}, who=WHO, at=AT)
    connection.close()
    return file


def text_of(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return "".join((page.extract_text() or "") for page in pdf.pages).replace("\n", "")


def test_the_activities_of_a_year_are_listed_on_one_paper(zhibu, activities, tmp_path) -> None:
    said = zhibu("print", activities, "activity-list", "--year", 2026, "-o", f"{tmp_path / '夹'}/")
    assert (said.status, said.err) == (0, "")
    output = tmp_path / "夹" / "活动年度一览 一支部2026年.pdf"
    assert said.out.strip() == str(output)
    text = text_of(output)
    assert "3月31日" in text
    assert "4月28日" in text


def test_the_activities_of_a_year_are_bound_into_one_file(zhibu, activities, tmp_path) -> None:
    output = tmp_path / "全年.pdf"
    said = zhibu("print", activities, "activity", "--year", 2026, "-o", output)
    assert (said.status, said.err) == (0, "")
    assert "一支部2026年活动记录" in text_of(output)
    folder = f"{tmp_path / '夹'}/"
    said = zhibu("print", activities, "activity", "--year", 2026, "--month", 3, "-o", folder)
    assert "活动记录表 2026-03-31 走访受援人.pdf" in said.out


def test_photos_print_as_many_a_page_as_is_asked(zhibu, activities, tmp_path) -> None:
    uid = next(
        each["uid"]
        for each in zhibu("list", activities, "activity", "--json").json
        if each["date"] == "2026-04-28"
    )
    output = tmp_path / "照片.pdf"
    said = zhibu("print", activities, "photos", "--record", uid, "--per-page", 6, "-o", output)
    assert (said.status, said.err) == (0, "")
    assert "照片共2张" in text_of(output)
    said = zhibu("print", activities, "photos", "--record", uid, "--per-page", 5, "-o", output)
    assert said.status == 2
    assert "--per-page没有“5”" in said.err


def test_a_folder_of_photos_names_the_records_that_have_none(zhibu, activities, tmp_path) -> None:
    said = zhibu("print", activities, "photos", "--year", 2026, "-o", f"{tmp_path / '夹'}/")
    assert said.status == 0
    assert [path.name for path in (tmp_path / "夹").iterdir()] == [
        "照片页 2026-04-28 走访受援人.pdf"
    ]
    assert "没有印“照片页 2026-03-31 走访受援人”：这次党员活动日还没有照片" in said.err
    said = zhibu("print", activities, "photos", "--year", 2025, "-o", f"{tmp_path / '夹'}/")
    assert said.status == 2
    assert "都不能印照片页" in said.err


def test_the_minutes_of_a_year_are_bound_into_one_file(zhibu, file, tmp_path) -> None:
    import pdfplumber

    output = tmp_path / "全年.pdf"
    said = zhibu("print", file, "minutes", "--year", 2026, "-o", output)
    assert (said.status, said.err) == (0, "")
    with pdfplumber.open(output) as pdf:
        first = pdf.pages[0].extract_text().replace(" ", "")
        assert len(pdf.pages) >= 3
    assert "一支部2026年会议记录" in first
    said = zhibu("print", file, "notice", "--year", 2026, "-o", output)
    assert said.status == 2
    assert "有2份会议通知" in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("minutes",), "请用 -o"),
        ((), "缺少文书名"),
        (("dragon", "-o", "a.pdf"), "没有“dragon”这种文书"),
        (("minutes", "-o", "a.txt"), "既不是 .pdf、.docx 文件，也不是文件夹"),
        (("minutes", "-o", "a.pdf", "--record", "x"), "没有 uid 为“x”"),
        (("minutes", "-o", "a.pdf", "--per-page", "4"), "会议记录不用--per-page"),
        (("photos", "-o", "a.pdf", "--person", "周翀"), "照片页不用--person"),
        (("person-list", "-o", "a.pdf", "--year", "2026"), "是谁的个人清单"),
        (("activity-list", "-o", "a.pdf", "--record", "x"), "请去掉 --record"),
        (("tasks", "-o", "a.pdf", "--year", "2026", "--month", "3"), "任务清单印全年的情况"),
        (("minutes", "-o", "a.pdf", "--month", "3"), "要与 --year 一起用"),
        (("minutes", "-o", "a.pdf", "--year", "1999"), "这段时间没有可印"),
    ],
)
def test_a_wrong_wish_to_print_is_told(zhibu, file, arguments, said) -> None:
    result = zhibu("print", file, *arguments)
    assert result.status == 2
    assert said in result.err
