"""Automatic backups: why they were made, when they may go, what a failed check does to them."""

import datetime as dt

import pytest

from db import attachments, backup, backup_home, connection, operations, tree
from db.backup import Occasion
from db.connection import database
from db.errors import Refused
from db.records import spec
from tests.samples import AT, WHO

MORNING = dt.datetime(2026, 11, 24, 9, 30)


def days_before(days: int) -> dt.datetime:
    return MORNING - dt.timedelta(days=days)


def test_a_backup_says_in_its_name_when_and_why_it_was_made(branch, store):
    backup.automatic(MORNING, Occasion.IMPORT)
    made = backup.existing(store)
    assert [(each.made_at, each.occasion) for each in made] == [(MORNING, "导入前")]
    assert made[0].path.name == f"{store.stem} 2026-11-24 093000 导入前.zhibu"


def test_a_backup_of_the_program_before_is_recognised_too(branch, store):
    made = backup.automatic(MORNING)
    old = made.path.with_name(f"{store.stem} 2026-11-23 170000.zhibu")
    made.path.replace(old)
    assert [(each.path, each.occasion) for each in backup.existing(store)] == [(old, "")]


def test_two_months_of_closing_leave_days_weeks_and_months(branch, store):
    for days in range(60, -1, -3):
        backup.automatic(days_before(days))
    left = [(MORNING - each.made_at).days for each in backup.existing(store)]
    assert left[0] == 0
    assert set(range(0, 14, 3)) <= set(left)
    assert len(left) < 17  # of 21


def test_nothing_is_thinned_while_an_attached_file_is_not_what_it_was(branch, store):
    attachments.add(b"%PDF-1.4 sign-in", "签到表.pdf", at=AT)
    for days in (40, 39, 38):
        backup.automatic(days_before(days))
    kept = len(backup.existing(store))
    good = bytes(database.execute_sql("SELECT data FROM blob").fetchone()[0])
    database.execute_sql("UPDATE blob SET data = ?", (b"%PDF-1.4 altered",))
    made = backup.automatic(MORNING)
    assert "与登记不符" in made.problems[0]
    for days in (3, 2, 1):
        backup.automatic(days_before(days))
    assert len(backup.existing(store)) == kept + 4
    assert "与登记不符" in backup.warning_in(backup.folder_of(store))
    database.execute_sql("UPDATE blob SET data = ?", (good,))
    backup.automatic(MORNING + dt.timedelta(minutes=1))
    assert backup.warning_in(backup.folder_of(store)) == ""
    assert len(backup.existing(store)) < kept + 5


def test_nothing_is_thinned_after_a_data_check_that_the_file_did_not_pass(branch, store):
    from db import health
    from db.health import Grade, Problem, Report

    for days in (40, 39, 38):
        backup.automatic(days_before(days))
    kept = len(backup.existing(store))
    bad = Problem("integrity", Grade.DAMAGE, "文件的一部分读不出来了。")
    health.remember(Report("2026-11-24T01:00:00Z", 1, (bad,), ()))
    for days in (3, 2, 1):
        backup.automatic(days_before(days))
    assert len(backup.existing(store)) == kept + 3
    assert "体检没有通过" in backup.warning_in(backup.folder_of(store))
    health.remember(Report("2026-11-24T02:00:00Z", 1, (), ()))
    backup.automatic(MORNING)
    assert len(backup.existing(store)) < kept + 4
    assert backup.warning_in(backup.folder_of(store)) == ""


def test_a_copy_that_fails_its_check_leaves_the_older_ones_alone(branch, store, monkeypatch):
    for days in (40, 39):
        backup.automatic(days_before(days))
    before = [each.path for each in backup.existing(store)]
    monkeypatch.setattr(connection, "is_whole", lambda *_: False)
    with pytest.raises(Refused, match="没有通过核对"):
        backup.automatic(MORNING)
    monkeypatch.undo()
    assert [each.path for each in backup.existing(store)] == before
    assert "没有通过核对" in backup.warning_in(backup.folder_of(store))


def test_an_import_is_backed_up_before_but_not_twice_for_nothing(branch, store):
    now = dt.datetime.now() + dt.timedelta(seconds=2)  # noqa: DTZ005 - local time, as in names
    assert backup.before(Occasion.IMPORT, now) is not None
    assert backup.before(Occasion.IMPORT, now) is None
    record = branch.meeting()
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    operations.save(spec("meeting"), record | {"title": "新"}, who=WHO, at=later)
    made = backup.before(Occasion.MERGE, now + dt.timedelta(minutes=2))
    assert made is not None
    assert made.occasion == "合并前"


def test_a_second_place_has_its_own_folder_and_its_own_rotation(branch, store, tmp_path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    other = stick / f"{store.stem} 的备份"
    other.mkdir()
    foreign = other / "别的支部 2020-01-01 120000 手动.zhibu"
    foreign.write_bytes(b"not ours")
    for days in (100, 99, 3, 2, 1, 0):
        backup.automatic(days_before(days), Occasion.HAND, place=stick)
    assert backup.existing(store) == []
    kept = [each.path for each in backup.existing(store, stick)]
    assert foreign.exists()
    assert foreign not in kept
    assert len(kept) == 5  # one of August and those of the last days


def test_two_files_of_one_name_keep_their_backups_apart_in_one_second_place(
    branch, store, tmp_path
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    theirs = [
        backup.automatic(days_before(days), place=stick).path for days in (60, 59, 58, 9, 8, 7, 6)
    ]
    theirs = [path for path in theirs if path.exists()]
    connection.close()
    other = tmp_path / "二支部" / store.name
    other.parent.mkdir()
    connection.create(other)
    operations.save(spec("organisation"), _organisation("二支部"), who=WHO, at=AT)
    assert backup.existing(other, stick) == []
    for days in (100, 99, 5, 4, 3, 2):
        made = backup.automatic(days_before(days), place=stick)
    assert made.path.parent.name == f"{store.stem} 的备份（2）"
    assert all(path.exists() for path in theirs)
    assert made.path in [each.path for each in backup.copies(other, stick)]
    assert not {each.path for each in backup.copies(other, stick)} & set(theirs)
    connection.close()
    connection.open_file(store, readonly=True)
    assert {each.path for each in backup.existing(store, stick)} == set(theirs)


def test_backups_in_a_second_place_without_a_mark_are_known_by_what_is_in_them(
    branch, store, tmp_path
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    made = backup.automatic(days_before(1), place=stick)
    (made.path.parent / backup_home.OWNER).unlink()
    assert backup.folder_of(store, stick) == made.path.parent
    assert backup.automatic(MORNING, place=stick).path.parent == made.path.parent


def test_the_step_that_a_backup_holds_does_not_depend_on_any_clock(branch, store):
    backup.automatic(dt.datetime(2030, 1, 1))
    operations.save(spec("meeting"), branch.meeting(), who=WHO, at="2019-01-01T00:10:00Z")
    assert backup.before(Occasion.IMPORT, MORNING) is not None
    assert backup.before(Occasion.IMPORT, MORNING) is None
    assert backup.steps_kept() == operations.last_step()
    operations.save(spec("meeting"), branch.meeting(), who=WHO, at="2026-11-24T01:30:00Z")
    assert backup.steps_kept() < operations.last_step()
    assert backup.before(Occasion.IMPORT, dt.datetime(2019, 1, 1, 8, 20)) is not None


def test_a_full_disk_is_no_failed_check(branch, store, monkeypatch):
    backup.automatic(days_before(1))

    def full(_target):
        raise Refused("磁盘已满，没有写入。")

    monkeypatch.setattr(connection, "verified_copy", full)
    with pytest.raises(Refused, match="磁盘已满"):
        backup.automatic(MORNING)
    assert backup.warning_in(backup.folder_of(store)) == ""


def _organisation(name):
    kind = spec("organisation")
    return tree.blank(kind, name=name, short_name=name)


def test_a_second_place_that_is_gone_is_one_sentence(branch, store, tmp_path):
    with pytest.raises(Refused, match="U盘"):
        backup.automatic(MORNING, place=tmp_path / "U盘")
    assert backup.existing(store, tmp_path / "U盘") == []


def test_what_was_set_aside_is_among_the_copies_to_go_back_to(branch, store, tmp_path):
    made = backup.automatic(MORNING)
    connection.close()
    aside = backup.restore(made.path, store)
    upgraded = store.with_name(f"{store.stem}.升级前-v3.zhibu")
    upgraded.write_bytes(made.path.read_bytes())
    store.with_name("别的.恢复前-1.zhibu").write_bytes(b"")
    found = {each.path: each.occasion for each in backup.copies(store)}
    assert found == {made.path: "关闭时", aside: "恢复前", upgraded: "升级前"}
