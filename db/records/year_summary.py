"""The record type of a yearly summary (年度总结): the branch's own words, the numbers of records.

The year book ends with it (domain 2.1 row 25); it is handed up by about 10 January. The words are
written by a person; the numbers are counted from the records when the paper is made, or are those
that were frozen with the report.
"""

from collections.abc import Mapping

from db.branch import Organisation
from db.fields import BooleanField, DateField, IntegerField, ReferenceField, TextField
from db.model import Line, Record
from db.records.frozen_numbers import FrozenNumbers
from db.records.meeting import Meeting
from db.spec import Column, LineSpec, RecordSpec, Section, Tree


class YearSummary(Record):
    """The summary of one year; ``finished_on`` is the day on which the text was settled."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    year = IntegerField("年度", required=True)
    title = TextField("标题", help_text="不填就是“2026年度工作总结”")
    meeting = ReferenceField(Meeting, "讨论通过的会议")
    finished_on = DateField("定稿日期", help_text="写完、讨论通过的那一天；写了就算年度总结已完成")
    reported_to = TextField("上报的党组织")
    reported_on = DateField("上报日期")
    with_numbers = BooleanField("后附本年数字", default=True)
    frozen = ReferenceField(FrozenNumbers, "用定稿的数字", help_text="不选就按打印时的记录统计")

    class Meta:
        indexes = ((("organisation", "year"), False),)


class SummaryPart(Line):
    """One part with its heading."""

    record = ReferenceField(YearSummary, required=True)
    heading = TextField("小标题")
    text = TextField("内容", long=True)

    class Meta:
        table_name = "year_summary_part"


def _check(tree: Tree) -> Mapping[str, str]:
    if tree["year"] is not None and not 1921 <= tree["year"] <= 2100:
        return {"year": "年度请写四位数字，如2026。"}
    # Without any part the summary is a file that is attached.
    unwritten = tree["parts"] and not any(row["text"].strip() for row in tree["parts"])
    if tree["finished_on"] and unwritten:
        return {"finished_on": "总结还没有内容，不能定稿。"}
    finished, reported = tree["finished_on"], tree["reported_on"]
    if reported and not finished:
        return {"finished_on": "写了上报日期，请先写定稿日期。"}
    if reported and finished and reported < finished:
        return {"reported_on": "上报日期早于定稿日期，请核对。"}
    return {}


YEAR_SUMMARY = RecordSpec(
    name="year_summary",
    title="年度总结",
    model=YearSummary,
    columns=(
        Column("year"),
        Column("title", stretch=True),
        Column("finished_on"),
        Column("reported_on"),
    ),
    sections=(
        Section("总结", ("year", "title", "parts")),
        Section("数字", ("with_numbers", "frozen")),
        Section("定稿和上报", ("meeting", "finished_on", "reported_to", "reported_on")),
    ),
    lines=(LineSpec("parts", "总结内容", SummaryPart, ordered=True),),
    heading=lambda tree: tree["title"] or f"{tree['year'] or ''}年度工作总结",
    check=_check,
    order=("year",),
    documents=("year-summary",),
)

MODELS = (YearSummary, SummaryPart)
