"""The data check, the bin, the history and undo, at the window."""

import datetime as dt
import sqlite3

import pytest

from db import backup, drafts, health, history, operations, queries, tree
from db.connection import database
from db.errors import Refused
from db.fields import TextField
from db.records import RECORDS, spec
from desktop import errors
from desktop.dialogs.bin import BinDialog
from desktop.dialogs.health import HealthDialog
from desktop.dialogs.history import HistoryDialog
from desktop.pages import PAGES
from desktop.tasks import Tasks
from desktop.widgets import Button, FindingCard, Label
from tests.samples import make_world, sample

GROUP, MEMBER, MEETING = spec("group"), spec("member"), spec("meeting")
TODAY = dt.date(2026, 11, 24)
AT = "2026-11-24T01:00:00Z"
LONG_AGO = "2026-08-01T01:00:00Z"


@pytest.fixture
def window(open_window, roster_file, bare_context, monkeypatch):
    """The window with every tab, on a branch with its roster."""
    monkeypatch.setattr(bare_context, "now", lambda: AT)
    return open_window(PAGES, TODAY, roster_file, "党员")


@pytest.fixture
def context(window):
    return window.context


def new_group(context, name="第九党小组"):
    record = tree.blank(GROUP, organisation=context.branch, name=name)
    context.save(GROUP, record)
    return record["uid"]


def buttons(widget, text):
    every = widget.findChildren(Button)
    return [each for each in every if each.text() == text and each.isVisibleTo(widget)]


def words(widget):
    every = widget.findChildren(Label)
    return "\n".join(label.text() for label in every if label.isVisibleTo(widget))


# The data check


def break_search():
    database.execute_sql("UPDATE search_entry SET text = '旧' WHERE rowid = 1")


def test_a_sound_file_is_told_to_be_sound_and_remembered(window, context):
    window.actions_["check"].trigger()
    (dialog,) = window.findChildren(HealthDialog)
    assert "没有发现问题" in dialog.summary.text()
    assert not dialog.repair_button.isVisibleTo(dialog)
    assert health.last_passed() == AT
    dialog.check()
    assert "上次体检" in dialog.last.text()
    assert "通过" in dialog.last.text()


def test_what_is_safe_is_repaired_after_a_backup_and_checked_again(window, context):
    break_search()
    dialog = HealthDialog(context, window)
    assert "可以整理" in words(dialog)
    assert dialog.repair_button.isVisibleTo(dialog)
    dialog.repair_button.click()
    assert context.notices[-1] == "已备份并修复：重建检索。"
    assert "没有发现问题" in dialog.summary.text()
    assert len(backup.existing(context.path)) == 1


def test_a_repair_without_a_backup_is_refused_in_the_dialog(window, context, monkeypatch):
    break_search()
    dialog = HealthDialog(context, window)

    def full(_now, _occasion):
        raise Refused("磁盘已满。")

    monkeypatch.setattr(backup, "automatic", full)
    dialog.repair()
    assert "没有修复" in dialog.summary.text()
    assert dialog.again.isEnabled()


def test_a_problem_leads_to_its_record(window, context, qtbot):
    uid = queries.members_of(context.branch)[0]["uid"]
    database.execute_sql("UPDATE member SET revision = 0 WHERE uid = ?", (uid,))
    dialog = HealthDialog(context, window)
    dialog.open()
    card = next(each for each in dialog.findChildren(FindingCard) if each.target)
    with qtbot.waitSignal(context.travelled) as signal:
        card.jumped.emit(card.target)
    assert signal.args[:2] == ["member", uid]


def test_the_check_runs_beside_the_window_and_can_be_stopped(window, context, qtbot):
    context.tasks = Tasks(context)
    dialog = HealthDialog(context, window)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    assert "没有发现问题" in dialog.summary.text()
    dialog.report = None
    dialog.check()
    dialog._stop.click()
    assert "已停止" in dialog.summary.text()
    context.tasks.wait()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)
    assert dialog.report is None


def test_closing_the_dialog_stops_the_check_without_a_trace(window, context, qtbot):
    context.tasks = Tasks(context)
    dialog = HealthDialog(context, window)
    dialog.open()
    dialog.close()
    context.tasks.wait()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)
    assert health.last_check() is None
    assert context.warnings == []


def test_a_fault_of_the_check_is_reported_and_said(window, context, monkeypatch):
    told = []
    monkeypatch.setattr(errors, "report", told.append)
    monkeypatch.setattr(health, "examine", lambda **_: 1 / 0)
    dialog = HealthDialog(context, window)
    assert isinstance(told[0], ZeroDivisionError)
    assert "没有做完" in dialog.summary.text()


def test_a_file_opened_for_reading_is_checked_and_not_repaired(window, context):
    break_search()
    context.open_file(context.path, readonly=True)
    dialog = HealthDialog(context, window)
    assert "1处问题" in dialog.summary.text()
    assert not dialog.repair_button.isVisibleTo(dialog)


def test_the_command_repairs_what_is_safe_and_tells_it(file, zhibu):
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE search_entry SET text = '旧' WHERE rowid = 1")
    raw.close()
    found = zhibu("check", file, "--json").json
    assert [each["repair"] for each in found["problems"]] == ["search"]
    assert found["passed"]
    assert "请加 --repair" in zhibu("check", file).out
    told = zhibu("check", file, "--repair").out
    assert "已备份并修复：重建检索。" in told
    assert "文件完好" in told
    again = zhibu("check", file, "--repair", "--json").json
    assert (again["problems"], again["repaired"], again["integrity"]) == ([], [], "ok")


def test_the_command_tells_damage_by_its_exit_and_leaves_it(file, zhibu):
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE talk SET revision = 0")
    raw.close()
    before = file.read_bytes()
    said = zhibu("check", file)
    assert said.status == 1
    assert "需要处理" in said.out
    assert file.read_bytes() == before


# The bin


def test_the_bin_is_searched_and_filtered_by_type(window, context):
    for name in ("第八党小组", "第九党小组"):
        context.delete(GROUP, new_group(context, name))
    block = tree.blank(spec("text_block"), organisation=context.branch, title="第九句", text="话")
    context.save(spec("text_block"), block)
    context.delete(spec("text_block"), block["uid"])
    dialog = BinDialog(context, window)
    assert len(dialog.list.rows()) == 3
    assert "测试员" in dialog.list.rows()[0].subtitle
    dialog.search.setText("第九")
    dialog._show()
    assert {row.title for row in dialog.list.rows()} == {"第九党小组", "第九句"}
    dialog.kind.set_value("group")
    dialog._show()
    assert [row.title for row in dialog.list.rows()] == ["第九党小组"]
    dialog.search.setText("没有的")
    dialog._show()
    assert "没有符合" in words(dialog)


def test_what_a_record_stands_on_comes_back_with_it_when_the_person_agrees(window, context):
    group = new_group(context)
    member = tree.blank(
        MEMBER,
        organisation=context.branch,
        name="王小明",
        joined_on="2004-12",
        groupings=[{"group": group, "began_on": None, "ended_on": None}],
    )
    context.save(MEMBER, member)
    context.delete(MEMBER, member["uid"])
    context.delete(GROUP, group)
    dialog = BinDialog(context, window)
    dialog.list.select(member["uid"])
    context.answers.append(False)
    dialog.restore()
    assert len(queries.bin_contents()) == 2
    context.answers.append(True)
    dialog.list.select(member["uid"])
    dialog.restore()
    assert "它用到的党小组“第九党小组”也在回收站，一并恢复" in context.questions[-1]
    assert queries.bin_contents() == []
    context.undo()
    assert len(queries.bin_contents()) == 2


def test_the_bin_is_emptied_only_by_its_button_and_after_a_question(window, context):
    old = new_group(context)
    operations.delete(GROUP, old, who="王芳", at=LONG_AGO)
    young = new_group(context, "第十党小组")
    context.delete(GROUP, young)
    dialog = BinDialog(context, window)
    assert "放入满90天的有1条" in dialog.note.text()
    context.answers.append(False)
    dialog.empty_button.click()
    assert len(queries.bin_contents()) == 2
    context.answers.append(True)
    dialog.empty_button.click()
    assert "第九党小组" in context.questions[-1]
    assert "不能撤销" in context.questions[-1]
    assert [row.uid for row in dialog.list.rows()] == [young]
    assert not dialog.empty_button.isEnabled()
    assert len(backup.existing(context.path)) == 1
    assert "清空" not in context.undo_name()


# The history


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_the_history_of_every_type_is_told_and_leads_back(kind, bare_context, store):
    context = bare_context
    context.open_file(store)
    world = make_world(occasions=True)
    record = sample(kind, world)
    operations.save(kind, record, who="王芳", at=LONG_AGO)
    full = tree.dump(kind, record["uid"])
    listed = {line.name: [] for line in kind.lines if line.name not in kind.steps_of_life}
    texts = [n for n, f in kind.fields.items() if isinstance(f, TextField) and full[n]]
    texts = [name for name in texts if name not in {*kind.steps_of_life, "text"}]
    changed = full | listed | ({name: "改了" for name in texts[:1]} or {"year": 2027})
    operations.save(kind, changed, who="王芳", at=AT)
    dialog = HistoryDialog(context, kind, record["uid"], None)
    newest = history.of_record(record["uid"])[0]
    told = dialog.told(newest)
    assert told
    for each in told:
        assert each.rows or each.before != each.after
    gone = {each.key for each in told if each.rows}
    assert gone <= {line.name for line in kind.all_lines}
    assert {name for name in listed if full[name]} <= gone
    (version,) = buttons(dialog, "恢复到这一版")
    version.click()
    now = tree.dump(kind, record["uid"])
    assert {k: v for k, v in now.items() if k != "revision"} == {
        k: v for k, v in full.items() if k != "revision"
    }
    context.undo()


def history_of_meeting(window, context):
    """The dialog over a meeting whose place and attendance were changed."""
    members = [row["uid"] for row in queries.members_of(context.branch)[:3]]
    rows = [{"member": uid, "name": f"人{n}", "state": "present"} for n, uid in enumerate(members)]
    record = tree.blank(
        MEETING, organisation=context.branch, held_on="2026-03-27", place="三楼", attendance=rows
    )
    operations.save(MEETING, record, who="王芳", at=LONG_AGO)
    stored = tree.dump(MEETING, record["uid"])
    first, second, _gone = stored["attendance"]
    changed = [first | {"state": "leave", "reason": "出差"}, second]
    operations.save(
        MEETING, stored | {"place": "四楼", "attendance": changed}, who="王芳", at=AT, reason="核对"
    )
    return HistoryDialog(context, MEETING, record["uid"], window), record["uid"]


def test_a_list_is_told_row_by_row(window, context):
    dialog, uid = history_of_meeting(window, context)
    told = {each.key: each for each in dialog.told(history.of_record(uid)[0])}
    assert (told["place"].before, told["place"].after) == ("三楼", "四楼")
    rows = told["attendance"].rows
    assert any("到会：实到 → 请假" in row for row in rows)
    assert any(row.startswith("删去") for row in rows)
    assert not any("第2行" in row for row in rows)
    assert "原因：核对" in words(dialog)


def test_one_field_is_looked_for_and_comes_back_with_a_reason(window, context):
    dialog, uid = history_of_meeting(window, context)
    dialog.field.set_value("place")
    dialog._show()
    assert "三楼 → 四楼" in words(dialog)
    assert "请假" not in words(dialog)
    dialog.reason.set_value("看错了")
    (back,) = buttons(dialog, "恢复改前的")
    back.click()
    now = tree.dump(MEETING, uid)
    assert now["place"] == "三楼"
    assert len(now["attendance"]) == 2
    assert history.of_record(uid)[0].reason == "看错了"
    assert "恢复“地点”" in context.undo_name()
    context.undo()
    assert tree.dump(MEETING, uid)["place"] == "四楼"


def test_a_final_record_refuses_in_the_dialog(window, context):
    dialog, uid = history_of_meeting(window, context)
    values = {"status": "final"}
    operations.set_values(MEETING, uid, values, name="定稿", who="王芳", at=AT, undoable=False)
    dialog.refresh()
    buttons(dialog, "恢复到这一版")[-1].click()
    assert "退回修改" in dialog.refusal.text()
    assert tree.dump(MEETING, uid)["place"] == "四楼"


def test_nothing_is_restored_while_the_page_cannot_be_left(window, context, monkeypatch):
    dialog, uid = history_of_meeting(window, context)
    monkeypatch.setattr(context, "leave_page", lambda: False)
    buttons(dialog, "恢复到这一版")[-1].click()
    assert tree.dump(MEETING, uid)["place"] == "四楼"


# Undo across pages


def test_a_change_of_one_page_is_undone_on_another_and_can_be_looked_at(window, context, qtbot):
    member = queries.members_of(context.branch)[0]
    context.save(MEMBER, tree.dump(MEMBER, member["uid"]) | {"remark": "补充"})
    window.show_page([page.title for page in PAGES].index("三会一课"))
    name = context.undo_name()
    window.actions_["undo"].trigger()
    assert tree.dump(MEMBER, member["uid"])["remark"] == member["remark"]
    assert context.notices[-1] == f"已撤销：{name}"
    assert window.toast.button.text() == "查看"
    window.toast.button.click()
    assert PAGES[window._current].title == "党员"
    window.actions_["redo"].trigger()
    assert tree.dump(MEMBER, member["uid"])["remark"] == "补充"
    assert context.notices[-1] == f"已重做：{name}"


def test_an_undone_beginning_offers_to_do_it_again(window, context):
    uid = new_group(context)
    context.undo()
    assert window.toast.button.text() == "重做"
    window.toast.button.click()
    assert tree.dump(GROUP, uid)["deleted_at"] is None


def test_drafts_are_kept_when_asked_and_it_is_told(context):
    assert context.keep_drafts()
    assert drafts.pending() == []
