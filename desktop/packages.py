"""Packages and the hand-over in the window: sending up, taking in, handing the file over."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from db import connection, marks, package
from db.connection import SEALED, SUFFIX
from desktop.app import FILTER, Context
from desktop.files import FileDesk, Host


class PackageDesk(QObject):
    """What the file menu does with packages; files that are dropped on the window come here."""

    def __init__(self, context: Context, files: FileDesk, host: Host, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._files = files
        self._host = host
        self._window = window
        files.came.connect(self._say_why_readonly)

    def send(self) -> None:
        """Write a package of a branch and a year."""
        from desktop.dialogs.export_package import ExportPackageDialog

        if self._context.path is not None and self._host.may_leave():
            ExportPackageDialog(self._context, self._window).open()

    def archive(self) -> None:
        """Make what is kept of a year outside the program."""
        from desktop.dialogs.archive import ArchiveDialog

        if self._context.path is not None and self._host.may_leave():
            ArchiveDialog(self._context, self._window).open()

    def copy_out(self) -> None:
        """Carry records over to the platform of the province, field by field."""
        from desktop.pages.copying.desk import CopyDesk

        if self._context.path is not None and self._host.may_leave():
            CopyDesk(self._context, self._window).open()

    def choose(self) -> None:
        """Let the person choose packages and show what they would bring."""
        if paths := self._context.choose_several("选择上报包", FILTER):
            self.take(paths)

    def take(self, paths: list[Path], password: str = "") -> None:
        """Show what packages would bring; the person decides there."""
        from desktop.dialogs.import_package import ImportPackagesDialog

        if self._context.path is None or not self._host.may_leave():
            return
        dialog = ImportPackagesDialog(self._context, self._window)
        dialog.show_files(paths, password)
        dialog.open()

    def dropped(self, paths: list[Path]) -> None:
        """Open a data file that was dropped; packages are taken in where a file is open."""
        packages = [path for path in paths if package.looks_like_one(path)]
        taking = self._context.path is not None and not self._context.readonly
        if taking and len(paths) == 1 and connection.looks_protected(paths[0]):
            self._ask_what(paths[0])
        elif packages and taking:
            self.take(packages)
        elif len(paths) == 1:
            self._files.open_path(paths[0])
        else:
            self._host.refuse("一次只能打开一个数据文件；几份上报包请先打开自己的数据文件再拖入。")

    def _ask_what(self, path: Path) -> None:
        """Ask for the password of a dropped file: only then it shows whether it is a package."""
        from desktop.dialogs.password import PasswordDialog

        dialog = PasswordDialog(path, self._window, offer_backups=False)

        def proved(key: str, password: str) -> None:
            if package.is_one(path, key):
                self.take([path], password or key)
            else:
                self._files.open_path(path, key=key)

        dialog.proved.connect(proved)
        dialog.open()

    def hand_over(self) -> None:
        """Hand the open file over to a successor."""
        from desktop.dialogs.handover import HandoverDialog

        if self._context.path is None or not self._host.may_leave():
            return
        dialog = HandoverDialog(self._context, self._window)
        dialog.sealed.connect(self._open_again)
        dialog.open()

    def take_back(self) -> None:
        """Open the sealed file for changes again, with a reason."""
        from desktop.dialogs.handover import TakeBackDialog

        dialog = TakeBackDialog(self._context, self._window)
        dialog.opened.connect(self._open_again)
        dialog.open()

    def is_sealed(self) -> bool:
        """Whether the open file was handed over."""
        return self._context.readonly and marks.mark(SEALED) is not None

    def _open_again(self) -> None:
        self._files.reopen()

    def _say_why_readonly(self) -> None:
        if self._context.readonly and (why := marks.why_readonly()):
            self._host.refuse(why)


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the dropped files that may be ours; none when another is among them."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths if all(path.suffix == SUFFIX for path in paths) else []
