"""Field types: one exact form of each value, whatever else Python's own parsers would take."""

import pytest

from db import drafts, operations, tree
from db.branch import Member
from db.errors import Invalid
from db.records import spec
from db.tree import blank, normalise

from .conftest import AT


@pytest.mark.parametrize(
    "value",
    [
        "2026-W13-5",
        "20260327",
        "2026-3-27",
        "2026-02-29",
        "0001-01-01",
        "9999-12-31",
        "２０２６-03-27",
    ],
)
def test_a_day_has_one_form_and_a_year_of_our_time(value):
    with pytest.raises(ValueError, match="held_on"):
        spec("meeting").fields["held_on"].db_value(value)


@pytest.mark.parametrize("value", ["T1500", "1500Z", "24:00", "9:00", "15:60", "15:0０", ""])
def test_a_time_has_one_form(value):
    with pytest.raises(ValueError, match="began_at"):
        spec("meeting").fields["began_at"].db_value(value)


@pytest.mark.parametrize(
    "value", ["2026-W13-5T09:12:33Z", "2026-03-27 09:12:33Z", "2026-13-01T00:00:00Z"]
)
def test_a_moment_has_one_form(value):
    with pytest.raises(ValueError, match="kept_at"):
        drafts.Draft.kept_at.db_value(value)


@pytest.mark.parametrize("value", ["0900", "1899-12", "2101-01-01"])
def test_a_partial_date_lies_within_our_time(value):
    with pytest.raises(ValueError, match="born_on"):
        Member.born_on.db_value(value)


def test_what_is_private_is_not_said_when_it_is_refused():
    record = blank(spec("member"), name="单伟", id_number=110101199001011234)
    with pytest.raises(Invalid) as invalid:
        normalise(spec("member"), record)
    assert "1990" not in str(invalid.value)


def test_a_field_of_one_line_holds_one_line():
    record = blank(spec("member"), organisation="x", name="单\n伟", remark="一\n二")
    normal = normalise(spec("member"), record)
    assert (normal["name"], normal["remark"]) == ("单 伟", "一\n二")


def test_a_draft_with_half_an_emoji_is_kept(store):
    drafts.keep("meeting", {"uid": "1", "place": "会议室\ud83d"}, AT)
    assert drafts.pending()[0].tree["place"] == "会议室?"


def test_a_line_copied_within_a_record_becomes_a_line_of_its_own(branch):
    meeting = branch.meeting(agenda=[{"title": "学习"}])
    copied = meeting["agenda"][0] | {"title": "表决"}
    meeting["agenda"].append(copied)
    operations.save(spec("meeting"), meeting, who="单伟", at=AT)
    titles = [item["title"] for item in tree.dump(spec("meeting"), meeting["uid"])["agenda"]]
    assert titles == ["学习", "表决"]
