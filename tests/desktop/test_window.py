"""The window as a person uses it: files, tabs, search, undo, what goes wrong."""

import shutil
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from db import backup, connection, drafts, history, queries, tree
from db.records import spec
from desktop.__main__ import fit_to_screen
from desktop.actions import ACTIONS
from desktop.dialogs.bin import BinDialog
from desktop.dialogs.drafts import DraftsDialog
from desktop.dialogs.export_all import ExportAllDialog
from desktop.dialogs.history import HistoryDialog
from desktop.pages import PAGES, Page
from desktop.widgets import Button
from desktop.window import MainWindow

GROUP = spec("group")
MEMBER = spec("member")


def new_group(context, name="第一党小组"):
    """A group that may be saved."""
    return tree.blank(GROUP, organisation=context.branch, name=name)


@pytest.fixture
def window(context, qtbot):
    """The window with an open file."""
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def empty_window(bare_context, qtbot):
    """The window without a file."""
    made = MainWindow(bare_context)
    qtbot.addWidget(made)
    made.show()
    return made


def number_of(record_type):
    """The tab that shows a type of record."""
    return next(n for n, page in enumerate(PAGES) if record_type in page.record_types)


def test_without_a_file_the_ways_to_begin_are_shown(empty_window):
    assert empty_window.welcome.isVisible()
    assert not empty_window.header.isVisible()
    assert not empty_window.actions_["backup"].isEnabled()


def test_a_new_file_is_made_from_a_few_words(empty_window, bare_context, tmp_path: Path):
    empty_window.new_file()
    form = empty_window.welcome.form
    form._accept()
    assert form.fields["name"].error() == "请写下党支部的全称。"
    form.name.set_value("中共示范区司法局机关第一支部委员会")
    form.parent_name.set_value("示范区司法局党总支")
    bare_context.answers = [tmp_path / "新支部.zhibu"]
    form._change_path()
    form._accept()
    assert bare_context.path == tmp_path / "新支部.zhibu"
    made = {row["kind"]: row for row in queries.organisations()}
    assert made["branch"]["short_name"] == "示范区司法局机关第一支部"
    assert made["branch"]["parent"] == made["general_branch"]["uid"]
    assert made["branch"]["activity_day"] == 28
    assert bare_context.branch == made["branch"]["uid"]
    assert empty_window.header.isVisible()


def test_the_sample_is_made_once_and_opened(
    empty_window, bare_context, empty_file, tmp_path: Path, monkeypatch, qtbot
):
    from db import demo
    from desktop import files

    made = []

    def build(path: Path, *, today: str) -> None:
        made.append(today)
        shutil.copyfile(empty_file, path)

    target = tmp_path / "文档" / "示例.zhibu"
    monkeypatch.setattr(demo, "build", build)
    monkeypatch.setattr(files, "sample_path", lambda: target)
    for _ in range(2):
        bare_context.close_file()
        empty_window.files.open_demo()
        qtbot.waitUntil(lambda: bare_context.path == target)
    assert made == [bare_context.today().isoformat()]


def test_every_tab_opens(window):
    for number, page in enumerate(PAGES):
        window.show_page(number)
        assert window.current_page() is window.page(number)
        assert window.header.tabs[number].isChecked(), page.title


def test_every_action_has_a_handler_and_no_key_is_given_twice(window):
    keys = [s.shortcut for s in ACTIONS if s.shortcut] + [page.shortcut for page in PAGES]
    assert len(keys) == len(set(keys))
    for each in ACTIONS:
        if each.text != "-":
            assert callable(attrgetter(each.handler)(window))
    for key in keys:
        assert not QKeySequence(key).isEmpty()


def test_a_strange_file_is_refused_in_one_sentence_and_the_open_one_stays(
    window, context, tmp_path: Path
):
    before = context.path
    strange = tmp_path / "别的.zhibu"
    strange.write_bytes(b"x" * 4096)
    assert not window.open_path(strange)
    assert context.path == before
    assert "不是支部工作台的数据文件" in context.warnings[-1]
    assert window.banner.isVisible()


def test_a_refusal_is_said_on_the_welcome_page_when_nothing_is_open(empty_window, tmp_path: Path):
    empty_window.open_path(tmp_path / "没有.zhibu")
    assert "找不到" in empty_window.welcome.banner.label.text()


def test_a_damaged_file_offers_its_backups(window, context, qtbot):
    path = context.path
    context.back_up()
    context.close_file()
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    window.open_path(path)
    assert context.path is None
    dialog = window.findChild(QDialog)
    assert "备份" in dialog.windowTitle()
    dialog._use()
    assert context.path == path
    assert len(queries.branches()) == 1


def test_a_file_in_use_may_be_opened_for_reading(window, context, monkeypatch):
    from db.errors import Locked

    path = context.path
    opened = connection.open_file

    def busy(each: Path, *, readonly: bool = False, recovery_key: str = "") -> None:
        if not readonly:
            raise Locked(f"“{each.name}”正在使用中（张三的电脑，09:10 起）。", "张三的电脑")
        opened(each, readonly=True)

    monkeypatch.setattr(connection, "open_file", busy)
    context.answers = [True]
    assert window.open_path(path)
    assert context.readonly
    assert "张三的电脑" in context.questions[0]
    assert "（只读）" in window.windowTitle()
    assert not window.actions_["undo"].isEnabled()


def test_a_file_dropped_on_the_window_is_opened(window, context, tmp_path: Path):
    other = tmp_path / "另一个.zhibu"
    context.close_file()
    shutil.copyfile(context.settings.preferences.last_file, other)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert context.path == other


def test_undo_says_what_it_undoes(window, context):
    context.save(GROUP, new_group(context))
    assert window.actions_["undo"].text() == "撤销“新建 党小组 第一党小组”"
    window.actions_["undo"].trigger()
    assert queries.groups_of(context.branch) == []
    assert "第一党小组" in window.actions_["redo"].text()
    assert window.toast.isVisible()
    window.actions_["redo"].trigger()
    assert len(queries.groups_of(context.branch)) == 1


def test_search_finds_a_record_and_goes_there(window, context, qtbot):
    group = new_group(context)
    context.save(GROUP, group)
    finder = window.header.finder
    finder.search("党小组")
    assert [card.title for card in finder.results()] == ["第一党小组"]
    qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    assert window._current == number_of("group")


def test_search_says_when_nothing_is_found(window):
    window.header.finder.search("没有这样的话")
    assert window.header.finder.results() == []


def test_a_page_that_cannot_be_left_keeps_its_tab(window, monkeypatch):
    window.show_page(0)
    if len(PAGES) < 2:
        pytest.skip("one tab only")
    page = window.page(0)
    monkeypatch.setattr(page, "leave", lambda: False, raising=False)
    window.show_page(1)
    assert window._current == 0
    assert window.header.tabs[0].isChecked()


def test_a_tab_opens_by_its_key_and_brings_its_own_menu(window):
    for number, action in enumerate(window._tab_actions):
        assert action.shortcut() == QKeySequence(PAGES[number].shortcut)
        action.trigger()
        assert window._current == number
        shown = window.menus["记录"].actions()
        assert shown == window._page_actions()
        assert window.menus["记录"].menuAction().isVisible() is bool(shown)


class Stub(QWidget):
    """A page that writes down what it is asked."""

    def __init__(self, context):
        super().__init__()
        self.asked = []

    def refresh(self):
        self.asked.append("refresh")

    def open_draft(self, record_type, draft):
        self.asked.append(draft["name"])

    def set_narrow(self, narrow):
        self.asked.append(narrow)

    def leave(self):
        return True


def test_pages_are_made_when_first_shown_and_refreshed_when_the_place_changes(context, qtbot):
    pages = tuple(
        Page(title, "users", key, (kind,), lambda: Stub)
        for title, key, kind in (("甲", "Ctrl+1", "member"), ("乙", "Ctrl+2", "group"))
    )
    window = MainWindow(context, pages)
    qtbot.addWidget(window)
    assert list(window._pages) == [0]
    window.show_page(1)
    context.set_year(2020)
    assert window.page(1).asked.count("refresh") == 2
    assert window.page(0).asked.count("refresh") == 1
    window.show_page(0)
    assert window.page(0).asked.count("refresh") == 2


def test_a_third_panel_is_folded_away_when_there_is_little_room(context, theme, qtbot):
    window = MainWindow(context, (Page("甲", "users", "Ctrl+1", ("member",), lambda: Stub),))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    page = window.current_page()
    assert page.asked[-1] is False
    theme.set_percent(150)
    assert page.asked[-1] is True
    theme.set_percent(100)


def test_a_draft_left_by_a_crash_is_offered_and_opened(context, qtbot):
    drafts.keep("group", new_group(context, "没保存的组"), context.now())
    path = context.path
    window = MainWindow(context, (Page("甲", "users", "Ctrl+1", ("group",), lambda: Stub),))
    qtbot.addWidget(window)
    window.show()
    window.open_path(path)
    assert "1 份没有保存的内容" in window.banner.label.text()
    window.banner.button.click()
    dialog = window.findChild(QDialog)
    dialog._take()
    assert "没保存的组" in window.current_page().asked


def test_a_draft_can_be_given_up(window, context):
    from desktop.dialogs.drafts import DraftsDialog

    drafts.keep("group", new_group(context), context.now())
    dialog = DraftsDialog(context, window)
    dialog._drop()
    assert drafts.pending() == []


def test_the_bin_gives_records_back(window, context):
    group = new_group(context)
    context.save(GROUP, group)
    context.delete(GROUP, group["uid"])
    dialog = BinDialog(context, window)
    assert [card.title for card in dialog.list.rows()] == ["第一党小组"]
    dialog.restore()
    assert dialog.list.rows() == []
    assert len(queries.groups_of(context.branch)) == 1


def test_the_history_tells_before_and_after_in_words(window, context):
    group = new_group(context)
    context.save(GROUP, group)
    stored = tree.dump(GROUP, group["uid"])
    context.save(GROUP, stored | {"name": "第二党小组", "founded_on": "2026-03-27"})
    dialog = HistoryDialog(context, GROUP, group["uid"], window)
    latest = history.of_record(group["uid"])[0]
    assert dialog.lines(latest) == [
        ("名称", "第一党小组", "第二党小组"),
        ("成立日期", "", "2026年3月27日"),
    ]


def test_the_history_tells_of_a_private_change_but_not_what_it_was(window, context):
    member = tree.blank(
        MEMBER, organisation=context.branch, name="单伟", joined_on="1998-06", address="幸福路1号"
    )
    context.save(MEMBER, member)
    stored = tree.dump(MEMBER, member["uid"])
    context.save(MEMBER, stored | {"phone": "13300001234", "address": "幸福路2号"})
    dialog = HistoryDialog(context, MEMBER, member["uid"], window)
    assert dialog.lines(history.of_record(member["uid"])[0]) == [
        ("住址", "（不显示）", "（不显示）（已改，改处不显示）"),
        ("联系电话", "", "133****1234"),
    ]


def test_a_backup_goes_where_it_is_wanted_and_is_verified(window, context, tmp_path: Path):
    target = tmp_path / "U盘" / "备份.zhibu"
    target.parent.mkdir()
    context.answers = [target]
    window.actions_["backup"].trigger()
    assert target.exists()
    assert "已备份并验证" in context.notices[-1]
    context.answers = [context.path]
    window.actions_["backup"].trigger()
    assert "不能写到正在使用" in context.warnings[-1]


def test_a_restore_puts_the_old_state_back_and_keeps_the_present_file(window, context):
    path = context.path
    context.back_up()
    context.save(GROUP, new_group(context))
    window.files.restore(backup.existing(path)[0].path, path)
    assert context.path == path
    assert queries.groups_of(context.branch) == []
    assert list(path.parent.glob("*恢复前*"))


def test_everything_can_be_exported(window, context, tmp_path: Path):
    target = tmp_path / "全部.json"
    context.answers = [target]
    window.actions_["export"].trigger()
    window.findChild(ExportAllDialog).main_button.click()
    assert target.stat().st_size > 100


def test_help_shows_keys_rules_and_the_program(window, qtbot):
    for name in ("shortcuts", "rules", "about"):
        window.actions_[name].trigger()
    titles = {dialog.windowTitle() for dialog in window.findChildren(QDialog)}
    assert titles == {"快捷键", "规则来源", "关于支部工作台"}


def test_dialogs_are_freed_when_closed(window, qtbot):
    for _ in range(3):
        window.actions_["about"].trigger()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    qtbot.waitUntil(lambda: window.findChildren(QDialog) == [])


def test_the_look_is_kept_for_the_next_time(window, context):
    window.actions_["dark"].trigger()
    window.actions_["larger"].trigger()
    assert context.theme.mode == "dark"
    assert (context.settings.preferences.theme, context.settings.preferences.text_percent) == (
        "dark",
        110,
    )
    window.actions_["usual"].trigger()
    window.actions_["light"].trigger()


@pytest.mark.parametrize("percent", [100, 150])
def test_the_window_fits_a_small_screen(window, theme, qapp, percent):
    theme.set_percent(percent)
    for number in range(len(PAGES)):
        window.show_page(number)
        qapp.processEvents()
        hint = window.minimumSizeHint()
        theme_name = f"{PAGES[number].title} {percent} %"
        assert (hint.width() <= 1366, hint.height() <= 768) == (True, True), theme_name
    theme.set_percent(100)


def test_closing_asks_the_page_first(window, monkeypatch):
    page = window.current_page()
    monkeypatch.setattr(page, "leave", lambda: False, raising=False)
    assert not window.close()
    monkeypatch.setattr(page, "leave", lambda: True, raising=False)
    assert window.close()
    assert connection.current_path() is None


def test_a_button_is_pressed_by_enter(empty_window, qtbot):
    button = next(b for b in empty_window.welcome.findChildren(Button) if "新建" in b.text())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert empty_window.welcome.form.isVisible()


def test_a_small_screen_is_filled_so_that_nothing_is_cut(empty_window):
    room = empty_window.screen().availableSize()
    empty_window.resize(room.width() + 100, room.height() + 100)
    fit_to_screen(empty_window)
    assert empty_window.isMaximized()


def test_what_was_written_stays_when_the_new_file_cannot_be_made(empty_window, tmp_path: Path):
    empty_window.new_file()
    form = empty_window.welcome.form
    form.name.set_value("中共示范区司法局机关第一支部委员会")
    form._path = tmp_path / "没有这个文件夹" / "支部.zhibu"
    form._accept()
    assert form.isVisible()
    assert form.banner.isVisible()
    assert "没有这个文件夹" in form.banner.label.text()
    assert form.name.value() == "中共示范区司法局机关第一支部委员会"


def test_the_folder_that_the_program_proposes_is_made(
    empty_window, bare_context, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("desktop.paths.documents", lambda: tmp_path / "文档")
    empty_window.new_file()
    form = empty_window.welcome.form
    form.name.set_value("中共示范区司法局机关第一支部委员会")
    form._accept()
    assert bare_context.path == tmp_path / "文档" / "示范区司法局机关第一支部.zhibu"


def test_drafts_are_opened_by_enter_and_stay_offered_until_then(window, context, qtbot):
    drafts.keep("group", new_group(context), context.now())
    window.left.offer()
    assert window.banner.isVisible()
    window._banner_pressed()
    dialog = window.findChild(DraftsDialog)
    assert dialog.focusWidget() is dialog.list
    window.banner.hide()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.banner.isVisible()
    window.left.show()
    dialog = next(d for d in window.findChildren(DraftsDialog) if d.isVisible())
    window.banner.hide()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not window.banner.isVisible()
    assert window.header.tabs[number_of("group")].isChecked()


def test_a_backup_on_demand_is_told_in_the_footer(window, context, tmp_path: Path):
    context.answers.append(tmp_path / "备份.zhibu")
    window.files.back_up_to()
    assert window.footer.backed_up.text().startswith("上次备份 今天")


def test_no_tab_is_marked_by_the_focus_when_the_window_comes_up(window):
    assert window.focusWidget() not in window.header.tabs


def test_the_about_page_says_which_fonts_print_and_that_there_is_no_network(qtbot):
    from PySide6.QtWidgets import QLabel

    from desktop.dialogs.help import AboutDialog

    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "仿宋（自带）" in text
    assert "不联网" in text
