"""Every action of the window, declared once: its words, place, key, icon and handler.

The handler is the name of a method of the window. Menus and the page of shortcuts are made from
this table, so an action cannot have a key that is not shown.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.icons import icon


@dataclass(frozen=True)
class ActionSpec:
    """One action. `text` "-" is a line between groups; `needs` names what must be so: "file" an
    open one, "writable" one that may be changed."""

    name: str
    menu: str
    text: str
    handler: str = ""
    shortcut: str = ""
    icon: str = ""
    needs: str = ""


FILE, EDIT, VIEW, HELP = "文件", "编辑", "查看", "帮助"

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", FILE, "新建数据文件…", "new_file", "Ctrl+Shift+N", "file-plus"),
    ActionSpec("open", FILE, "打开…", "choose_file", "Ctrl+O", "folder-open"),
    ActionSpec("line1", FILE, "-"),
    ActionSpec("backup", FILE, "备份到…", "back_up_to", "", "hard-drive", "file"),
    ActionSpec("restore", FILE, "从备份恢复…", "restore_backup", "", "history", "file"),
    ActionSpec("bin", FILE, "回收站…", "show_bin", "", "trash-2", "file"),
    ActionSpec("line2", FILE, "-"),
    ActionSpec("export", FILE, "导出全部数据…", "export_all", "", "file-output", "file"),
    ActionSpec("close", FILE, "关闭数据文件", "close_data", "Ctrl+W", "", "file"),
    ActionSpec("quit", FILE, "退出", "close", "Ctrl+Q", "log-out"),
    ActionSpec("undo", EDIT, "撤销", "undo", "Ctrl+Z", "undo-2", "writable"),
    ActionSpec("redo", EDIT, "重做", "redo", "Ctrl+Shift+Z", "redo-2", "writable"),
    ActionSpec("line3", EDIT, "-"),
    ActionSpec("find", EDIT, "查找", "focus_search", "Ctrl+F", "search", "file"),
    ActionSpec("light", VIEW, "浅色", "use_light", "", "sun"),
    ActionSpec("dark", VIEW, "深色", "use_dark", "", "moon"),
    ActionSpec("system", VIEW, "跟随系统", "use_system", "", "monitor"),
    ActionSpec("line4", VIEW, "-"),
    ActionSpec("larger", VIEW, "放大文字", "larger_text", "Ctrl+=", "type"),
    ActionSpec("smaller", VIEW, "缩小文字", "smaller_text", "Ctrl+-"),
    ActionSpec("usual", VIEW, "文字恢复 100 %", "usual_text", "Ctrl+0"),
    ActionSpec("shortcuts", HELP, "快捷键", "show_shortcuts", "Ctrl+/", "keyboard"),
    ActionSpec("rules", HELP, "规则来源", "show_rules", "", "book-open"),
    ActionSpec("about", HELP, "关于支部工作台", "show_about", "", "info"),
)


class Actions(QObject):
    """The actions of one window: `actions[name]` is a QAction connected to its handler."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            if spec.text == "-":
                continue
            action = QAction(spec.text, window)
            if spec.icon:
                action.setIcon(icon(spec.icon))
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            action.triggered.connect(getattr(window, spec.handler))
            self._actions[spec.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus; returns them by their title."""
        menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            if spec.menu not in menus:
                letter = {FILE: "F", EDIT: "E", VIEW: "V", HELP: "H"}[spec.menu]
                menus[spec.menu] = bar.addMenu(f"{spec.menu}(&{letter})")
            if spec.text == "-":
                menus[spec.menu].addSeparator()
            else:
                menus[spec.menu].addAction(self._actions[spec.name])
        return menus

    def enable(self, *, file: bool, writable: bool) -> None:
        """Switch the actions on that make sense now."""
        for spec in ACTIONS:
            if spec.text != "-":
                fits = {"file": file, "writable": writable}.get(spec.needs, True)
                self._actions[spec.name].setEnabled(fits)
