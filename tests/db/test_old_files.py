"""A data file of every version that was ever released opens, whole and upgraded."""

import shutil
from pathlib import Path

import pytest

from db import connection, operations, queries, search, tree
from db.connection import database
from db.migrations import MIGRATIONS
from db.records import spec

FOLDER = Path(__file__).parents[1] / "data"
FILES = sorted(FOLDER.glob("v*.zhibu"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def old(request, tmp_path):
    path = tmp_path / "支部.zhibu"
    shutil.copyfile(request.param, path)
    yield path
    connection.close()


def test_there_is_a_file_of_every_earlier_version():
    assert [path.stem for path in FILES] == [f"v{n}" for n in range(1, len(MIGRATIONS))]


def test_an_old_file_is_upgraded_and_keeps_every_record(old):
    connection.open_file(old)
    assert database.pragma("user_version") == len(MIGRATIONS)
    assert not connection.integrity_problems()
    (row,) = queries.records(spec("meeting"))
    meeting = tree.dump(spec("meeting"), row.uid)
    item = meeting["agenda"][0]
    assert item["title"] == "通报第一季度工作"
    assert item["decisions"][0]["owner_name"] == "王芳"
    assert item["speeches"][0]["speaker"] == "龑明"
    assert {each["name"] for each in queries.members_of(row.organisation)} == {
        "单伟",
        "王芳",
        "龑明",
    }
    assert [hit.uid for hit in search.search("通报")] == [row.uid]


def test_what_an_upgrade_added_is_as_in_a_new_file(old):
    connection.open_file(old)
    row = queries.records(spec("meeting"))[0]
    meeting = tree.dump(spec("meeting"), row.uid)
    assert (meeting["held_as"], meeting["activity"], meeting["examinations"]) == (None, None, [])
    assert tree.dump(spec("organisation"), row.organisation)["activity_shift"] == "keep"
    at = "2026-04-01T01:00:00Z"
    operations.save(spec("meeting"), meeting | {"place": "四楼"}, who="单伟", at=at)
    operations.undo(who="单伟", at=at)
    assert tree.dump(spec("meeting"), row.uid)["place"] == meeting["place"]


def test_the_file_before_the_upgrade_is_kept_beside_it(old):
    version = int(connection.recognise(old))
    connection.open_file(old)
    assert old.with_name(f"{old.stem}.升级前-v{version}.zhibu").exists()
