"""R16: tasks and issues have an owner and a date, and those of a final record stand on a list."""

from dataclasses import replace

import pytest


def _of(found):
    return [(s.field, s.level, s.text) for s in found if s.code == "R16"]


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({}, []),
        ({"owner_name": ""}, ["owner"]),
        ({"due_on": None}, ["due_on"]),
        ({"due_on": "2026-03-26"}, ["due_on"]),
    ],
)
def test_what_an_activity_agrees_has_an_owner_and_a_date(activity, run, values, keys):
    todo = {"uid": "d", "text": "修好公示栏", "owner_name": "王芳", "due_on": "2026-04-10"}
    activity["decisions"] = [todo | values]
    assert [field for field, _, _ in _of(run(activity))] == [("decisions", 0, key) for key in keys]


def test_an_issue_of_organisation_life_has_an_owner_and_a_date(sample, run):
    sample |= {"kind": "life", "agenda": []}
    sample["issues"] = [{"uid": "i", "text": "学习不够经常"}]
    texts = [text for _, _, text in _of(run(sample))]
    assert texts == [
        "问题和整改的问题“学习不够经常”没有责任人",
        "问题和整改的问题“学习不够经常”没有完成时限",
    ]


def test_a_final_record_is_reminded_of_what_is_on_no_list(activity, run, around):
    todo = {"text": "修好公示栏", "owner_name": "王芳", "due_on": "2026-04-10"}
    activity |= {"status": "final", "decisions": [todo | {"uid": "a"}, todo | {"uid": "b"}]}
    where = replace(around, listed=frozenset({"a"}))
    ((field, level, text),) = _of(run(activity, where))
    assert (field, level) == (("decisions", 1), "remind")
    assert text == "议定事项的任务“修好公示栏”还没有列入任务清单"
    assert _of(run(activity)) == []  # where the lists are not known
    activity["status"] = "draft"
    assert _of(run(activity, where)) == []


def test_an_issue_belongs_on_the_list_of_problems(sample, run, around):
    issue = {"uid": "i", "text": "窗口排队", "owner_name": "王芳", "due_on": "2026-04-10"}
    sample |= {"kind": "life", "status": "final", "agenda": [], "issues": [issue]}
    ((field, _, text),) = _of(run(sample, replace(around, listed=frozenset())))
    assert field == ("issues", 0)
    assert text.endswith("还没有列入问题清单")
