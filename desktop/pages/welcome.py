"""What is seen when no file is open: begin one, open one, look at the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db import tree
from db.branch import OrganisationKind
from db.file_names import safe_name
from db.records import spec as spec_of
from db.spec import Tree
from desktop import paths
from desktop.app import FILTER, SUFFIX, Context
from desktop.editors import Field, LineEditor, NumberEditor
from desktop.theme import px
from desktop.widgets import Banner, Button, Card, Label, ScrollColumn, row, rule

_WAYS = (
    ("new", "新建数据文件", "file-plus", "从零开始：写下支部名称，再导入或录入党员。"),
    ("open", "打开数据文件", "folder-open", f"打开已有的数据文件（{SUFFIX}），也可以把它拖进来。"),
    ("demo", "打开示例", "book-open", "四个支部、两年的记录，都是虚构的，可以随意试用。"),
)


class WelcomePage(QStackedWidget):
    """Emits what is wanted; the window does it. `say(text)` shows why something did not work."""

    open_wanted = Signal()
    demo_wanted = Signal()
    path_wanted = Signal(object)
    create_wanted = Signal(object, list)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.banner = Banner()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self.form = NewFileForm(context)
        self.form.given_up.connect(self.show_start)
        self.form.accepted.connect(self.create_wanted)
        self.addWidget(self._start())
        self.addWidget(_centred(self.form))
        self.refresh()

    def refresh(self) -> None:
        """Go to the ways to begin, with the files that were open lately and still exist."""
        self.show_start()
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = [Path(name) for name in self._context.settings.preferences.recent]
        known = [path for path in names if path.is_file()]
        self._recent_title.setVisible(bool(known))
        for path in known:
            button = Button(path.stem, "file-text", "ghost")
            button.setToolTip(str(path))
            button.setProperty("path", str(path))
            button.clicked.connect(self._recent_pressed)
            folder = Label(str(path.parent), "muted")
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(button)
            layout.addWidget(folder, 1)
            self._recent.addWidget(line)

    def say(self, text: str, tone: str = "caution") -> None:
        """Show a sentence above the ways to begin."""
        self.show_start()
        self.banner.show_message(text, tone)

    def show_start(self) -> None:
        """Go back to the ways to begin."""
        self.setCurrentIndex(0)

    def say_on_form(self, text: str) -> None:
        """Show why no file was made above what was written, which stays."""
        self.form.banner.show_message(text, "caution")
        self.setCurrentIndex(1)

    def show_form(self) -> None:
        """Ask for what a new file needs."""
        self.form.begin()
        self.setCurrentIndex(1)

    def _start(self) -> QWidget:
        column = QWidget()
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(Label("支部工作台", "headline", wrap=False))
        body.addWidget(
            Label(
                "三会一课、党员、文书，一处记录，处处可用。不联网，数据都在您自己的文件里。",
                "muted",
            )
        )
        body.addWidget(self.banner)
        ways = Card(margin=8, spacing=0)
        for number, (name, title, icon_name, text) in enumerate(_WAYS):
            if number:
                ways.body.addWidget(rule())
            kind = "primary" if name == "new" else "secondary"
            button = Button(title, icon_name, kind)
            button.setMinimumWidth(px(170))
            button.clicked.connect(getattr(self, f"_{name}"))
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(12, 12, 12, 12)
            layout.setSpacing(16)
            layout.addWidget(button)
            layout.addWidget(Label(text), 1)
            ways.body.addWidget(line)
        body.addWidget(ways)
        self._recent_title = Label("最近打开", "section")
        body.addSpacing(8)
        body.addWidget(self._recent_title)
        body.addLayout(self._recent)
        return _centred(column)

    def _new(self) -> None:
        self.show_form()

    def _open(self) -> None:
        self.open_wanted.emit()

    def _demo(self) -> None:
        self.demo_wanted.emit()

    def _recent_pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.path_wanted.emit(Path(str(sender.property("path"))))


class NewFileForm(QWidget):
    """The few things that a new data file begins with: `accepted(path, organisations)`."""

    accepted = Signal(object, list)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._path: Path | None = None
        self.name = LineEditor("中共××区××局第一支部委员会")
        self.short = LineEditor("第一党支部")
        self.parent_name = LineEditor("××局党总支（没有就空着）")
        self.day = NumberEditor("日", least=1, most=31)
        self.place = LineEditor("三楼会议室")
        self.fields = {
            "name": Field("党支部全称", self.name, required=True, help_text="印在记录和公文上"),
            "short_name": Field("简称", self.short, help_text="窗口里显示，空着就由全称得出"),
            "parent": Field("上级党组织", self.parent_name),
            "activity_day": Field("党员活动日（每月几日）", self.day, required=True),
            "place": Field("常用会议地点", self.place),
        }
        self.name.changed.connect(self._name_changed)
        self._where = Label("", "muted")
        change = Button("换个位置…", "folder-open", "ghost")
        change.clicked.connect(self._change_path)
        create = Button("建立", "check", "primary")
        create.clicked.connect(self._accept)
        back = Button("返回", "chevron-left", "ghost")
        back.clicked.connect(self.given_up)
        self.banner = Banner()
        card = Card(margin=24, spacing=12)
        card.body.addWidget(Label("新建数据文件", "title"))
        card.body.addWidget(self.banner)
        card.body.addWidget(self.fields["name"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, key in enumerate(("short_name", "parent", "activity_day", "place")):
            grid.addWidget(self.fields[key], place // 2, place % 2)
        card.body.addLayout(grid)
        where = QHBoxLayout()
        where.addWidget(self._where, 1)
        where.addWidget(change)
        card.body.addLayout(where)
        card.body.addLayout(row(back, None, create))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(card)
        body.addStretch(1)

    def begin(self) -> None:
        """Empty the form."""
        for editor in (self.name, self.short, self.parent_name, self.place):
            editor.set_value("")
        self.day.set_value(28)
        self._path = None
        self.banner.hide()
        for field in self.fields.values():
            field.set_error("")
        self._show_path()
        self.name.setFocus()

    def organisations(self) -> list[Tree]:
        """The branch, after the organisation above it if one is named."""
        kind = spec_of("organisation")
        made = []
        parent = None
        if above := self.parent_name.value():
            parent = tree.blank(
                kind, name=above, short_name=above, kind=str(OrganisationKind.GENERAL_BRANCH)
            )
            made.append(parent)
        made.append(
            tree.blank(
                kind,
                name=self.name.value(),
                short_name=self.short.value() or short_of(self.name.value()),
                parent=parent["uid"] if parent else None,
                activity_day=self.day.value(),
                place=self.place.value(),
            )
        )
        return made

    def path(self) -> Path:
        """Where the file will be written."""
        if self._path is not None:
            return self._path
        stem = self.short.value() or short_of(self.name.value()) or "支部"
        return paths.documents() / f"{safe_name(stem)}{SUFFIX}"

    def _name_changed(self) -> None:
        self.short.box.setPlaceholderText(short_of(self.name.value()) or "第一党支部")
        self._show_path()

    def _show_path(self) -> None:
        self._where.setText(f"文件位置：{self.path()}")

    def _change_path(self) -> None:
        path = self._context.choose_save("数据文件放在哪里", self.path().name, FILTER)
        if path is not None:
            self._path = path
            self._show_path()

    def _accept(self) -> None:
        name = "" if self.name.value() else "请写下党支部的全称。"
        day = self.day.problem() or ("" if self.day.value() else "请写下每月几日。")
        self.fields["name"].set_error(name)
        self.fields["activity_day"].set_error(day)
        if not name and not day:
            self.banner.hide()
            self.accepted.emit(self.path(), self.organisations())


def short_of(name: str) -> str:
    """A short name out of a full one: without 中共 before and 委员会 behind."""
    return name.removeprefix("中共").removesuffix("委员会").strip()


def _centred(widget: QWidget) -> ScrollColumn:
    column = ScrollColumn(margin=24)
    widget.setMaximumWidth(px(760))
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget, 8)
    line.addStretch(1)
    column.body.addSpacing(24)
    column.body.addLayout(line)
    column.body.addStretch(1)
    column.body.setAlignment(Qt.AlignmentFlag.AlignTop)
    return column
