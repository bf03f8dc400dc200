"""A record goes forward step by step, comes back only with a reason, and is never edited final."""

import pytest

from db import history, lifecycle, operations, tree
from db.errors import Refused
from db.records import spec
from db.records.held import Status

from .conftest import AT, WHO

MEETING = spec("meeting")
TODAY = "2026-03-30"


def _finished(branch, **values):
    """A meeting that no check blocks."""
    member = branch.members
    return branch.meeting(
        began_at="15:00",
        ended_at="16:50",
        recorder=member["王芳"],
        recorder_name="王芳",
        agenda=[
            {
                "title": "学习文件",
                "speaker": "单伟",
                "report": "领学要点三条。",
                "resolution": "无",
                "speeches": [{"speaker": "王芳", "text": "结合调解谈体会。"}],
            }
        ],
        **values,
    )


def _status(record):
    return tree.dump(MEETING, record["uid"])["status"]


def test_a_clean_draft_becomes_final_on_the_day_it_is_finished(branch):
    record = _finished(branch)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    after = tree.dump(MEETING, record["uid"])
    assert (after["status"], after["finished_on"]) == ("final", TODAY)


def test_a_draft_with_a_blocking_finding_stays_a_draft_and_says_what_is_in_the_way(branch):
    record = _finished(branch)
    operations.save(MEETING, record | {"ended_at": None}, who=WHO, at=AT)
    with pytest.raises(Refused, match="还不能定稿"):
        lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    assert _status(record) == "draft"


def test_steps_go_forward_only(branch):
    record = _finished(branch)
    with pytest.raises(Refused, match="先定稿"):
        lifecycle.advance(MEETING, record["uid"], Status.SIGNED, day=TODAY, who=WHO, at=AT)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    with pytest.raises(Refused, match="已经定稿"):
        lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    lifecycle.advance(MEETING, record["uid"], Status.SIGNED, day=TODAY, who=WHO, at=AT)
    with pytest.raises(Refused, match="已签字"):
        lifecycle.advance(MEETING, record["uid"], Status.PRINTED, day=TODAY, who=WHO, at=AT)
    lifecycle.advance(MEETING, record["uid"], Status.ARCHIVED, day=TODAY, who=WHO, at=AT)
    assert _status(record) == "archived"


def test_nothing_is_dated_before_the_record_was_finished(branch):
    record = _finished(branch)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    with pytest.raises(Refused, match="早于"):
        lifecycle.advance(MEETING, record["uid"], Status.SIGNED, day="2026-03-29", who=WHO, at=AT)


def test_a_final_record_takes_attachments_but_no_edit_and_no_deletion(branch):
    from db import attachments

    record = _finished(branch)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    final = tree.dump(MEETING, record["uid"])
    with pytest.raises(Refused, match="退回修改"):
        operations.save(MEETING, final | {"place": "别处"}, who=WHO, at=AT)
    with pytest.raises(Refused, match="不能删除"):
        operations.delete(MEETING, record["uid"], who=WHO, at=AT)
    scan = attachments.add(b"%PDF", "签字扫描件.pdf", at=AT, kind="signed")
    operations.save(MEETING, final | {"attachments": [scan]}, who=WHO, at=AT)
    assert tree.dump(MEETING, record["uid"])["attachments"] == [scan]


def test_reopening_needs_a_reason_that_stays_in_the_history(branch):
    record = _finished(branch)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    with pytest.raises(Refused, match="原因"):
        lifecycle.reopen(MEETING, record["uid"], reason="  ", who=WHO, at=AT)
    lifecycle.reopen(MEETING, record["uid"], reason="漏记一人发言", who=WHO, at=AT)
    after = tree.dump(MEETING, record["uid"])
    assert (after["status"], after["finished_on"]) == ("draft", None)
    assert history.of_record(record["uid"])[0].reason == "漏记一人发言"


def test_neither_finishing_nor_reopening_can_be_slipped_back_by_undo(branch):
    record = _finished(branch)
    before = operations.undoable()
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    assert operations.undoable().uid == before.uid
    with pytest.raises(Refused, match="定稿"):
        operations.undo(who=WHO, at=AT)
    assert _status(record) == "final"


def test_no_step_is_dated_before_an_earlier_step(branch):
    record = _finished(branch)
    lifecycle.finalise(MEETING, record["uid"], today=TODAY, who=WHO, at=AT)
    lifecycle.advance(MEETING, record["uid"], Status.PRINTED, day="2026-04-02", who=WHO, at=AT)
    with pytest.raises(Refused, match="已签字的日期早于打印的日期"):
        lifecycle.advance(MEETING, record["uid"], Status.SIGNED, day="2026-04-01", who=WHO, at=AT)
    lifecycle.advance(MEETING, record["uid"], Status.SIGNED, day="2026-04-02", who=WHO, at=AT)
    assert _status(record) == "signed"
