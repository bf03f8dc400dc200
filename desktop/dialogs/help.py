"""Help: the keys, and what this program is."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.actions import ACTIONS
from desktop.dialogs.base import Dialog
from desktop.theme import px
from desktop.widgets import Label, ScrollColumn, SectionTitle

_IN_FIELDS = (
    ("打开日历", "Alt+Down"),
    ("打开名单", "Down"),
    ("下一项 / 上一项", "Tab / Shift+Tab"),
)


def shown_key(text: str) -> str:
    """A key as people read it: the arrows by their signs."""
    return text.replace("Down", "↓").replace("Up", "↑")


class ShortcutsDialog(Dialog):
    """Every key of the program on one page."""

    def __init__(
        self,
        parent: QWidget | None,
        pages: list[tuple[str, str]],
        extra: list[tuple[str, str]],
    ) -> None:
        super().__init__("快捷键", parent, width=520, height=560)
        column = ScrollColumn(spacing=12)
        groups: dict[str, list[tuple[str, str]]] = {}
        for spec in ACTIONS:
            if spec.shortcut:
                groups.setdefault(spec.menu, []).append((spec.text.rstrip("…"), spec.shortcut))
        groups["页面"] = pages
        if extra:
            groups["本页"] = extra
        groups["填写"] = list(_IN_FIELDS)
        for title, entries in groups.items():
            column.body.addWidget(SectionTitle(title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(4)
            for line, (text, key) in enumerate(entries):
                grid.addWidget(Label(text, wrap=False), line, 0)
                grid.addWidget(Label(shown_key(key), "muted", wrap=False), line, 1)
            grid.setColumnStretch(0, 1)
            grid.setColumnMinimumWidth(1, px(130))
            column.body.addLayout(grid)
        column.body.addStretch(1)
        self.body.addWidget(column, 1)


def action_keys(actions: list[tuple[str, QKeySequence]]) -> list[tuple[str, str]]:
    """The texts and keys of actions that have a key."""
    return [(text, key.toString()) for text, key in actions if not key.isEmpty()]


def _fonts() -> str:
    """Which file prints each face: the office's own where it is installed, else the shipped one."""
    # Imported where it is used: the fonts take a moment to read and the window opens without them.
    from desktop.documents import fonts

    named = [
        f"{each.role}（{'自带' if each.shipped else each.path.name}）" for each in fonts.in_use()
    ]
    return f"打印字体：{'、'.join(named)}。"


class AboutDialog(Dialog):
    """Which program and version this is, and what it will never do."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("关于支部工作台", parent, width=560, height=440)
        try:
            number = version("zhibu")
        except PackageNotFoundError:
            number = "开发版"
        for text, role in (
            (f"支部工作台　{number}", "section"),
            ("党支部书记的离线工作台：记一次，会议记录、签到表、决议、台账都从这里打印。", ""),
            ("本程序不联网：不上传、不登录、不更新，数据只在您选定的文件里。", ""),
            (_fonts(), "muted"),
            ("许可：木兰宽松许可证 第2版。图标 Lucide（ISC），字体许可证随字体存放。", "muted"),
            (
                f"Python {platform.python_version()}　Qt {qVersion()}　{platform.platform()}",
                "muted",
            ),
        ):
            self.body.addWidget(Label(text, role))
        self.body.addStretch(1)
