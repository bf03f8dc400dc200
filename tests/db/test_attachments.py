"""Files go into the data file whole, photos shrunk and without the place they were taken at."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from db import attachments, connection, operations, tree
from db.errors import Refused
from db.model import Blob
from db.records import spec

from .conftest import AT, WHO


def _photo(size=(3000, 1500), **exif: object) -> bytes:
    image = Image.new("RGB", size, "#336699")
    data = image.getexif()
    data.get_ifd(0x8769)[0x9003] = "2026:03:27 15:02:11"
    data.get_ifd(0x8825)[1] = "N"
    data.get_ifd(0x8825)[2] = (34.5, 33.0, 1.0)
    if "turned" in exif:
        data[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=data)
    return out.getvalue()


def test_the_first_photo_of_a_program_that_was_just_started_is_taken(store):
    """No format may be asked for that Pillow does not know by that name."""
    code = (
        "import io, sys; from pathlib import Path; from PIL import Image; out = io.BytesIO();"
        "Image.new('RGB', (40, 30)).save(out, 'BMP'); from db import attachments, connection;"
        "connection.open_file(Path(sys.argv[1]));"
        "print(attachments.add(out.getvalue(), '照片.bmp', at='2026-01-01T00:00:00Z')['name'])"
    )
    connection.close()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(store)],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "照片.jpg", done.stderr


def test_a_photo_is_shrunk_turned_upright_and_forgets_its_place(branch):
    line = attachments.add(_photo(turned=True), "现场.JPEG", at=AT)
    with Image.open(io.BytesIO(attachments.read(line["sha256"]))) as kept:
        assert kept.size == (1000, 2000)
        assert dict(kept.getexif()) == {}
    assert (line["taken_on"], line["kind"], line["name"]) == ("2026-03-27", "photo", "现场.jpg")


def test_the_same_file_is_stored_once(branch):
    first = attachments.add(b"%PDF-1.7 ...", "通知.pdf", at=AT)
    second = attachments.add(b"%PDF-1.7 ...", "通知（副本）.pdf", at=AT)
    assert first["sha256"] == second["sha256"]
    assert first["uid"] != second["uid"]
    assert connection.row_counts()["blob"] == 1


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "空.pdf", "空文件"),
        (b"not a picture", "坏.jpg", "不是能打开的照片"),
        (_photo()[:500], "断.jpg", "不是能打开的照片"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(branch, data, name, said):
    with pytest.raises(Refused, match=said):
        attachments.add(data, name, at=AT)
    assert connection.row_counts()["blob"] == 0


def test_a_picture_of_too_many_pixels_is_refused(branch, monkeypatch):
    monkeypatch.setattr(attachments, "_MOST_PIXELS_REDUCED", 100)
    with pytest.raises(Refused, match="尺寸过大"):
        attachments.add(_photo((20, 20)), "大.jpg", at=AT)


def test_a_file_that_is_too_large_or_missing_is_refused(branch, tmp_path, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 10)
    big = tmp_path / "大.pdf"
    big.write_bytes(b"x" * 11)
    with pytest.raises(Refused, match="超过"):
        attachments.add_file(big, at=AT)
    with pytest.raises(Refused, match="不能读取"):
        attachments.add_file(tmp_path / "没有.pdf", at=AT)


def test_exporting_never_replaces_a_file_nor_leaves_the_folder(branch, tmp_path):
    line = attachments.add(b"data", "../../x\\..\\通知.pdf", at=AT)
    first, second = (attachments.export(line, tmp_path) for _ in range(2))
    assert [p.name for p in (first, second)] == ["通知.pdf", "通知（2）.pdf"]
    assert first.parent == second.parent == tmp_path


def test_altered_content_is_noticed(branch):
    line = attachments.add(b"data", "a.pdf", at=AT)
    connection.database.execute_sql("UPDATE blob SET data = x'00'")
    with pytest.raises(Refused, match="不符"):
        attachments.read(line["sha256"])


def test_attachments_travel_with_their_record(branch):
    record = branch.meeting()
    line = attachments.add(b"data", "通知.pdf", at=AT, kind="notice")
    operations.save(spec("meeting"), record | {"attachments": [line]}, who=WHO, at=AT)
    assert tree.dump(spec("meeting"), record["uid"])["attachments"] == [line]
    operations.undo(who=WHO, at=AT)
    assert tree.dump(spec("meeting"), record["uid"])["attachments"] == []


def test_an_altered_or_missing_content_is_found_by_the_name_of_the_file(branch):
    whole = attachments.add(b"whole", "完好.txt", at=AT)
    altered = attachments.add(b"altered", "改过.txt", at=AT)
    branch.meeting(attachments=[whole, altered])
    assert attachments.problems() == []
    Blob.update(data=b"other").where(Blob.sha256 == altered["sha256"]).execute()
    (sentence,) = attachments.problems()
    assert "改过.txt" in sentence
