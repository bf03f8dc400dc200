"""Carrying records over to a platform from the command line."""

import pytest

BRANCH = ("--branch", "机关第一党支部")


def test_the_year_of_a_form_is_listed_with_what_was_uploaded(zhibu, demo_file):
    said = zhibu("copy-out", demo_file, "支部党员大会", "--year", 2026, *BRANCH, "--json")
    assert [row["uploaded_on"] for row in said.json] == [None, None, "2026-07-02", "2026-04-02"]
    assert not any(row["changed"] for row in said.json)
    left = zhibu("copy-out", demo_file, "支部党员大会", "--year", 2026, *BRANCH, "--open")
    assert left.status == 0
    assert len(left.out.splitlines()) == 2
    assert left.out.rstrip().endswith("没有上传")


def test_a_record_is_printed_field_by_field(zhibu, demo_file):
    rows = zhibu("copy-out", demo_file, "支部党员大会", "--year", 2026, *BRANCH, "--json").json
    uid = rows[1]["uid"]
    said = zhibu("copy-out", demo_file, "支部党员大会", *BRANCH, "--record", uid, "--json")
    assert said.json[0] == {"label": "名称", "value": "支部党员大会（2026年第3次）", "over": 0}
    plain = zhibu("copy-out", demo_file, "示范平台 支部党员大会", *BRANCH, "--record", uid)
    assert plain.out.startswith("【名称】\n支部党员大会（2026年第3次）\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("没有的表", *BRANCH), "没有名为“没有的表”的抄报表单"),
        (("支部党员大会", "--branch", "机关第二党支部"), "还没有抄报表单"),
        (("支部党员大会", *BRANCH, "--record", "x"), "没有 uid 为“x”"),
        (("支部党员大会", *BRANCH, "--photos", "."), "--photos 要与 --record 一起用"),
    ],
)
def test_what_cannot_be_meant_gets_one_sentence(zhibu, demo_file, arguments, sentence):
    said = zhibu("copy-out", demo_file, *arguments)
    assert said.status == 2
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1
