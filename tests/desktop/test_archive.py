"""The archive of a year by hand and by command: choosing, looking, making, stopping."""

import datetime as dt
from pathlib import Path

import pytest

from db import connection, operations, tree
from db.records import spec
from desktop.archive import checklist
from desktop.archive.checklist import Line
from desktop.archive.order import Kind
from desktop.dialogs.archive import ArchiveDialog
from desktop.pages import PAGES
from desktop.tasks import Job
from tests.documents.conftest import joined

WHO, AT = "陈晗", "2026-01-07T01:00:00Z"


def hold_meeting() -> None:
    """Keep one draft of a general meeting in the only branch of the open file."""
    from db import queries

    branch = queries.branches()[0]["uid"]
    record = tree.blank(spec("meeting"), organisation=branch, kind="general", year=2026, number=1)
    operations.save(spec("meeting"), record | {"held_on": "2026-01-05"}, who=WHO, at=AT)


@pytest.fixture
def year_file(roster_file: Path) -> Path:
    connection.open_file(roster_file)
    hold_meeting()
    connection.close()
    return roster_file


@pytest.fixture
def dialog(open_window, year_file: Path) -> ArchiveDialog:
    window = open_window(PAGES[:1], dt.date(2026, 11, 24), year_file)
    window.actions_["year_archive"].trigger()
    (found,) = window.findChildren(ArchiveDialog)
    return found


def choose(dialog: ArchiveDialog, kind: Kind) -> None:
    dialog.kind.set_value(str(kind))
    dialog.kind.changed.emit()


def test_each_thing_shows_its_own_choices_only(dialog: ArchiveDialog) -> None:
    shown = {}
    for kind in Kind:
        choose(dialog, kind)
        parts = (dialog.identity, dialog.talks, dialog.spine, dialog.table)
        shown[kind] = [each.isVisible() for each in parts]
    assert shown == {
        Kind.BOOK: [True, False, False, False],
        Kind.INSPECTION: [True, False, False, True],
        Kind.LABELS: [False, False, True, False],
        Kind.EVERYTHING: [True, True, False, False],
    }


def test_what_is_missing_is_seen_before_anything_is_written(
    dialog: ArchiveDialog, tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    choose(dialog, Kind.INSPECTION)
    dialog.look()
    model = dialog.table.source
    cells = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    general = next(each for each in cells if each[0] == "03")
    assert general[3:] == ["4份", "0份", "缺4份；另有1份是草稿，不计数"]
    assert cells[-1][-1] == "齐"
    assert "列在前面" in dialog.said.text()
    assert set(tmp_path.iterdir()) == before


def test_a_list_of_ones_own_is_taken_and_the_folder_made_by_it(
    dialog: ArchiveDialog, bare_context, tmp_path: Path
) -> None:
    own = checklist.write(
        tmp_path / "检查.xlsx", (Line("名册", ("党员花名册",)),), [("x", "y", "z")]
    )
    out = tmp_path / "出"
    out.mkdir()
    choose(dialog, Kind.INSPECTION)
    bare_context.answers += [own, out]
    dialog._own.click()
    dialog.main_button.click()
    folder = out / "机关第一党支部 2026年迎检包"
    assert "党员花名册" in joined(folder / "01 名册" / "党员花名册.pdf")
    assert "清单1项，全部齐" in dialog.said.text()
    dialog.shown.click()
    assert bare_context.shown_files == [folder]


def test_the_list_is_kept_as_a_table_to_be_changed(
    dialog: ArchiveDialog, bare_context, tmp_path: Path
) -> None:
    choose(dialog, Kind.INSPECTION)
    bare_context.answers.append(tmp_path / "清单.xlsx")
    dialog._keep.click()
    assert checklist.read(tmp_path / "清单.xlsx") == checklist.standard()


def test_a_table_that_is_no_list_leaves_the_one_before(
    dialog: ArchiveDialog, bare_context, tmp_path: Path
) -> None:
    wrong = tmp_path / "花名册.csv"
    wrong.write_text("姓名,性别,民族\n单伟,男,汉\n", encoding="utf-8")
    choose(dialog, Kind.INSPECTION)
    bare_context.answers.append(wrong)
    dialog._own.click()
    assert "不像检查清单" in dialog.said.text()
    dialog.look()
    assert dialog.table.source.rowCount() == len(checklist.standard())


def test_a_refusal_stays_in_the_dialog_and_leaves_nothing(
    dialog: ArchiveDialog, bare_context, tmp_path: Path
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    choose(dialog, Kind.LABELS)
    bare_context.answers.append(out)
    dialog.main_button.click()
    assert "还没有定稿的记录" in dialog.said.text()
    assert not dialog.shown.isVisible()
    assert dialog.main_button.isEnabled()
    assert not list(out.iterdir())


def test_no_folder_chosen_is_no_work(dialog: ArchiveDialog, bare_context) -> None:
    bare_context.answers.append(None)
    dialog.main_button.click()
    assert not dialog.said.isVisible()


def test_stopping_and_closing_stop_the_work(
    dialog: ArchiveDialog, bare_context, monkeypatch, tmp_path: Path
) -> None:
    jobs: list[Job] = []

    def keep(title, work, then, failed):
        jobs.append(Job(title))
        return jobs[-1]

    monkeypatch.setattr(bare_context.tasks, "run", keep)
    for stop in (dialog._stop.click, dialog.close):
        bare_context.answers.append(tmp_path)
        dialog.main_button.click()
        assert dialog._stop.isVisible()
        assert not dialog.main_button.isEnabled()
        stop()
        assert jobs[-1].cancelled


def test_the_command_makes_the_folder_says_what_is_missing_and_returns_one(
    zhibu, year_file: Path, tmp_path: Path
) -> None:
    said = zhibu("archive", year_file, "-o", tmp_path, "--year", 2026, "--kind", "inspection")
    assert said.status == 1
    assert "03 支部党员大会（一般每季度一次）：缺4份；另有1份是草稿，不计数" in said.err
    folder = Path(said.out.strip())
    assert (folder / "00 迎检目录.pdf").is_file()
    assert (folder / "01 党员基本情况" / "党员花名册.pdf").is_file()


def test_the_command_writes_and_takes_a_list(zhibu, year_file: Path, tmp_path: Path) -> None:
    common = ("archive", year_file, "-o", tmp_path, "--year", 2026, "--kind", "inspection")
    written = zhibu(*common, "--write-checklist")
    assert written.status == 0
    path = Path(written.out.strip())
    assert checklist.read(path) == checklist.standard()
    checklist.write(path, (Line("名册", ("党员花名册",)),), [("x", "y", "z")])
    assert zhibu(*common, "--checklist", path).status == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "book", "--spine", "30"), "--spine只用于档案盒标签"),
        (("--kind", "labels", "--talks"), "--talks只用于全部资料"),
        (("--kind", "book", "--write-checklist"), "检查清单只用于迎检包"),
        (("--kind", "labels"), "2026年还没有定稿的记录"),
        (("--kind", "book"), "2026年还没有定稿的记录"),
        (("--kind", "什么"), "没有“什么”"),
    ],
)
def test_the_command_refuses_in_one_line(
    zhibu, year_file: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    result = zhibu("archive", year_file, "-o", out, "--year", 2026, *options)
    assert result.status == 2
    assert said in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert not list(out.iterdir())


def test_a_folder_that_is_missing_is_refused(zhibu, year_file: Path, tmp_path: Path) -> None:
    result = zhibu("archive", year_file, "-o", tmp_path / "没有", "--year", 2026)
    assert result.status == 2
    assert "这个文件夹" in result.err
