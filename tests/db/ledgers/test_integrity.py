"""制度和廉政建设: versions of regulations, approvals in three steps, risk points."""

import pytest

from db import operations, tree
from db.errors import Invalid
from db.records import spec
from tests.db.conftest import AT, WHO

REGULATION, APPROVAL, RISK = spec("regulation"), spec("approval"), spec("risk_point")
STEPS = ("section", "deputy", "chief")


def keep(kind, branch, **values):
    record = tree.blank(kind, organisation=branch.uid, **values)
    operations.save(kind, record, who=WHO, at=AT)
    return tree.dump(kind, record["uid"])


def approval(branch, *days, **values):
    usual = {
        "applied_on": "2026-05-06",
        "matter": "更新投影设备",
        "amount": 1_268_050,
        "applicant_name": "王芳",
    }
    for step, day in zip(STEPS, days, strict=False):
        usual |= {f"{step}_name": f"{step}甲", f"{step}_on": day}
    return keep(APPROVAL, branch, **(usual | values))


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ((), "waiting"),
        (("2026-05-06",), "section"),
        (("2026-05-06", "2026-05-06"), "deputy"),
        (("2026-05-06", "2026-05-07", "2026-05-08"), "approved"),
    ],
)
def test_an_approval_says_whose_signature_it_waits_for(branch, days, state):
    assert approval(branch, *days)["state"] == state


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-05-05",), "科室负责人的签字日期早于申请日期"),
        (("2026-05-07", "2026-05-06"), "分管局长的签字日期早于科室负责人日期"),
        ((None, "2026-05-07"), "科室负责人还没有签字日期，分管局长不能先签"),
        (("2026-05-07", None, "2026-05-08"), "分管局长还没有签字日期，局长不能先签"),
        (("2026-05-07", "2026-05-09", "2026-05-08"), "局长的签字日期早于分管局长日期"),
    ],
)
def test_a_later_signature_neither_comes_first_nor_stands_alone(branch, days, said):
    with pytest.raises(Invalid, match=said):
        approval(branch, *days)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": 0}, "大于0"),
        ({"section_on": "2026-05-07"}, "没有写科室负责人姓名"),
        ({"section_opinion": "同意"}, "没有写签字日期"),
        ({"bills": -1}, "单据张数"),
    ],
)
def test_an_approval_needs_an_amount_and_whole_signatures(branch, values, said):
    with pytest.raises(Invalid, match=said):
        approval(branch, **values)


def test_a_refused_approval_stays_refused_and_a_voucher_before_the_end_is_doubtful(branch):
    record = approval(branch, "2026-05-07", refused=True, section_opinion="不同意")
    assert record["state"] == "refused"
    early = approval(branch, "2026-05-07", voucher="记-12", matter="另一件")
    assert APPROVAL.ledger.advice(early) == ["写了凭证号，三级签字还没有办完。"]
    same = {f"{step}_name": "甲" for step in STEPS}
    double = approval(branch, "2026-05-07", "2026-05-07", matter="再一件", **same)
    assert "同一个人" in APPROVAL.ledger.advice(double)[0]


def test_a_revision_keeps_the_old_version_and_begins_the_next(branch):
    first = keep(
        REGULATION,
        branch,
        name="差旅费管理办法",
        document_number="台司〔2019〕3号",
        issued_on="2019-03-01",
        content="第一版正文",
    )
    (revise,) = REGULATION.ledger.turns
    begun = revise.make(first, "2026-11-24")
    assert (begun["document_number"], begun["issued_on"], begun["version"]) == ("", None, 2)
    operations.save(REGULATION, begun | {"issued_on": "2025-06-01"}, who=WHO, at=AT)
    stored = tree.dump(REGULATION, first["uid"])
    assert REGULATION.heading(stored) == "差旅费管理办法 第2版"
    (old,) = stored["versions"]
    assert (old["document_number"], old["issued_on"], old["content"]) == (
        "台司〔2019〕3号",
        "2019-03-01",
        "第一版正文",
    )
    with pytest.raises(Invalid, match="从早到晚"):
        operations.save(REGULATION, stored | {"issued_on": "2018-01-01"}, who=WHO, at=AT)


def test_an_abolished_regulation_says_so_and_should_not_hang_on_the_wall(branch):
    record = keep(
        REGULATION,
        branch,
        name="公务用车规定",
        issued_on="2018-05-01",
        abolished_on="2024-01-01",
        on_wall=True,
        content="…",
    )
    assert record["state"] == "abolished"
    assert REGULATION.heading(record) == "公务用车规定（已废止）"
    assert [said[:6] for said in REGULATION.ledger.advice(record)] == [
        "已废止，没有",
        "已废止的制度",
    ]
    with pytest.raises(Invalid, match="早于发布日期"):
        operations.save(REGULATION, record | {"abolished_on": "2018-04-30"}, who=WHO, at=AT)


def test_a_risk_without_measures_is_doubtful_and_is_not_gone_before_it_was_found(branch):
    record = keep(RISK, branch, post="财务岗位", risk="虚列开支", found_on="2026-02-01")
    assert RISK.ledger.advice(record) == ["还没有写防控措施。", "还没有写责任人。"]
    with pytest.raises(Invalid, match="早于排查日期"):
        operations.save(RISK, record | {"closed_on": "2026-01-31"}, who=WHO, at=AT)
