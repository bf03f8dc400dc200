"""The attachments of a record: dropped or chosen, with thumbnails, kind and caption."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from db import attachments, connection
from db.errors import Refused
from db.model import AttachmentKind
from db.spec import Tree
from desktop import errors, scratch
from desktop.app import Context
from desktop.editors import ChoiceEditor, LineEditor
from desktop.icons import icon, paint_icon
from desktop.recording.section import Section
from desktop.tasks import Job
from desktop.theme import px, tokens
from desktop.widgets import Button, Card, Label, SectionTitle, row

_SIDE = 120


def thumbnail(data: bytes, _job: Job) -> QImage:
    """A small picture of a photo; runs in the worker."""
    image = QImage.fromData(data)
    return image.scaled(
        _SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


class _Thumb(QWidget):
    """The picture of a photo, or the icon of a file; a press opens it."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点击打开")
        self.picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(52), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.picture.isNull():
            painter.setPen(tokens().colour("line"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
            paint_icon(painter, "file-text", self.rect(), "muted", px(24))
            return
        size = self.picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(left, top, size.width(), size.height(), self.picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()


class _Entry(Section):
    """One attached file."""

    acted = Signal(object, str)

    def __init__(self, line: Tree) -> None:
        super().__init__()
        self.line = line
        self.thumb = _Thumb()
        name = Label(line["name"])
        kind = ChoiceEditor([(str(k), k.label) for k in AttachmentKind], empty=None)
        caption = LineEditor("说明")
        self.add("kind", kind, f"{line['name']}的类别")
        self.add("caption", caption, f"{line['name']}的说明")
        self.menu = QMenu(self)
        for icon_name, text, act in (
            ("external-link", "打开", "open"),
            ("download", "另存为…", "export"),
            ("x", "移除", "remove"),
        ):
            self.menu.addAction(icon(icon_name), text).setData(act)
        self.menu.triggered.connect(self._chosen)
        self.more = Button("", "ellipsis", "ghost", tip=f"打开、另存、移除“{line['name']}”")
        self.more.clicked.connect(self._open_menu)
        self.thumb.pressed.connect(self._open)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(name)
        across = row(kind, self.more, spacing=2)
        across.setStretch(0, 1)
        column.addLayout(across)
        column.addWidget(caption)
        line_layout = QHBoxLayout()
        line_layout.setSpacing(8)
        line_layout.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        line_layout.addLayout(column, 1)
        self.body.addLayout(line_layout)
        self.load(line)
        self.changed.connect(self._keep)

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit; looking and saving a copy are always possible."""
        super().set_read_only(on=on)
        self.menu.actions()[-1].setVisible(not on)

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _chosen(self, action: QAction) -> None:
        self.acted.emit(self, action.data())

    def _keep(self) -> None:
        self.line |= self.values()

    def _open(self) -> None:
        self.acted.emit(self, "open")


class AttachmentsPanel(Card):
    """`changed` when a file was added, described or taken away; `values()` are the lines."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(role="box", margin=0, spacing=8)
        self.setProperty("role", "")
        self._context = context
        self._queue: list[Path] = []
        self._locked = False
        self._pictures: dict[str, QPixmap] = {}
        self._removed: list[tuple[int, Tree]] = []
        self.entries: list[_Entry] = []
        self.title = SectionTitle("附件")
        self.add_button = Button("添加", "paperclip", "ghost")
        self.add_button.clicked.connect(self._choose)
        self.title.tools.addWidget(self.add_button)
        self.hint = Label("把通知、签到表、照片拖到这里。", "muted")
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.body.addWidget(self.title)
        self.body.addLayout(self._column)
        self.body.addWidget(self.hint)
        self.setAcceptDrops(True)

    def load(self, lines: Iterable[Tree]) -> None:
        """Show the attachments of a record."""
        self._queue.clear()
        self._removed.clear()
        for entry in list(self.entries):
            self._drop_entry(entry)
        for line in lines:
            self._insert(dict(line), len(self.entries))
        self._count()

    def values(self) -> list[Tree]:
        """The lines as they stand in the panel."""
        return [dict(entry.line) for entry in self.entries]

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let add and take away."""
        self._locked = on
        self.add_button.setVisible(not on)
        self.setAcceptDrops(not on)
        self.hint.setVisible(not on)
        for entry in self.entries:
            entry.set_read_only(on=on)

    def add_files(self, paths: Iterable[Path]) -> None:
        """Take files in one after the other, so that the window stays alive between photos."""
        waiting = bool(self._queue)
        self._queue += paths
        if self._queue and not waiting:
            QTimer.singleShot(0, self, self._take_next)

    def take_back(self) -> None:
        """Put the attachment that was taken away last where it was."""
        if self._removed:
            place, line = self._removed.pop()
            self._insert(line, min(place, len(self.entries)))
            self._count()
            self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        local = [url.toLocalFile() for url in event.mimeData().urls()]
        self.add_files(Path(name) for name in local if name)

    def _choose(self) -> None:
        path = self._context.choose_open("添加附件", "所有文件 (*)")
        if path is not None:
            self.add_files([path])

    def _take_next(self) -> None:
        if not self._queue:
            return
        path = self._queue.pop(0)
        try:
            line = attachments.add_file(path, at=self._context.now())
        except Refused as refusal:
            self._context.warn(str(refusal))
        else:
            if any(entry.line["sha256"] == line["sha256"] for entry in self.entries):
                self._context.say(f"“{path.name}”已经在附件里了。")
            else:
                self._insert(line, len(self.entries))
                self._count()
                self.changed.emit()
        if self._queue:
            QTimer.singleShot(0, self, self._take_next)

    def _insert(self, line: Tree, place: int) -> None:
        entry = _Entry(line)
        entry.changed.connect(self.changed)
        entry.acted.connect(self._act)
        entry.set_read_only(on=self._locked)
        self.entries.insert(place, entry)
        self._column.insertWidget(place, entry)
        self._picture(entry)

    def _picture(self, entry: _Entry) -> None:
        key = entry.line["sha256"]
        if key in self._pictures:
            entry.thumb.picture = self._pictures[key]
        elif attachments.is_photo(entry.line["name"]):
            try:
                data = attachments.read(key)
            except Refused:
                return
            self._context.tasks.run(
                "缩略图", partial(thumbnail, data), partial(self._show_picture, key), errors.report
            )

    def _show_picture(self, key: str, image: QImage) -> None:
        if image.isNull():
            return
        self._pictures[key] = QPixmap.fromImage(image)
        for entry in self.entries:
            if entry.line["sha256"] == key:
                entry.thumb.picture = self._pictures[key]
                entry.thumb.update()

    def _drop_entry(self, entry: _Entry) -> None:
        self.entries.remove(entry)
        self._column.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _act(self, entry: _Entry, what: str) -> None:
        if what == "remove":
            self._removed.append((self.entries.index(entry), dict(entry.line)))
            self._drop_entry(entry)
            self._count()
            self.changed.emit()
            self._context.say(f"已移除附件“{entry.line['name']}”。", "撤销", self.take_back)
            return
        try:
            if what == "open":
                self._context.open_path(attachments.export(entry.line, scratch.folder()))
                if connection.is_protected():
                    self._context.say("打开的是一份临时副本，没有加密，关闭或锁定时就删掉。")
            else:
                folder = self._context.choose_folder("附件存到哪个文件夹")
                if folder is not None:
                    saved = attachments.export(entry.line, folder)
                    self._context.say(f"已另存为“{saved.name}”。")
        except Refused as refusal:
            self._context.warn(str(refusal))

    def _count(self) -> None:
        self.title.set_note(f"{len(self.entries)} 个" if self.entries else "")
