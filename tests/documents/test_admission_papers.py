"""公示, 谈话记录 and 表决票 of 发展党员."""

import pdfplumber
import pytest

from db import admissions, queries, tree
from db.errors import Refused
from desktop.documents import document
from desktop.documents.gather import context_for

TODAY = "2026-11-24"


@pytest.fixture
def record(demo):
    first = next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])
    found = admissions.applicants(first, TODAY)
    return next(each.record for each in found if each.name == "褚垚")


def text_of(name: str, record, tmp_path) -> str:
    paper = document(name)
    path = tmp_path / f"{name}.pdf"
    paper.write(paper.collect(record, context_for(record, today=TODAY)), path)
    with pdfplumber.open(path) as pdf:
        return "".join((page.extract_text() or "") for page in pdf.pages).replace("\n", "")


def test_the_notice_says_who_and_five_working_days(record, tmp_path):
    text = text_of("admission-publicity", record, tmp_path)
    assert "拟将褚垚同志列为发展对象" in text
    assert "2025年3月24日至2025年3月28日（5个工作日）" in text
    assert "2023年2月17日确定为入党积极分子" in text
    assert "联系电话：000" in text
    assert "1999年9月出生" in text


def test_a_notice_over_the_holidays_ends_later(record, tmp_path):
    steps = [
        {**row, "done_on": "2026-09-30"} if row["step"] == "publicity" else row
        for row in record["steps"]
    ]
    text = text_of("admission-publicity", record | {"steps": steps}, tmp_path)
    assert "2026年9月30日至2026年10月12日（5个工作日）" in text


def test_a_notice_without_a_day_leaves_it_open(record, tmp_path):
    text = text_of("admission-publicity", record | {"steps": []}, tmp_path)
    assert "不少于5个工作日" in text


def test_the_talk_has_what_is_known_and_room_for_the_rest(record, tmp_path):
    assert "谈入党动机" in text_of("admission-talk", record, tmp_path)
    assert "谈话内容" in text_of("admission-talk", record | {"steps": []}, tmp_path)


def test_the_ballot_is_of_the_vote_that_comes_next(record, tmp_path):
    assert "转为中共正式党员" in text_of("admission-ballot", record, tmp_path)
    assert "接收为中共预备党员" in text_of("admission-ballot", record | {"steps": []}, tmp_path)
    with pytest.raises(Refused, match="没有写姓名"):
        text_of("admission-ballot", record | {"name": ""}, tmp_path)


def test_they_go_to_word_as_well(record, tmp_path):
    whole = tree.normalise(admissions.KIND, record)
    names = ("talk", "filing", "reviews", "publicity", "request", "ballot")
    for name in (f"admission-{each}" for each in names):
        paper = document(name)
        paper.write(
            paper.collect(whole, context_for(whole, today=TODAY)), tmp_path / f"{name}.docx"
        )
        assert (tmp_path / f"{name}.docx").exists()


def test_the_filing_is_of_the_last_step_that_is_filed(record, tmp_path):
    text = text_of("admission-filing", record, tmp_path)
    assert "关于将褚垚同志列为发展对象的备案报告" in text
    assert "中共示范区司法局总支部委员会：" in text
    assert "于2025年4月1日研究" in text
    early = [row for row in record["steps"] if row["step"] in ("application", "activist")]
    text = text_of("admission-filing", record | {"steps": early}, tmp_path)
    assert "确定褚垚同志为入党积极分子" in text
    text = text_of("admission-filing", record | {"steps": []}, tmp_path)
    assert "确定褚垚同志为入党积极分子" in text
    assert "2025年" not in text  # no day is put in the place of one that is not noted


def test_the_request_tells_the_steps_that_were_done(record, tmp_path):
    text = text_of("admission-request", record, tmp_path)
    assert "2025年4月28日政治审查，2025年5月14日集中培训，2025年6月13日支委会审查" in text
    assert "半年考察登记5次" in text
    assert "党委审批" not in text


def test_the_reviews_have_room_for_the_next_one(record, tmp_path):
    text = text_of("admission-reviews", record, tmp_path)
    assert "确定日期：2023年2月17日" in text
    assert "2025年3月7日" in text
    assert "1" in text_of("admission-reviews", record | {"reviews": []}, tmp_path)
