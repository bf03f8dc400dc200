"""Pictures of every page, dialog and paper from the sample file: `screenshots.py DIR`."""

import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from stage import Stage, pages

from db import branch, demo, queries, tree
from db.errors import Refused
from db.records import spec
from db.spec import Tree
from desktop.app import Wish
from desktop.documents import DOCUMENTS
from desktop.documents.document import Document
from desktop.documents.gather import Gatherer, of_year
from desktop.pages import PAGES
from desktop.pages.general import GeneralPane

_LOOKS = [(mode, percent) for mode in ("light", "dark") for percent in (100, 150)]
_BRANCH = "机关第一党支部"
_PASSWORD = "春风化雨2026"


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
        page = stage.page(entry.title)
        while getattr(page, "busy", False):
            stage.settle()
        _take(stage, folder / f"1{number}-{entry.title}.png")
        for kind in entry.record_types:
            rows = queries.records(spec(kind), organisation=own["uid"])
            if rows:
                stage.window.show_record(kind, rows[len(rows) // 2].uid)
                _take(stage, folder / f"1{number}-{entry.title}-{spec(kind).title}.png")
    _desk(stage, folder)
    _meetings(stage, own["uid"], folder)
    _activities(stage, folder)
    _lists(stage, folder)
    _assessment(stage, own, folder)
    _roster(stage, folder)
    _dialogs(stage, folder)
    _protection(stage, sample, folder)


def _desk(stage: Stage, folder: Path) -> None:
    page: Any = stage.page("工作台")
    shows: dict[str, Callable[[], object]] = {
        "迎检自查": page.show_self_check,
        "规则": page.show_rules,
        "三会一课计划": page.show_plan,
        "到会情况": partial(page.show_people, "attendance"),
        "学时情况": partial(page.show_people, "hours"),
    }
    for name, show in shows.items():
        show()
        while page.busy:
            stage.settle()
        _take(stage, folder / f"19-{name}.png")
    page.show_desk()


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


def _activities(stage: Stage, folder: Path) -> None:
    page: Any = stage.page("28日活动")
    page.show_plan()
    _take(stage, folder / "22-年度计划.png")
    page.plan.closed.emit()
    page.begin()
    _take(stage, folder / "23-新建活动.png")
    page.new.given_up.emit()


def _lists(stage: Stage, folder: Path) -> None:
    page: Any = stage.page("三张清单")
    page.shut()
    for kind, button in page.overview.kind_buttons.items():
        button.click()
        _take(stage, folder / f"24-清单-{kind}.png")
    page.overview.table_button.click()
    _take(stage, folder / "25-清单-表格.png")
    page.overview.board_button.click()


def _assessment(stage: Stage, own: Tree, folder: Path) -> None:
    """The sheet, the letters and the scheme of a branch, then what its general branch sees."""
    page: Any = stage.page("考核")
    for number, button in enumerate(page.tab_buttons[1:], 1):
        page.show_view(number)
        _take(stage, folder / f"26-考核-{button.text()}.png")
    for wish in ("responsibility_letter", "term_goal", "debrief"):
        stage.context.begin(Wish(wish))
        _take(stage, folder / f"27-新建-{spec(wish).title}.png")
        page.leave()
    page.show_view(0)
    stage.context.set_branch(own["parent"])
    stage.settle()
    views = stage.window.findChild(GeneralPane)
    assert views is not None
    for number, button in enumerate(views.view_buttons):
        views.show_view(number)
        _take(stage, folder / f"28-党总支-{button.text()}.png")
    stage.context.set_branch(own["uid"])


def _roster(stage: Stage, folder: Path) -> None:
    source = Path(__file__).parent.parent / "tests" / "data" / "rosters" / "党员花名册.xlsx"
    page = stage.page("党员")
    page.roster.show_roster_file(source)
    _take(stage, folder / "30-导入花名册.png")
    page.roster.show_table()


def _dialogs(stage: Stage, folder: Path) -> None:
    window = stage.window
    shows: dict[str, Callable[[], object]] = {
        "快捷键": window.show_shortcuts,
        "规则来源": window.show_rules,
        "关于": window.show_about,
        "回收站": window.show_bin,
        "数据体检": window.show_health,
        "从备份恢复": window.files.restore_backup,
        "导出上报包": window.packages.send,
        "年度档案": window.packages.archive,
        "移交": window.packages.hand_over,
        "抄报台": window.packages.copy_out,
        "密码保护": window.protection.manage,
        "查看记录": window.protection.show_log,
        "导出全部数据": window.files.export_all,
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


def _protection(stage: Stage, plain: Path, folder: Path) -> None:
    """The same file under a password: its recovery key, the question for the password, the lock."""
    copy, window = plain.with_name(f"{folder.name}.zhibu"), stage.window
    window.files.close()
    shutil.copyfile(plain, copy)
    window.open_path(copy)
    window.protection.manage()
    (setting,) = stage.dialogs()
    setting.new.set_value(_PASSWORD)
    setting.again.set_value(_PASSWORD)
    setting.set_button.click()
    (shown,) = stage.dialogs()
    _take(stage, folder / "50-恢复密钥.png", shown)
    shown.kept.setChecked(True)
    shown.close_button.click()
    window.protection.manage()
    for dialog in stage.dialogs():
        _take(stage, folder / "50-密码保护-有密码.png", dialog)
        dialog.close()
    stage.settle()
    window.protection.lock()
    stage.settle()
    _take(stage, folder / "51-锁定.png")
    window.open_path(copy)
    for dialog in stage.dialogs():
        _take(stage, folder / "50-请输入密码.png", dialog)
        dialog.close()
    window.open_path(plain)


def _papers(stage: Stage, folder: Path) -> None:
    """Every paper of one record of each kind, of the year and of the roster, page by page."""
    folder.mkdir(parents=True, exist_ok=True)
    own, today = stage.context.branch, stage.context.today()
    gatherer = Gatherer(own, today=today.isoformat())
    people = branch.roster(own, today.isoformat())
    for paper in DOCUMENTS:
        if paper.collective:
            trees = list(tree.dump_many(spec("member"), [e.member for e in people]).values())
            context = gatherer.on(today.isoformat())
            paper.render(paper.collect(trees, context), folder / f"{paper.name}.pdf")
        elif paper.yearly:
            option = people[0].display_name if paper.asks == "person" else ""
            of_the_year = Gatherer(own, today=today.isoformat(), option=option).year(today.year)
            trees = of_year(paper.record_types[0], own, today.year)
            paper.render(paper.collect(trees, of_the_year), folder / f"{paper.name}.pdf")
        else:
            _of_each_kind(paper, gatherer, own, folder)
    for pdf in sorted(folder.glob("*.pdf")):
        for number, image in enumerate(pages(pdf), 1):
            picture = pdf.with_name(f"{pdf.stem}-{number}.png")
            image.save(picture)
            print(picture)


def _of_each_kind(paper: Document, gatherer: Gatherer, own: str, folder: Path) -> None:
    """One paper of the newest finished record of every kind that has it."""
    for record_type in paper.record_types:
        done = set()
        for row in queries.records(spec(record_type), organisation=own):
            kind = row.values.get("kind")
            finished = row.values.get("status") != "draft"
            if kind in done or not finished or not paper.suits(record_type, kind):
                continue
            done.add(kind)
            record = tree.dump(spec(record_type), row.uid)
            name = f"{record_type}-{kind or 'all'}-{paper.name}.pdf"
            try:
                sheet = paper.collect(record, gatherer.context(record))
                paper.render(sheet, folder / name)
            except Refused as refusal:
                print(f"{name}：{refusal}")


def _take(stage: Stage, path: Path, widget: QWidget | None = None) -> None:
    print(stage.picture(path, widget))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
