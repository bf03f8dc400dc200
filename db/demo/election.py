"""The election of the term in which the tidy branch of the sample stands, entered afterwards."""

from collections.abc import Iterator
from functools import partial

from db import elections, operations, tree
from db.branch import Post
from db.demo.branch import BEGIN, Branch, identified, moment, uid
from db.demo.occasion import Step
from db.records.election import ElectionStep, Round
from db.spec import Tree

_STEPS = (
    (ElectionStep.STUDIED, "2024-03-12", ""),
    (ElectionStep.REQUESTED, "2024-03-15", "示司机一支〔2024〕2号"),
    (ElectionStep.ANSWERED, "2024-03-22", "示司党总〔2024〕5号"),
    (ElectionStep.NOMINATED, "2024-04-09", "党小组推荐，支委会汇总"),
    (ElectionStep.NAMES_REQUESTED, "2024-04-12", "示司机一支〔2024〕3号"),
    (ElectionStep.NAMES_ANSWERED, "2024-04-24", "示司党总〔2024〕7号"),
    (ElectionStep.HELD, "2024-05-17", ""),
    (ElectionStep.REPORTED, "2024-05-20", "示司机一支〔2024〕4号"),
    (ElectionStep.APPROVED, "2024-05-27", "示司党总〔2024〕9号"),
    (ElectionStep.ANNOUNCED, "2024-05-28", "公示栏"),
    (ElectionStep.HANDED_OVER, "2024-05-31", ""),
)
_ASSEMBLY = (
    ("单伟", Post.MEMBER, 17, 0, True),
    ("解晓璟", Post.MEMBER, 16, 1, True),
    ("仇昇", Post.MEMBER, 16, 0, True),
    ("区䶮", Post.MEMBER, 14, 2, True),
    ("查堃", Post.MEMBER, 5, 9, False),
)
_COMMITTEE = (
    ("单伟", Post.SECRETARY),
    ("解晓璟", Post.ORGANISATION),
    ("仇昇", Post.PUBLICITY),
    ("区䶮", Post.DISCIPLINE),
)
_VOTERS, _PRESENT = 18, 17


def election(branch: Branch, today: str) -> Iterator[Step]:
    """Yield the election of the fourth term, which lies before the file: entered at its start."""
    if branch.key == "first" and today >= BEGIN:
        yield moment(BEGIN, 2), "first/election", partial(_enter, branch)


def _enter(branch: Branch) -> None:
    record = tree.blank(
        elections.KIND,
        organisation=branch.uid,
        number=4,
        superior_name="中共示范区司法局总支部委员会",
        term_due_on="2024-05-20",
        reminded_on="2023-11-16",
        seats=4,
        held_on="2024-05-17",
        due=_VOTERS,
        present=_PRESENT,
        issued=_PRESENT,
        returned=_PRESENT,
        valid=_PRESENT,
        invalid=0,
        scrutineer_name="曾喆",
        teller_name="陈晗",
        committee_due=4,
        committee_present=4,
        committee=uid("first", "committee", "4"),
        steps=[
            {"step": str(step), "done_on": day, "document": document}
            for step, day, document in _STEPS
        ],
        candidates=[*_assembly(branch), *_committee(branch)],
    )
    made = identified(tree.normalise(elections.KIND, record), "first", "election", "4")
    operations.save(elections.KIND, made, who="陈晗", at=moment(BEGIN, 2))


def _assembly(branch: Branch) -> Iterator[Tree]:
    for key, post, votes, against, elected in _ASSEMBLY:
        yield _candidate(branch, key) | {
            "round": str(Round.ASSEMBLY),
            "post": str(post),
            "votes_for": votes,
            "votes_against": against,
            "votes_abstain": _PRESENT - votes - against,
            "elected": elected,
        }


def _committee(branch: Branch) -> Iterator[Tree]:
    for key, post in _COMMITTEE:
        yield _candidate(branch, key) | {
            "round": str(Round.COMMITTEE),
            "post": str(post),
            "votes_for": 4,
            "votes_against": 0,
            "votes_abstain": 0,
            "elected": True,
        }


def _candidate(branch: Branch, key: str) -> Tree:
    return {"member": branch.member(key), "name": key}
