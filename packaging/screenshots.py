"""Pictures of every page, dialog and paper from the sample file: `screenshots.py DIR`."""

import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from stage import Stage, pages

from db import branch, demo, queries, tree
from db.records import spec
from desktop.documents import DOCUMENTS, document
from desktop.documents.gather import Gatherer
from desktop.pages import PAGES

_LOOKS = [(mode, percent) for mode in ("light", "dark") for percent in (100, 150)]
_BRANCH = "机关第一党支部"


def main(folder: Path) -> None:
    """Make all pictures under `folder`, naming each."""
    with tempfile.TemporaryDirectory() as place:
        sample = Path(place) / "示例.zhibu"
        demo.build(sample, today=dt.date.today().isoformat())  # noqa: DTZ011
        stage = Stage(Path(place) / "settings.ini")
        for mode, percent in _LOOKS:
            stage.look(mode, percent)
            _window(stage, sample, folder / f"{mode}-{percent}")
        _papers(stage, folder / "papers")
        stage.close()


def _window(stage: Stage, sample: Path, folder: Path) -> None:
    stage.window.files.close()
    _take(stage, folder / "00-首页.png")
    stage.window.welcome.show_form()
    _take(stage, folder / "01-新建.png")
    stage.window.open_path(sample)
    own = next(row for row in queries.branches() if row["short_name"] == _BRANCH)
    stage.context.set_branch(own["uid"])
    for number, entry in enumerate(PAGES):
        stage.page(entry.title)
        _take(stage, folder / f"1{number}-{entry.title}.png")
        for kind in entry.record_types:
            rows = queries.records(spec(kind), organisation=own["uid"])
            if rows:
                stage.window.show_record(kind, rows[len(rows) // 2].uid)
                _take(stage, folder / f"1{number}-{entry.title}-{spec(kind).title}.png")
    _meetings(stage, own["uid"], folder)
    _roster(stage, folder)
    _dialogs(stage, folder)


def _meetings(stage: Stage, uid: str, folder: Path) -> None:
    seen = set()
    for row in queries.records(spec("meeting"), organisation=uid):
        kind = row.values["kind"]
        if kind not in seen:
            seen.add(kind)
            stage.window.show_record("meeting", row.uid)
            _take(stage, folder / f"20-会议-{kind}.png")
    page: Any = stage.page("三会一课")
    for what, name in (("batch", "合订打印"), ("blocks", "常用语")):
        page.record.header.did.emit(what)
        for dialog in stage.dialogs():
            _take(stage, folder / f"40-{name}.png", dialog)
            dialog.close()
    page.begin("general")
    _take(stage, folder / "21-新建会议.png")
    page.new.given_up.emit()


def _roster(stage: Stage, folder: Path) -> None:
    source = Path(__file__).parent.parent / "tests" / "data" / "rosters" / "党员花名册.xlsx"
    page = stage.page("党员")
    page.show_roster_file(source)
    _take(stage, folder / "30-导入花名册.png")
    page.show_table()


def _dialogs(stage: Stage, folder: Path) -> None:
    window = stage.window
    shows: dict[str, Callable[[], object]] = {
        "快捷键": window.show_shortcuts,
        "规则来源": window.show_rules,
        "关于": window.show_about,
        "回收站": window.show_bin,
        "从备份恢复": window.files.restore_backup,
    }
    for name, show in shows.items():
        show()
        for dialog in stage.dialogs():
            _take(stage, folder / f"40-{name}.png", dialog)
            dialog.close()
    stage.context.go("member", queries.members_of(stage.context.branch)[0]["uid"])
    stage.settle()
    stage.page("党员").editor.history_button.click()
    for dialog in stage.dialogs():
        _take(stage, folder / "40-修改历史.png", dialog)
        dialog.close()


def _papers(stage: Stage, folder: Path) -> None:
    """Every paper of one meeting of each kind, and the roster, page by page."""
    folder.mkdir(parents=True, exist_ok=True)
    today = stage.context.today().isoformat()
    gatherer = Gatherer(stage.context.branch, today=today)
    members = branch.roster(stage.context.branch, today)
    trees = tree.dump_many(spec("member"), [entry.member for entry in members])
    roster = document("roster")
    roster.render(roster.collect(list(trees.values()), gatherer.on(today)), folder / "roster.pdf")
    done = set()
    for row in queries.records(spec("meeting"), organisation=stage.context.branch):
        kind = row.values["kind"]
        if kind in done or row.values["status"] == "draft":
            continue
        done.add(kind)
        record = tree.dump(spec("meeting"), row.uid)
        for paper in DOCUMENTS:
            if paper.suits("meeting", kind):
                sheet = paper.collect(record, gatherer.context(record))
                paper.render(sheet, folder / f"{kind}-{paper.name}.pdf")
    for pdf in sorted(folder.glob("*.pdf")):
        for number, image in enumerate(pages(pdf), 1):
            picture = pdf.with_name(f"{pdf.stem}-{number}.png")
            image.save(picture)
            print(picture)


def _take(stage: Stage, path: Path, widget: QWidget | None = None) -> None:
    print(stage.picture(path, widget))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
