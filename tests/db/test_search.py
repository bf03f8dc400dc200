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
