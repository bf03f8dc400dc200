"""Backups in the window: daily, in a second place, before imports, and the way back."""

import datetime as dt
from pathlib import Path

import pytest

from db import backup, backup_contents, connection, places, queries, tree
from db.backup import Occasion
from db.errors import Refused
from db.places import Kind, Place
from db.records import spec
from desktop.dialogs.backups import BackupsDialog
from desktop.dialogs.keeping import KeepingDialog
from desktop.dialogs.place import LEAVE, MOVE, STAY, PlaceDialog
from desktop.window import MainWindow

BLOCK = spec("text_block")


@pytest.fixture
def window(context, qtbot):
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    return made


def change(context, text="新的常用语"):
    record = tree.blank(BLOCK, organisation=context.branch, title=text, text=text)
    context.save(BLOCK, record)
    return record


def later(context, monkeypatch, **delta):
    moment = dt.datetime.now() + dt.timedelta(**delta)  # noqa: DTZ005 - local time
    monkeypatch.setattr(context.backups, "wall_clock", lambda: moment)


def test_what_was_changed_is_backed_up_a_day_after_the_last_time(context, monkeypatch):
    path = context.path
    change(context)
    later(context, monkeypatch, seconds=2)
    context.backups.daily()
    assert [each.occasion for each in backup.existing(path)] == ["每日"]
    change(context, "又一条")
    later(context, monkeypatch, hours=20)
    context.backups.daily()
    assert len(backup.existing(path)) == 1
    later(context, monkeypatch, hours=25)
    context.backups.daily()
    assert len(backup.existing(path)) == 2
    later(context, monkeypatch, hours=60)
    context.backups.daily()
    assert len(backup.existing(path)) == 2, "nothing was changed since"


def test_closing_backs_up_in_the_second_place_when_it_is_there(context, tmp_path):
    path, stick = context.path, tmp_path / "U盘"
    stick.mkdir()
    context.settings.change(backup_on_close=True)
    context.settings.set_second_place(path, stick, context.today())
    change(context)
    context.close_file()
    assert [each.occasion for each in backup.existing(path, stick)] == ["关闭时"]
    assert [each.occasion for each in backup.existing(path)] == ["关闭时"]
    assert context.warnings == []


def test_a_stick_that_is_not_plugged_in_is_no_error_and_a_full_one_is_told(
    context, tmp_path, monkeypatch
):
    path = context.path
    context.settings.change(backup_on_close=True)
    context.settings.set_second_place(path, tmp_path / "没有插", context.today())
    change(context)
    context.close_file()
    assert context.warnings == []
    context.open_file(path)
    (tmp_path / "没有插").write_text("a file where the folder should be", encoding="utf-8")
    (tmp_path / "只读").mkdir()
    (tmp_path / "只读" / f"{path.stem} 的备份").write_text("in the way", encoding="utf-8")
    context.settings.set_second_place(path, tmp_path / "只读", context.today())
    change(context, "再改")
    context.close_file()
    assert len(context.warnings) == 1
    assert "第二处备份没有成功：" in context.warnings[0]


def test_the_age_of_the_second_backup_is_said_when_the_file_is_opened(
    window, context, tmp_path, monkeypatch
):
    path = context.path
    chosen = context.today() - dt.timedelta(days=23)
    context.settings.set_second_place(path, tmp_path / "U盘", chosen)
    assert window.open_path(path)
    assert "第二处的备份已有 23 天" in window.banner.label.text()
    context.settings.change(remind_after=30)
    window.banner.hide()
    assert window.open_path(path)
    assert not window.banner.isVisible()


def test_the_dialog_tells_both_places_and_backs_up_in_both(window, context, tmp_path, qtbot):
    path, stick = context.path, tmp_path / "U盘"
    stick.mkdir()
    dialog = KeepingDialog(context, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert "还没有" in dialog.here.text()
    context.answers.append(path.parent / "子文件夹")
    dialog.choose_button.click()
    assert "不算第二处" in dialog.error.text()
    # Both lie below the folder of this test, so the file must seem to lie elsewhere.
    context.settings.set_second_place(path, stick, context.today())
    dialog.now_button.click()
    assert "1 份，最新的是今天" in dialog.here.text()
    assert "1 份，最新的是今天" in dialog.there.text()
    assert context.notices[-1] == "已备份并核对：旁边、第二处。"
    dialog.forget_button.click()
    assert context.settings.second_place(path) is None
    assert "还没有" in dialog.there.text()


def test_an_import_is_not_done_when_the_backup_before_it_fails(context, monkeypatch):
    def refuse(*_args):
        raise Refused("磁盘已满，没有备份。")

    monkeypatch.setattr(backup, "before", refuse)
    done = []
    told = []
    result = context.run(lambda: done.append(1), refused=told.append, after_backup=Occasion.IMPORT)
    assert result is None
    assert done == []
    assert told == ["磁盘已满，没有备份。"]


def test_the_way_back_shows_what_would_change_and_goes_back(window, context, monkeypatch, qtbot):
    path = context.path
    change(context, "备份前")
    later(context, monkeypatch, seconds=2)
    context.back_up()
    change(context, "备份后")
    dialog = BackupsDialog(context, path, window)
    qtbot.addWidget(dialog)
    dialog.open()
    words = " ".join(_texts(dialog))
    assert "常用语：现在 2 条，恢复后 1 条" in words
    assert "1 次改动不在其中" in words
    dialog.chosen.connect(window.files.restore)
    dialog.use_button.click()
    assert [r["title"] for r in _blocks()] == ["备份前"]
    assert window.toast.button.text() == "回到原来的"
    window.toast.button.click()
    assert sorted(r["title"] for r in _blocks()) == ["备份前", "备份后"]


def test_a_damaged_backup_is_shown_as_damaged_and_not_offered(window, context, qtbot):
    path = context.path
    change(context)
    made = context.back_up()
    made.write_bytes(made.read_bytes()[:6000])
    dialog = BackupsDialog(context, path, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.use_button.isEnabled()
    assert any("损坏" in text for text in _texts(dialog))


@pytest.mark.parametrize("answer", [STAY, MOVE, LEAVE])
def test_a_file_on_a_stick_asks_before_it_is_opened(window, context, tmp_path, monkeypatch, answer):
    path = context.path
    documents = tmp_path / "文档"
    monkeypatch.setattr("desktop.paths.documents", lambda: documents)
    stick = Place(Kind.REMOVABLE, "U盘或移动硬盘")
    monkeypatch.setattr(
        places, "place_of", lambda p: None if p.is_relative_to(documents) else stick
    )
    asked = []

    def answered(dialog):
        asked.append(dialog.windowTitle())
        return answer

    monkeypatch.setattr(PlaceDialog, "answer", answered)
    context.close_file()
    opened = window.open_path(path)
    assert asked == ["这个文件放在U盘或移动硬盘里"]
    assert opened == (answer != LEAVE)
    if answer == STAY:
        assert context.path == path
        assert window.open_path(path)
        assert len(asked) == 1, "asked once for each file"
    elif answer == MOVE:
        assert context.path == (documents / path.name).resolve()
        assert path.exists()
    else:
        assert context.path is None


def test_the_contents_of_a_copy_of_an_older_version_can_be_read(store, tmp_path):
    connection.close()
    found = backup_contents.contents(Path(__file__).parents[2] / "data" / "v1.zhibu")
    assert found.problem == ""
    assert found.counts["meeting"] > 0
    assert "scheme" not in found.counts


def test_the_backup_that_is_gone_back_to_is_not_thinned_by_the_closing_before(
    window, context, monkeypatch
):
    context.settings.change(backup_on_close=True)
    path, noon = context.path, dt.datetime.now().replace(hour=12, minute=0, microsecond=0)  # noqa: DTZ005
    change(context, "备份前")
    days = [9, 8, 7, 6, 5, 4, 3]
    chosen = backup.automatic(noon - dt.timedelta(days=10)).path
    for day in [10, *days]:  # two on the tenth day: the earlier one may go
        backup.automatic(noon - dt.timedelta(days=day, minutes=-5), thinning=False)
    change(context, "备份后")
    monkeypatch.setattr(context.backups, "wall_clock", lambda: noon)
    window.files.restore(chosen, path)
    assert chosen.exists()
    assert [r["title"] for r in _blocks()] == ["备份前"]


def test_a_protected_file_is_copied_from_a_stick_without_its_password(window, tmp_path, context):
    context.close_file()
    source, target = tmp_path / "密.zhibu", tmp_path / "本机.zhibu"
    connection.create(source, password="一二三四五六")
    connection.close()
    backup.copy_closed(source, target)
    assert target.read_bytes() == source.read_bytes()
    connection.open_file(target, password="一二三四五六")
    connection.close()
    target.unlink()
    connection.journal_of(source).write_bytes(b"half")
    with pytest.raises(Refused, match="上次没有保存完"):
        backup.copy_closed(source, target)
    assert not target.exists()


@pytest.mark.parametrize("answer", [STAY, MOVE, LEAVE])
def test_a_new_file_on_a_stick_asks_too(window, context, tmp_path, monkeypatch, answer):
    documents, wanted = tmp_path / "文档", tmp_path / "U盘" / "新支部.zhibu"
    wanted.parent.mkdir()
    monkeypatch.setattr("desktop.paths.documents", lambda: documents)
    stick = Place(Kind.REMOVABLE, "U盘或移动硬盘")
    monkeypatch.setattr(
        places, "place_of", lambda p: stick if p.is_relative_to(wanted.parent) else None
    )
    monkeypatch.setattr(PlaceDialog, "answer", lambda _: answer)
    kind = spec("organisation")
    branch = tree.blank(kind, name="新支部", short_name="新支部")
    window.files.create(wanted, [branch])
    assert wanted.exists() == (answer == STAY)
    assert (documents / wanted.name).exists() == (answer == MOVE)
    assert any(str(documents) in said for said in context.notices) == (answer == MOVE)


def test_the_age_of_the_second_backup_is_said_again_on_the_next_day(
    window, context, tmp_path, monkeypatch
):
    path, today = context.path, context.today()
    context.settings.set_second_place(path, tmp_path / "U盘", today - dt.timedelta(days=13))
    assert window.open_path(path)
    context.backups.looked.emit()
    assert not window.banner.isVisible()
    later(context, monkeypatch, days=1)
    monkeypatch.setattr(context, "today", lambda: today + dt.timedelta(days=1))
    context.backups.looked.emit()
    assert "第二处的备份已有 14 天" in window.banner.label.text()


def _blocks():
    rows = queries.records(BLOCK)
    return list(tree.dump_many(BLOCK, [row.uid for row in rows]).values())


def _texts(dialog):
    from desktop.widgets import Label

    return [label.text() for label in dialog.findChildren(Label) if label.isVisibleTo(dialog)]
