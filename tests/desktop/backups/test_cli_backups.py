"""Backups on the command line: listed with their state, made before an import."""

import datetime as dt

from db import backup
from desktop.cli.common import opened


def test_backups_are_listed_with_what_their_check_says(zhibu, file) -> None:
    said = zhibu("backups", file)
    assert (said.status, said.out) == (0, "")
    assert "还没有备份" in said.err
    roster = "tests/data/rosters/党员花名册.xlsx"
    assert zhibu("import", file, roster).status in (0, 1)
    made = backup.existing(file)
    assert [each.occasion for each in made] == ["导入前"]
    rows = zhibu("backups", file, "--json").json
    assert [(row["occasion"], row["problem"]) for row in rows] == [("导入前", "")]
    assert rows[0]["records"] > 0
    made[0].path.write_bytes(made[0].path.read_bytes()[:6000])
    said = zhibu("backups", file)
    assert said.status == 1
    assert "损坏" in said.out


def test_a_second_place_is_listed_when_it_is_named(zhibu, file, tmp_path) -> None:
    stick = tmp_path / "U盘"
    assert "接上U盘" in zhibu("backups", file, "--place", stick).err
    stick.mkdir()
    with opened(file):
        made = backup.automatic(dt.datetime(2026, 11, 24, 9, 30), place=stick)
    rows = zhibu("backups", file, "--place", stick, "--json").json
    assert [row["path"] for row in rows] == [str(made.path)]
    assert zhibu("backups", file, "--json").json == []
