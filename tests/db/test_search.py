"""Search finds Chinese of any length, numbers and pinyin, and nothing private."""

import pytest

from db import operations, search, tree
from db.records import spec

from .conftest import AT, WHO


@pytest.fixture
def meeting(branch):
    return branch.meeting(
        agenda=[
            {
                "title": "通报整改",
                "resolution": "每季度单独开展1次 ABC 活动",
                "speeches": [{"speaker": "阿依古丽·买买提", "text": "讲党课要讲𠮷龘二字"}],
            }
        ]
    )


@pytest.mark.parametrize(
    "words",
    [
        "通报整改",
        "通报",
        "改",
        "党课",
        "𠮷龘",
        "abc",
        "AB",
        "2026-03-27",
        "2026-03",
        "季度 整改",
        "买买提",
        "ayglmmt",
        "第1次",
        "支部党员大会",
    ],
)
def test_a_meeting_is_found_by(meeting, words):
    assert meeting["uid"] in [hit.uid for hit in search.search(words)]


@pytest.mark.parametrize("words", ["报通", "议会", "通报不存在", "", "  ", '"', "*", "NEAR(", "%"])
def test_a_meeting_is_not_found_by(meeting, words):
    assert meeting["uid"] not in [hit.uid for hit in search.search(words)]


@pytest.mark.parametrize("words", ["sw", "shanwei", "shanw", "单伟", "单"])
def test_a_member_is_found_by_name_pinyin_and_initials(branch, words):
    assert branch.members["单伟"] in [hit.uid for hit in search.search(words)]


def test_private_fields_are_never_indexed(branch):
    member = tree.dump(spec("member"), branch.members["单伟"])
    member |= {"id_number": "370405197403150011", "phone": "13300000000", "address": "幸福路"}
    operations.save(spec("member"), member, who=WHO, at=AT)
    assert not any(search.search(w) for w in ("370405197403150011", "13300000000", "幸福路"))


def test_the_excerpt_shows_the_place_of_the_match(meeting):
    hit = search.search("党课")[0]
    assert "讲党课要讲" in hit.excerpt


@pytest.mark.parametrize("words", ["３０１", "301", "ＡＢＣ", "abc", "Ａｂ", "2026－03"])
def test_full_and_half_width_find_each_other(branch, words):
    meeting = branch.meeting(place="３０１室 ABC", preparation="①带上301号文件 ２０２６-03")
    hits = search.search(words)
    assert [hit.uid for hit in hits] == [meeting["uid"]]


def test_all_hits_are_given_when_asked(branch):
    block = spec("text_block")
    records = [
        (block, tree.blank(block, organisation=branch.uid, title=f"第{n}", text="独一无二的话"))
        for n in range(600)
    ]
    operations.save_many(records, name="导入", who=WHO, at=AT)
    assert len(search.search("独一无二")) == 200
    assert len(search.search("独一无二", limit=-1)) == 600


def test_the_index_follows_undo_redo_the_bin_and_what_comes_back(branch):
    meeting = branch.meeting(place="独一无二处")

    def found():
        return [hit.uid for hit in search.search("独一无二处")] == [meeting["uid"]]

    steps = []
    for change in (
        lambda: operations.undo(who=WHO, at=AT),
        lambda: operations.redo(who=WHO, at=AT),
        lambda: operations.delete(spec("meeting"), meeting["uid"], who=WHO, at=AT),
        lambda: operations.undo(who=WHO, at=AT),
        lambda: operations.redo(who=WHO, at=AT),
        lambda: operations.restore(spec("meeting"), meeting["uid"], who=WHO, at=AT),
    ):
        change()
        steps.append(found())
    assert steps == [False, True, False, True, False, True]


def test_a_person_comes_before_the_meetings_that_mention_the_name(branch):
    branch.meeting(agenda=[{"title": "表扬单伟", "resolution": "无"}])
    for words in ("单伟", "shanw"):
        assert search.search(words)[0].uid == branch.members["单伟"]
