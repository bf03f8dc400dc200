"""Packages and the hand-over as a person does them in the window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from db import connection, operations, package, queries, tree
from db.records import RECORDS, spec
from desktop.dialogs.export_package import ExportPackageDialog
from desktop.dialogs.handover import HandoverDialog, TakeBackDialog
from desktop.dialogs.import_package import ImportPackagesDialog
from desktop.window import MainWindow
from tests.documents.conftest import joined
from tests.samples import AT, LATER, WHO, make_world, sample

MEETING = spec("meeting")


class Desk:
    """A window with a file open, another branch's file beside it, and what it sends up."""

    def __init__(self, window: MainWindow, context, branch: Path) -> None:
        self.window, self.context, self.branch = window, context, branch
        self.general = context.path
        self.uid = self.meeting = ""
        self._sent = 0

    def at_branch(self, place: str = "", **options) -> Path:
        """Change the place of the branch's meeting, export its package, come back here."""
        self.window.context.close_file()
        connection.open_file(self.branch)
        if place:
            self.move(place)
        self._sent += 1
        path = self.branch.with_name(f"上报{self._sent}.zhibu")
        package.write(path, self.uid, 2026, at=LATER, who=WHO, **options)
        connection.close()
        self.window.open_path(self.general)
        return path

    def move(self, place: str) -> None:
        record = tree.dump(MEETING, self.meeting) | {"place": place}
        operations.save(MEETING, record, who=WHO, at=LATER)

    def place(self) -> str:
        return str(tree.dump(MEETING, self.meeting)["place"])

    def dialog(self, kind):
        return next(each for each in self.window.findChildren(kind) if each.isVisible())


@pytest.fixture
def desk(context, qtbot, empty_file: Path, tmp_path: Path) -> Desk:
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    branch = tmp_path / "二支部.zhibu"
    shutil.copyfile(empty_file, branch)
    made = Desk(window, context, branch)
    context.close_file()
    connection.open_file(branch)
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    made.uid, made.meeting = world.organisation, world.meeting
    connection.close()
    window.open_path(made.general)
    return made


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_branch_exports_its_package_from_the_menu(desk, tmp_path) -> None:
    target = tmp_path / "上报.zhibu"
    desk.window.actions_["send"].trigger()
    dialog = desk.dialog(ExportPackageDialog)
    desk.context.answers = [target]
    dialog.password.set_value("甲")
    dialog.main_button.click()
    assert "两次写的密码不一样" in dialog.error.text()
    dialog.password.set_value("")
    dialog.main_button.click()
    assert package.read(target).short_name == "第一党支部"
    assert "已导出上报包" in desk.context.notices[-1]


def test_nothing_is_written_before_merge_is_pressed_and_one_notice_takes_it_back(desk) -> None:
    path = desk.at_branch()
    desk.context.answers = [[path]]
    step = operations.last_step()
    desk.window.actions_["take"].trigger()
    dialog = desk.dialog(ImportPackagesDialog)
    assert "可以合并" in [row.pill for row in dialog.sources.rows()]
    assert {row.pill for row in dialog.records.rows()} == {"新增"}
    assert operations.last_step() == step
    dialog.main_button.click()
    assert len(queries.branches()) == 2
    assert tree.dump(MEETING, desk.meeting)["title"] == "世界"
    desk.window.toast.acted.emit()
    assert len(queries.branches()) == 1


def test_what_both_sides_changed_is_chosen_field_by_field(desk) -> None:
    first = desk.at_branch()
    desk.window.packages.take([first])
    desk.dialog(ImportPackagesDialog).main_button.click()
    path = desk.at_branch("四楼会议室")
    desk.move("五楼会议室")
    desk.window.packages.take([path])
    dialog = desk.dialog(ImportPackagesDialog)
    assert dialog.sources.rows()[0].pill == "待选定1条"
    assert not dialog.main_button.isEnabled()
    assert dialog.records.rows()[0].pill == "两边都改过"
    line = dialog.fields.rows[0]
    assert line.key == "place"
    line.theirs.click()
    assert dialog.main_button.isEnabled()
    dialog.main_button.click()
    assert desk.place() == "四楼会议室"
    desk.window.toast.acted.emit()
    assert desk.place() == "五楼会议室"


@pytest.mark.parametrize(("button", "place"), [("all_ours", "五楼"), ("all_theirs", "四楼")])
def test_all_conflicts_can_be_decided_at_once(desk, button, place) -> None:
    desk.window.packages.take([desk.at_branch()])
    desk.dialog(ImportPackagesDialog).main_button.click()
    path = desk.at_branch("四楼")
    desk.move("五楼")
    desk.window.packages.take([path])
    dialog = desk.dialog(ImportPackagesDialog)
    getattr(dialog, button).click()
    dialog.main_button.click()
    assert desk.place() == place
    desk.window.packages.take([path])
    again = desk.dialog(ImportPackagesDialog)
    assert again.sources.rows()[0].pill == "没有变化"
    assert not again.main_button.isEnabled()


def test_several_packages_dropped_are_taken_in_together(desk, tmp_path) -> None:
    one, other = desk.at_branch(), desk.at_branch("四楼")
    bad = tmp_path / "坏.zhibu"
    bad.write_bytes(one.read_bytes()[:9000])
    drop(desk.window, one, other, bad)
    dialog = desk.dialog(ImportPackagesDialog)
    pills = [row.pill for row in dialog.sources.rows()]
    assert pills == ["可以合并", "可以合并"]  # what is cut is no package any more
    dialog.main_button.click()
    assert desk.place() == "四楼"
    desk.window.toast.acted.emit()
    assert len(queries.branches()) == 1


def test_a_bad_package_says_why_and_the_others_still_come_in(desk, tmp_path) -> None:
    one = desk.at_branch()
    bad = tmp_path / "坏.zhibu"
    bad.write_bytes(one.read_bytes()[:9000])
    desk.window.packages.take([bad, one])
    dialog = desk.dialog(ImportPackagesDialog)
    assert [row.pill for row in dialog.sources.rows()] == ["不能导入", "可以合并"]
    assert "已损坏" in dialog.facts.text()
    dialog.main_button.click()
    assert len(queries.branches()) == 2


def test_a_package_under_a_password_asks_for_it(desk) -> None:
    pytest.importorskip("sqlcipher3")
    path = desk.at_branch(password="春天")
    desk.window.packages.take([path])
    dialog = desk.dialog(ImportPackagesDialog)
    assert dialog.sources.rows()[0].pill == "要密码"
    for word, pill in (("夏天", "要密码"), ("春天", "可以合并")):
        dialog.password.set_value(word)
        dialog.unlock.click()
        assert dialog.sources.rows()[0].pill == pill
    dialog.main_button.click()
    assert len(queries.branches()) == 2


def test_a_package_opens_for_reading_and_says_so(desk) -> None:
    path = desk.at_branch()
    desk.context.close_file()
    drop(desk.window, path)
    assert desk.context.readonly
    assert "上报包" in desk.context.warnings[-1]
    assert not desk.window.actions_["take"].isEnabled()
    assert not desk.window.actions_["take_back"].isEnabled()


def test_a_handed_over_file_is_sealed_and_taken_back_with_a_reason(desk, tmp_path) -> None:
    desk.window.actions_["hand_over"].trigger()
    dialog = desk.dialog(HandoverDialog)
    assert not dialog.seal_button.isEnabled()
    dialog.copy_button.click()
    assert "移交给谁" in dialog.error.text()
    dialog.to.set_value("周翀")
    paper = tmp_path / "清单.pdf"
    desk.context.answers = [tmp_path / "移交.zhibu", paper]
    dialog.copy_button.click()
    dialog.list_button.click()
    text = joined(paper)
    assert "党支部资料移交清单" in text
    assert "周翀" in text
    dialog.checked.click()
    dialog.seal_button.click()
    assert desk.context.readonly
    assert "移交给周翀" in desk.context.warnings[-1]
    assert not desk.window.actions_["hand_over"].isEnabled()
    desk.window.actions_["take_back"].trigger()
    back = desk.dialog(TakeBackDialog)
    back.main_button.click()
    assert "为什么" in back.error.text()
    back.reason.set_value("接任人又调走了")
    back.main_button.click()
    assert not desk.context.readonly
    desk.window.open_path(tmp_path / "移交.zhibu")
    assert not desk.context.readonly
