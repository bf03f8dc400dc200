"""Files appear whole or not at all; volumes; the context from the data file."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db.errors import Refused
from desktop.documents import gather, minutes, volume
from desktop.documents.context import PaperContext
from desktop.documents.page import whole_file
from tests.samples import make_world

from .conftest import joined

Print = Callable[..., Path]


def test_a_full_disk_is_one_sentence_and_keeps_the_old_file(
    tmp_path: Path, meeting: Any, context: PaperContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "记录.pdf"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="磁盘空间不足"):
        minutes.render(minutes.collect(meeting, context), path)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["记录.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_device_that_is_really_full_is_refused(
    tmp_path: Path, meeting: Any, context: PaperContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def on_full_device(**_: Any) -> tuple[int, str]:
        return os.open("/dev/full", os.O_RDWR), "/dev/full"

    monkeypatch.setattr(tempfile, "mkstemp", on_full_device)
    monkeypatch.setattr(Path, "unlink", lambda *_: None)
    with pytest.raises(Refused, match="磁盘空间不足"):
        minutes.render(minutes.collect(meeting, context), tmp_path / "a.pdf")


def test_a_missing_folder_is_refused(tmp_path: Path, meeting: Any, context: PaperContext) -> None:
    with pytest.raises(Refused, match=r"没有“.*”这个文件夹"):
        minutes.render(minutes.collect(meeting, context), tmp_path / "没有" / "a.pdf")


def test_a_folder_instead_of_a_file_is_refused(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    with pytest.raises(Refused, match="是一个文件夹"):
        minutes.render(minutes.collect(meeting, context), tmp_path)


def test_a_folder_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def denied(**_: Any) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", denied)
    with pytest.raises(Refused, match="不能写入"), whole_file(tmp_path / "a.pdf"):
        pass


def test_a_volume_has_contents_bookmarks_and_one_count_of_pages(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    sheets = [minutes.collect({**meeting, "number": n}, context) for n in range(1, 31)]
    path = tmp_path / "volume.pdf"
    assert list(volume.render_volume(sheets, "2026年会议记录", path)) == list(range(1, 31))
    with pypdfium2.PdfDocument(path) as pdf:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
        pages = len(pdf)
    assert marks[0] == ("目录", 0)
    assert len(marks) == 31
    assert marks[1] == ("2026年3月27日　支部党员大会（2026年第1次）", 2)
    text = joined(path)
    assert f"共{pages - 2}页　第{pages - 2}页" in text
    assert "目　录" in text


def test_a_cancelled_volume_leaves_no_file(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    sheets = (minutes.collect(meeting, context) for _ in range(9))
    work = volume.render_volume(sheets, "2026年会议记录", tmp_path / "volume.pdf")
    assert next(work) == 1
    work.close()
    assert list(tmp_path.iterdir()) == []


def test_a_volume_names_the_record_that_cannot_be_printed(
    tmp_path: Path, meeting: Any, context: PaperContext
) -> None:
    meeting["place"] = "三楼🙂"
    sheets = [minutes.collect(meeting, context)]
    with pytest.raises(Refused, match=r"2026年3月27日支部党员大会.*U\+1F642"):
        list(volume.render_volume(sheets, "年", tmp_path / "volume.pdf"))


def test_an_empty_volume_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有会议记录"):
        list(volume.render_volume([], "2026年会议记录", tmp_path / "volume.pdf"))


def test_the_context_comes_from_the_data_file(store: Path) -> None:
    world = make_world()
    tree = {"organisation": world.organisation, "held_on": "2026-03-27", "group": world.group}
    found = gather.context_for(tree, today="2026-11-24")
    assert found.organisation_name == "中共示范局第一支部委员会"
    assert found.group_name == "第一党小组"
