"""Every action of the window, declared once: its words, place, key, icon and handler.

The handler names a method of the window or of one of its helpers. Menus and the page of shortcuts
are made from this table, so an action cannot have a key that is not shown.
"""

from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.icons import icon


@dataclass(frozen=True)
class ActionSpec:
    """One action. `text` "-" is a line between groups; `needs` names what must be so: "file" an
    open one, "writable" one that may be changed, "sealed" one that was handed over, "protected"
    one that has a password."""

    name: str
    menu: str
    text: str
    handler: str = ""
    shortcut: str = ""
    icon: str = ""
    needs: str = ""
    also: str = ""  # a second key for those who are used to it


FILE, EDIT, RECORD, VIEW, HELP = "文件", "编辑", "记录", "查看", "帮助"

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", FILE, "新建数据文件…", "new_file", "Ctrl+Shift+N", "file-plus"),
    ActionSpec("open", FILE, "打开…", "files.choose", "Ctrl+O", "folder-open"),
    ActionSpec("line1", FILE, "-"),
    ActionSpec("backup", FILE, "备份到…", "files.back_up_to", "", "hard-drive", "file"),
    ActionSpec("restore", FILE, "从备份恢复…", "files.restore_backup", "", "history", "writable"),
    ActionSpec("keeping", FILE, "备份和存放…", "files.keeping", "", "archive", "file"),
    ActionSpec("check", FILE, "数据体检…", "show_health", "", "clipboard-check", "file"),
    ActionSpec("bin", FILE, "回收站…", "show_bin", "", "trash-2", "file"),
    ActionSpec("protect", FILE, "密码保护…", "protection.manage", "", "shield-check", "writable"),
    ActionSpec("lock", FILE, "锁定", "protection.lock", "Ctrl+L", "lock", "protected"),
    ActionSpec("shown", FILE, "查看记录…", "protection.show_log", "", "eye", "file"),
    ActionSpec("line2", FILE, "-"),
    ActionSpec("send", FILE, "导出上报包…", "packages.send", "", "file-output", "file"),
    ActionSpec("take", FILE, "导入上报包…", "packages.choose", "", "file-input", "writable"),
    ActionSpec("hand_over", FILE, "移交…", "packages.hand_over", "", "signature", "writable"),
    ActionSpec("take_back", FILE, "收回移交…", "packages.take_back", "", "rotate-ccw", "sealed"),
    ActionSpec("line5", FILE, "-"),
    ActionSpec("year_archive", FILE, "年度档案…", "packages.archive", "", "book-open", "file"),
    ActionSpec("copy_out", FILE, "抄报台…", "packages.copy_out", "Ctrl+Shift+U", "copy", "file"),
    ActionSpec("export", FILE, "导出全部数据…", "files.export_all", "", "file-output", "file"),
    ActionSpec("close", FILE, "关闭数据文件", "files.close", "Ctrl+W", "", "file"),
    ActionSpec("quit", FILE, "退出", "close", "Ctrl+Q", "log-out"),
    ActionSpec("undo", EDIT, "撤销", "undo", "Ctrl+Z", "undo-2", "writable"),
    ActionSpec("redo", EDIT, "重做", "redo", "Ctrl+Y", "redo-2", "writable", "Ctrl+Shift+Z"),
    ActionSpec("line3", EDIT, "-"),
    ActionSpec("find", EDIT, "查找", "focus_search", "Ctrl+F", "search", "file"),
    ActionSpec("light", VIEW, "浅色", "look.use_light"),
    ActionSpec("dark", VIEW, "深色", "look.use_dark"),
    ActionSpec("system", VIEW, "跟随系统", "look.use_system"),
    ActionSpec("line4", VIEW, "-"),
    ActionSpec("larger", VIEW, "放大文字", "look.larger_text", "Ctrl+=", "type"),
    ActionSpec("smaller", VIEW, "缩小文字", "look.smaller_text", "Ctrl+-"),
    ActionSpec("usual", VIEW, "文字恢复 100 %", "look.usual_text", "Ctrl+0"),
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
                action.setShortcuts([QKeySequence(k) for k in (spec.shortcut, spec.also) if k])
            action.triggered.connect(attrgetter(spec.handler)(window))
            self._actions[spec.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus; returns them by their title. The page shown fills the one of records."""
        menus: dict[str, QMenu] = {}
        for title, letter in zip((FILE, EDIT, RECORD, VIEW, HELP), "FERVH", strict=True):
            menus[title] = bar.addMenu(f"{title}(&{letter})")
        for spec in ACTIONS:
            if spec.text == "-":
                menus[spec.menu].addSeparator()
            else:
                menus[spec.menu].addAction(self._actions[spec.name])
        return menus

    def enable(
        self, *, file: bool, writable: bool, sealed: bool = False, protected: bool = False
    ) -> None:
        """Switch the actions on that make sense now."""
        for spec in ACTIONS:
            if spec.text != "-":
                known = {
                    "file": file,
                    "writable": writable,
                    "sealed": sealed,
                    "protected": protected,
                }
                fits = known.get(spec.needs, True)
                self._actions[spec.name].setEnabled(fits)
