"""``zhibu due`` says what is done, due and overdue; its exit status says whether all is well."""

import json

import pytest

from db import connection, operations, queries, tree
from db.records import spec
from desktop import cli
from tests.samples import AT, WHO, make_world

KEYS = {"branch", "code", "title", "period", "due_by", "state", "article", "reason", "records"}


@pytest.fixture
def file(store):
    """A closed data file of one branch with a final meeting of all members."""
    world = make_world()
    meeting = tree.blank(
        spec("meeting"), organisation=world.organisation, held_on="2026-03-20", status="final"
    )
    operations.save(spec("meeting"), meeting, who=WHO, at=AT)
    connection.close()
    return store, meeting["uid"]


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    status = cli.main([str(argument) for argument in arguments])
    assert connection.current_path() is None
    said = capsys.readouterr()
    return status, said.out, said.err


def test_json_has_every_duty_of_the_year_with_its_article_and_records(capsys, file) -> None:
    path, meeting = file
    status, out, _err = run(capsys, "due", path, "--on", "2026-03-31", "--json")
    found = json.loads(out)
    assert status == 1  # two activities are overdue
    assert all(set(each) >= KEYS for each in found)
    assert {each["branch"] for each in found} == {"一支部"}
    first = next(each for each in found if each["code"] == "general_meeting")
    assert first["state"] == "已完成"
    assert first["records"] == [meeting]
    assert (first["period"], first["due_by"]) == ("2026年第一季度", "2026-03-31")
    assert "第十一条" in first["article"]


def test_the_year_and_the_day_are_two_things(capsys, file) -> None:
    path, _meeting = file
    _status, out, _err = run(capsys, "due", path, "--on", "2027-02-01", "--year", "2026", "--json")
    found = json.loads(out)
    quarters = [each["state"] for each in found if each["code"] == "general_meeting"]
    assert quarters == ["已完成", "逾期", "逾期", "逾期"]


def test_the_plain_list_is_one_line_for_each_duty(capsys, file) -> None:
    path, _meeting = file
    _status, out, _err = run(capsys, "due", path, "--on", "2026-03-31")
    assert all(len(line.split("\t")) == 7 for line in out.splitlines())
    assert "已完成\t2026-03-31\t一支部\t支部党员大会\t2026年第一季度" in out


def test_without_an_overdue_duty_the_status_is_zero(capsys, file) -> None:
    path, _meeting = file
    connection.open_file(path)
    row = queries.members_of(queries.branches()[0]["uid"])[0]
    member = tree.dump(spec("member"), row["uid"]) | {"full_on": "2005-12"}
    operations.save(spec("member"), member, who=WHO, at=AT)
    connection.close()
    status, out, _err = run(capsys, "due", path, "--on", "2026-01-05")
    assert status == 0, out
    assert "逾期" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on", "3月27日"), "不是日期，请写成 2026-03-27"),
        (("--on", "2026-02-30"), "不是日期"),
        (("--branch", "没有这个"), "没有名为“没有这个”的党组织"),
        (("--year", "26"), "--year 不能是"),
    ],
)
def test_bad_input_is_told_in_one_sentence(capsys, file, arguments, said) -> None:
    status, out, err = run(capsys, "due", file[0], *arguments)
    assert (status, out) == (2, "")
    assert said in err
