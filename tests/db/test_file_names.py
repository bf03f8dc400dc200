"""Names of files from whatever text: always inside the folder, openable, with their suffix."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import attachments, connection
from db.file_names import free_path, readable, safe_name
from tests.samples import AT

_HOSTILE = st.sampled_from(
    "../ ..\\ / \\ : C: C:\\ \\\\server\\ CON NUL COM1 . .. \n \r \t \0 \x1b \u202e \u2066 \u200b "
    '\u2028 \ud800 * ? " < > | ~ $HOME %TEMP% 党 𠮷 龑堃 .exe .pdf'.split(" ")
)
_NAMES = st.lists(_HOSTILE | st.text(max_size=5), max_size=12).map("".join) | st.text(max_size=300)
_RESERVED = ("con", "prn", "aux", "nul", "com1", "lpt9", "com¹", "conin$")


@given(_NAMES)
@example("党" * 300 + ".pdf")
@example("a." + "b" * 300)
@example("‮fdp.exe")
@example(".pdf")
@example("   ")
@example("")
def test_any_text_makes_a_name_that_lies_in_the_folder_and_opens(text: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = free_path(folder, text, "附件")
        path.write_bytes(b"x")
        assert [each.read_bytes() for each in folder.iterdir()] == [b"x"]
        assert path.resolve().parent == folder.resolve()
        name = path.name
        assert len(name.encode()) <= 255 - len(".partial.")
        assert not set(name) & set('\\/:*?"<>|\n\r\t\0\u202e\u2066\u2028')
        assert name == name.strip(". ")
        assert name.partition(".")[0].strip().lower() not in _RESERVED


@given(_NAMES)
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    once = safe_name(text)
    assert safe_name(once) == once


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".zhibu", ".tar.gz"])
@pytest.mark.parametrize("stem", ["通知", "党" * 300, "../../x", "CON", "a b. "])
def test_the_suffix_is_kept(stem: str, suffix: str) -> None:
    assert safe_name(stem + suffix).endswith(Path(suffix).suffix)


@pytest.mark.parametrize("name", ["con", "CON.txt", "nul.tar.gz", "Com1", "CONOUT$"])
def test_what_is_a_device_of_windows_is_no_name(name: str) -> None:
    assert safe_name(name) == f"_{name}"


def test_an_ordinary_name_is_left_alone() -> None:
    for name in ("会议记录 2026-03-27 支部党员大会.pdf", "龑堃㛃𠮷（2）.jpg", "a-b_c.1.docx"):
        assert safe_name(name) == name


@hypothesis_settings(max_examples=50)
@given(_NAMES)
def test_an_attachment_is_given_out_inside_the_chosen_folder(store_once: None, name: str) -> None:
    line = {"name": name, "sha256": attachments.add(b"x", "a.bin", at=AT)["sha256"]}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "选定"
        folder.mkdir()
        paths = [attachments.export(line, folder) for _ in range(2)]
        assert [path.resolve().parent for path in paths] == [folder.resolve()] * 2
        assert len(list(folder.iterdir())) == 2
        assert [each.name for each in Path(place).iterdir()] == ["选定"]


@pytest.fixture(scope="module")
def store_once(empty_file: Path, tmp_path_factory: pytest.TempPathFactory):
    """A data file for all examples."""
    path = tmp_path_factory.mktemp("names") / "支部.zhibu"
    shutil.copyfile(empty_file, path)
    connection.open_file(path)
    yield
    connection.close()


def test_a_name_in_gbk_on_an_old_stick_is_read_and_can_be_kept(store_once: None) -> None:
    told = "签到表.pdf".encode("gbk").decode("utf-8", errors="surrogateescape")
    assert readable(told) == "签到表.pdf"
    assert attachments.add(b"x", told, at=AT)["name"] == "签到表.pdf"
    assert readable("\ud800").encode()
