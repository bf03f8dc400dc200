"""A protected file leaves no plain text on the disk, whatever is done with it and how it ends.

The same work on a plain file shows that the search would find it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db import connection, exchange, protection
from db.connection import journal_of

from .conftest import AT, Branch, encrypt

PASSWORD = '口令 it\'s "1921"🙂'
WORDS = ("鹊桥密语甲乙", "zebra7731needle")
OLD_WORDS = ("通报第一季度工作",)  # in a meeting of the old file
OLD_FILE = Path(__file__).parents[1] / "data" / "v1.zhibu"

# In a process of its own, so that temporary files go where the test looks for them.
_WORK = """
import datetime as dt, os, sys
from pathlib import Path
from db import attachments, backup, connection, drafts, exchange, operations, search
from db import tree
from db.records import spec

file, old, source, uid, password = *map(Path, sys.argv[1:4]), *sys.argv[4:6]
words, at = os.environ["WORDS"], "2026-11-24T02:00:00Z"
connection.open_file(old, password=password)  # upgraded, with a copy beside it
connection.open_file(file, password=password)
line = attachments.add_file(source.with_name("附件.txt"), at=at)
member = tree.dump(spec("member"), uid)
operations.save(spec("member"), member | {"address": words}, who=words, at=at)
for number in range(60):
    talk = tree.blank(
        spec("talk"), organisation=member["organisation"], held_on="2026-03-27",
        talker_name="单伟", listener_name="王芳", kind="members", place="室内", matter="日常",
        content=words * 40,
        attachments=[line],
    )
    operations.save(spec("talk"), talk, who="单伟", at=at)
operations.save(spec("member"), tree.dump(spec("member"), uid) | {"address": ""}, who="单伟", at=at)
drafts.keep("talk", talk | {"content": "草稿" + words}, at)
backup.automatic(dt.datetime(2026, 11, 24, 10))
exchange.carry_out(exchange.plan(exchange.read(source)), who="单伟", at=at)
assert search.search("zebra7731needle")
database = connection.database
database.execute_sql("PRAGMA cache_size=2")  # what does not fit is spilled while it is sorted
database.execute_sql("SELECT content FROM talk ORDER BY content || uid DESC").fetchall()
database.execute_sql("BEGIN IMMEDIATE")
database.execute_sql("UPDATE talk SET content = content || '鹊桥密语甲乙'")
database.execute_sql("CREATE INDEX spilled ON talk (content)")
os.kill(os.getpid(), 9)
"""


def found_in(folder: Path, words: tuple[str, ...]) -> set[str]:
    """Return the names of the files under a folder that hold one of the words, in any writing."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "gb18030")]
    wanted += [json.dumps(word).strip('"').encode() for word in words]
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            if any(word.lower() in content for word in wanted):
                found.add(path.name)
    return found


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("password", [PASSWORD, ""], ids=["protected", "plain"])
def test_no_plain_text_of_a_protected_file_is_anywhere_on_the_disk(
    branch: Branch, store: Path, tmp_path: Path, tmp_path_factory, password: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("来源")
    words = "，".join(WORDS)
    (elsewhere / "附件.txt").write_text(words, encoding="utf-8")
    source = elsewhere / "记录.json"
    exchange.write(source, at=AT)
    text = source.read_text(encoding="utf-8").replace("三楼会议室", words)
    source.write_text(text.replace(branch.uid[:8], "0" * 8), encoding="utf-8")
    old = tmp_path / "旧的.zhibu"
    if password:
        protection.set_password(password)
        encrypt(OLD_FILE, old, password, 1)
    else:
        shutil.copyfile(OLD_FILE, old)
    connection.close()
    temporary = tmp_path / "临时"
    temporary.mkdir()
    places = {name: str(temporary) for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP")}
    worked = subprocess.run(
        [sys.executable, "-c", _WORK, store, old, source, branch.members["单伟"], password],
        env={**os.environ, **places, "WORDS": words},
        capture_output=True,
        text=True,
        check=False,
    )
    assert worked.returncode == -9, worked.stderr
    assert worked.stdout == worked.stderr == ""
    assert journal_of(store).stat().st_size > 4096
    found = found_in(tmp_path, WORDS + OLD_WORDS)
    if password:
        assert found == set()
        return
    assert {"支部.zhibu", "支部.zhibu-journal", "支部 2026-11-24 100000 关闭时.zhibu"} <= found
    assert {"旧的.zhibu", "旧的.升级前-v1.zhibu"} <= found
