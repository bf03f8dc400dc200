"""The context: files, changes, undo, drafts."""

from pathlib import Path

import pytest

from db import connection, drafts, queries, tree
from db.errors import Foreign, Locked
from db.records import spec

MEMBER = spec("member")


def new_member(context, name="单伟"):
    """A member that may be saved."""
    return tree.blank(MEMBER, organisation=context.branch, name=name, joined_on="2004-07-01")


def test_opening_a_file_finds_its_branch_and_year(context):
    assert context.path is not None
    assert context.branch == queries.branches()[0]["uid"]
    assert context.year == context.today().year


def test_a_save_tells_everybody_once(context, qtbot):
    with qtbot.waitSignal(context.changed) as signal:
        context.save(MEMBER, new_member(context), initiator=context)
    changes, initiator = signal.args
    assert changes.touches("member")
    assert initiator is context


def test_an_invalid_record_goes_to_the_form_and_not_to_the_banner(context):
    errors = {}
    bad = new_member(context, name="")
    assert context.save(MEMBER, bad, invalid=errors.update) is None
    assert "name" in errors
    assert context.warnings == []


def test_a_refusal_is_said_in_the_banner(context, qtbot):
    with qtbot.waitSignal(context.warned):
        context.run(lambda: context_refuses())
    assert context.warnings == ["今天不行。"]


def context_refuses():
    """Stands for an operation that is refused."""
    from db.errors import Refused

    raise Refused("今天不行。")


def test_undo_and_redo_carry_the_name_of_the_step(context):
    context.save(MEMBER, new_member(context))
    assert "单伟" in context.undo_name()
    context.undo()
    assert queries.members_of(context.branch) == []
    assert "单伟" in context.redo_name()
    context.redo()
    assert [row["name"] for row in queries.members_of(context.branch)] == ["单伟"]


def test_a_deleted_record_lies_in_the_bin_and_comes_back(context):
    record = new_member(context)
    context.save(MEMBER, record)
    context.delete(MEMBER, record["uid"])
    assert [row["uid"] for _, row in queries.bin_contents()] == [record["uid"]]
    context.restore(MEMBER, record["uid"])
    assert queries.bin_contents() == []


class OpenForm:
    """A form with unsaved work."""

    record_type = "member"

    def __init__(self, record):
        self.record = record

    def draft(self):
        return self.record


def test_a_draft_survives_until_the_record_is_saved(context):
    record = new_member(context)
    context.track(OpenForm(record))
    context.keep_drafts()
    assert [draft.tree["name"] for draft in drafts.pending()] == ["单伟"]
    context.save(MEMBER, record)
    assert drafts.pending() == []


def test_a_draft_goes_when_its_form_is_given_up_or_left(context):
    form = OpenForm(new_member(context))
    context.track(form)
    context.keep_drafts()
    form.record = None
    context.keep_drafts()
    assert drafts.pending() == []
    form.record = new_member(context)
    context.keep_drafts()
    context.untrack(form)
    assert drafts.pending() == []


def test_closing_a_file_leaves_no_draft_of_pages_that_were_left(context):
    path = context.path
    context.track(OpenForm(new_member(context)))
    context.keep_drafts()
    context.close_file()
    context.open_file(path)
    assert drafts.pending() == []


def test_a_file_that_is_not_ours_is_refused_and_nothing_is_open(bare_context, tmp_path: Path):
    strange = tmp_path / "别的.zhibu"
    strange.write_bytes(b"hello" * 100)
    with pytest.raises(Foreign):
        bare_context.open_file(strange)
    assert bare_context.path is None


def test_a_file_open_elsewhere_says_where_and_may_be_read(bare_context, store: Path):
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from db import connection;"
        "connection.open_file(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    from db import connection

    connection.close()
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(Locked) as locked:
            bare_context.open_file(store)
        assert locked.value.holder
        bare_context.open_file(store, readonly=True)
        assert bare_context.readonly
        other.communicate()


def test_closing_backs_up_what_no_backup_holds_yet_and_only_that(context, monkeypatch):
    from db import backup

    path = context.path
    context.settings.change(backup_on_close=True)
    context.close_file()
    assert len(backup.existing(path)) == 1
    context.open_file(path)
    context.close_file()
    assert len(backup.existing(path)) == 1
    context.open_file(path)
    monkeypatch.setattr(context, "now", lambda: "2099-01-01T00:00:00Z")  # after the first backup
    context.save(MEMBER, new_member(context))
    assert context.unsaved_backup
    connection.close()  # a crash: nothing was backed up
    context.open_file(path)
    assert context.unsaved_backup
