"""The sample meeting gives exactly what its notes say must come out of it."""

import datetime as dt

from db import rulebook
from db.rules.meeting import facts
from db.rules.voting import item_verdict

VERDICT = "赞成 13 超过应到会有表决权 18 人的半数（9）；到会 14 人，达到半数，可以表决"
QUORUM = "应到会有表决权党员 18 人，到会 14 人，达到半数（9），可以表决"


def test_the_findings_on_the_sample_are_these_and_no_others(sample, run):
    found = [(said.code, said.level, said.text) for said in run(sample)]
    assert found == [
        ("R21", "warn", "还缺附件：通知、签到表、照片"),
        ("R15", "remind", "冯犇缺席，事由为会后补记"),
        ("R16", "remind", "议题3的任务“从4月起，党费每月15日…”没有完成时限"),
        (
            "R05",
            "ok",
            f"议题2通过：{VERDICT}",
        ),
        (
            "R01 R04 R05",
            "ok",
            f"人数闭合、表决有效：应到 21＝实到 17＋请假 3＋缺席 1；{QUORUM}",
        ),
        ("R07 R08", "ok", "必填项齐全，日期先后有序"),
    ]


def test_each_finding_leads_to_its_field(sample, run):
    at = {said.code: said.field for said in run(sample)}
    assert at["R15"] == ("attendance", 17, "reason")
    assert sample["attendance"][17]["name"] == "冯犇"
    assert at["R16"] == ("agenda", 2, "decisions", 0, "due_on")
    assert at["R05"] == ("agenda", 1, "votes_for")
    assert at["R21"] == ("attachments",)


def test_the_vote_of_the_sample_passes_by_the_article(sample):
    judged = item_verdict(facts(sample), 1, rulebook.rules_on(dt.date(2026, 3, 27)))
    assert judged is not None
    assert (judged.ok, judged.label, judged.text) == (True, "通过", VERDICT)
    assert (judged.outcome.due, judged.outcome.needed) == (18, 10)
    assert (judged.quorum.present, judged.quorum.needed) == (14, 9)
    assert judged.rule.source == "《中国共产党支部工作条例（试行）》第十一条"


def test_three_decisions_have_an_owner_and_one_of_them_no_date(sample):
    decided = [todo for item in facts(sample).agenda for todo in item.decisions]
    assert [todo.owner for todo in decided] == ["仇昇", "区䶮", "各党小组"]
    assert [todo.due_on for todo in decided] == [dt.date(2026, 6, 30), None, dt.date(2026, 4, 10)]


def test_the_matter_that_was_put_off_is_no_item(sample):
    titles = [item.title for _, _, item in facts(sample).items()]
    assert len(titles) == 3
    assert not any("转正" in title for title in titles)
