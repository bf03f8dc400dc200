"""The papers of an election: what the record says, ruled blanks for what it does not."""

import pdfplumber
import pytest

from db import drafting, elections, queries, tree
from db.errors import Refused
from db.records.election import ElectionKind
from desktop.documents import document
from desktop.documents.gather import context_for

TODAY = "2026-11-24"
NAMES = (
    "election-request",
    "election-ballot",
    "election-count",
    "election-report",
    "election-file",
)


@pytest.fixture
def record(demo):
    first = next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])
    return elections.elections(first, TODAY)[0].record


def text_of(name: str, record, tmp_path) -> str:
    paper = document(name)
    path = tmp_path / f"{name}.pdf"
    paper.write(paper.collect(record, context_for(record, today=TODAY)), path)
    with pdfplumber.open(path) as pdf:
        return "".join((page.extract_text() or "") for page in pdf.pages).replace("\n", "")


def test_the_request_names_the_candidates_and_asks_the_superior(record, tmp_path):
    text = text_of("election-request", record, tmp_path)
    assert "关于第4届支部委员会候选人预备人选的请示" in text
    assert "中共示范区司法局总支部委员会：" in text
    assert "5.查堃，委员" in text
    assert "1.单伟，书记" in text
    assert "解晓璟，组织委员" not in text  # how the members share their work is not asked
    assert "2024年4月12日" in text


def test_without_candidates_the_election_itself_is_asked_for(record, tmp_path):
    bare = record | {"candidates": [], "steps": [], "held_on": None}
    text = text_of("election-request", bare, tmp_path)
    assert "关于进行第4届支部委员会选举的请示" in text
    assert "候选人" not in text


def test_the_ballot_has_no_voter_and_a_line_for_others_for_each_seat(record, tmp_path):
    text = text_of("election-ballot", record, tmp_path)
    assert text.count("另选他人") == 4 + 1  # and once in the note
    assert "书记" not in text
    assert "选票不写投票人姓名" in text


def test_the_count_and_the_report_tell_both_majorities(record, tmp_path):
    for name in ("election-count", "election-report"):
        text = text_of(name, record, tmp_path)
        assert "应到会有选举权 18 人" in text
        assert "表决权" not in text
    assert "超过实到会 17 人的半数（8.5）" in text


def test_the_file_lists_every_step_and_what_does_not_agree(record, tmp_path):
    text = text_of("election-file", record, tmp_path)
    assert "示司党总〔2024〕7号" in text
    assert "没有发现不符" in text
    odd = record | {"present": 12}
    assert "至少要有 15 人" in text_of("election-file", odd, tmp_path)


def test_a_new_election_prints_with_blanks_or_says_what_is_missing(demo, tmp_path):
    first = next(row["uid"] for row in queries.branches() if "第二" in row["short_name"])
    new = drafting.new_election(first, ElectionKind.TERM, TODAY)
    for name, missing in zip(NAMES, ("", "候选人", "", "谁当选", ""), strict=True):
        if missing:
            with pytest.raises(Refused, match=missing):
                text_of(name, new, tmp_path)
        else:
            assert text_of(name, new, tmp_path)


def test_every_paper_goes_to_word_as_well(record, tmp_path):
    for name in NAMES:
        paper = document(name)
        paper.write(
            paper.collect(tree.normalise(elections.KIND, record), context_for(record, today=TODAY)),
            tmp_path / f"{name}.docx",
        )
        assert (tmp_path / f"{name}.docx").stat().st_size > 2000
