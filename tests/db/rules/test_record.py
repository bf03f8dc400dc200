"""R07, R08, R09, R14, R16, R21: the record as a paper."""

import datetime as dt
from dataclasses import replace

import pytest


def _of(found, code, *levels):
    return [s for s in found if s.code == code and (not levels or s.level in levels)]


@pytest.mark.parametrize(
    ("key", "empty"),
    [
        ("held_on", None), ("began_at", None), ("ended_at", None), ("place", ""), ("number", None),
        ("chair", None), ("recorder", None), ("agenda", []),
    ],
)  # fmt: skip
def test_each_mandatory_field_blocks_when_empty(sample, run, key, empty):
    sample[key] = empty
    if f"{key}_name" in sample:
        sample[f"{key}_name"] = ""
    (said,) = _of(run(sample), "R07", "block")
    assert said.field == (key,)
    assert not any("R07" in s.code for s in run(sample) if s.level == "ok")


def test_a_lecture_has_fields_of_its_own(sample, run):
    sample["kind"] = "lecture"
    fields = [said.field[0] for said in _of(run(sample), "R07", "block")]
    assert fields == ["title", "form", "hours", "aim", "outline", "lecturer"]
    sample.update(title="题目", form="gathered", hours=200, aim="目的", outline="提纲")
    sample["lecturer_name"] = "单伟"
    assert _of(run(sample), "R07") == []


def test_a_group_meeting_holds_something(sample, run):
    sample.update(kind="group", group="g", agenda=[])
    (said,) = _of(run(sample), "R07", "block")
    assert said.field == ("readings",)
    sample["criticism"] = "逐人开展批评和自我批评。"
    assert _of(run(sample), "R07", "block") == []


@pytest.mark.parametrize(
    ("values", "field", "level"),
    [
        ({"title": ""}, "title", "block"),
        ({"report": "", "speeches": []}, "report", "block"),
        ({"resolution": ""}, "resolution", "block"),
        ({"report": "大家一致认为很好", "speeches": []}, "speeches", "warn"),
    ],
)
def test_an_item_is_whole(sample, run, values, field, level):
    sample["agenda"][2].update(values)
    (said,) = _of(run(sample), "R07")
    assert (said.field, said.level, said.place) == (("agenda", 2, field), level, "议题3")


def test_an_empty_resolution_is_said_as_the_window_shows_it(sample, run):
    sample["agenda"][2]["resolution"] = " "
    (said,) = _of(run(sample), "R07")
    assert said.text == "议题3没有填写决议，没有的请填“无”"


def test_a_speech_has_a_speaker_and_words(sample, run):
    sample["agenda"][0]["speeches"][0]["speaker"] = ""
    sample["agenda"][0]["speeches"][1]["text"] = ""
    fields = [said.field for said in _of(run(sample), "R07", "warn")]
    assert fields == [
        ("agenda", 0, "speeches", 0, "speaker"),
        ("agenda", 0, "speeches", 1, "text"),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"notice_on": "2026-03-27"}, None),
        ({"notice_on": "2026-03-28"}, "notice_on"),
        ({"finished_on": "2026-03-27", "signed_on": "2026-03-27"}, None),
        ({"finished_on": "2026-03-26"}, "finished_on"),
        ({"finished_on": "2026-03-28", "signed_on": "2026-03-27"}, "signed_on"),
        ({"signed_on": "2026-03-26"}, "signed_on"),  # with no date of completion between
        ({"finished_on": "2026-03-28", "printed_on": "2026-03-27"}, "printed_on"),
        ({"ended_at": "15:00"}, "ended_at"),
        ({"ended_at": "15:01"}, None),
        ({"began_at": "23:00", "ended_at": "00:30"}, "ended_at"),  # across midnight
        ({"held_on": "2026-03-31"}, "held_on"),  # tomorrow
        ({"held_on": "2026-03-30"}, None),
    ],
)
def test_dates_and_times_come_in_order(sample, run, values, field):
    sample.update(values)
    found = _of(run(sample), "R08")
    assert [said.field for said in found] == ([(field,)] if field else [])
    assert all(said.level == "block" for said in found)


@pytest.mark.parametrize(
    ("finished_on", "entered_at", "today", "late"),
    [
        ("2026-04-01", "2026-03-27T09:00:00Z", "2026-06-01", False),  # the third working day
        ("2026-04-02", "2026-03-27T09:00:00Z", "2026-06-01", True),
        (None, None, "2026-04-01", False),
        (None, None, "2026-04-02", True),
        (None, "2026-03-27T09:00:00Z", "2026-04-02", True),
        ("2026-03-30", "2026-04-02T09:00:00Z", "2026-06-01", True),  # entered later than finished
        ("2026-03-30", "2026-04-01T15:59:00Z", "2026-06-01", False),
        ("2026-03-30", "2026-04-01T16:00:00Z", "2026-06-01", True),  # midnight in China
    ],
)
def test_a_late_record_is_never_hidden(sample, run, around, finished_on, entered_at, today, late):
    sample.update(finished_on=finished_on, entered_at=entered_at)
    then = replace(around, today=dt.date.fromisoformat(today))
    found = _of(run(sample, then), "R09")
    assert [said.level for said in found] == (["warn"] if late else [])
    sample["late_reason"] = "记录人住院"
    told = _of(run(sample, then), "R09")
    assert [said.level for said in told] == (["remind"] if late else [])
    assert all("补记" in said.text and "记录人住院" in said.text for said in told)


def test_a_limit_beyond_the_known_calendar_is_provisional(sample, run, around):
    provisional = replace(
        around,
        today=dt.date(2026, 6, 1),
        add_workdays=lambda day, count: (day + dt.timedelta(days=count), True),
    )
    (said,) = _of(run(sample, provisional), "R09")
    assert "会后3个工作日（2026年3月30日，暂算）" in said.text


def test_the_limit_counts_from_the_rule(sample, run, around):
    asked = []

    def add(day, count):
        asked.append((day, count))
        return day, False

    run(sample, replace(around, add_workdays=add))
    assert asked == [(dt.date(2026, 3, 27), 3)]


@pytest.mark.parametrize(("issued_on", "wrong"), [("2026-03-27", False), ("2026-03-28", True)])
def test_nobody_studies_what_is_not_yet_published(sample, run, issued_on, wrong):
    sample["readings"] = [{"title": "通知", "issued_on": issued_on}, {"title": "旧文件"}]
    found = _of(run(sample), "R14")
    assert [said.field for said in found] == ([("readings", 0, "issued_on")] if wrong else [])


@pytest.mark.parametrize(
    ("values", "findings"),
    [
        ({}, []),
        ({"owner": None, "owner_name": ""}, [("owner", "remind")]),
        ({"due_on": None}, [("due_on", "remind")]),
        ({"due_on": "2026-03-26"}, [("due_on", "warn")]),
        (
            {"owner": None, "owner_name": "", "due_on": ""},
            [("owner", "remind"), ("due_on", "remind")],
        ),
    ],
)
def test_a_decision_has_an_owner_and_a_date(sample, run, values, findings):
    sample["agenda"][2]["decisions"] = []
    sample["agenda"][0]["decisions"][0].update(values)
    found = [(said.field[-1], said.level) for said in _of(run(sample), "R16")]
    assert sorted(found) == sorted(findings)


def test_a_decision_of_the_closing_words_says_so(sample, run):
    sample["agenda"][3]["decisions"][0]["due_on"] = None
    places = [said.place for said in _of(run(sample), "R16")]
    assert places == ["议题3", "主持人总结"]


@pytest.mark.parametrize(
    ("kind", "lacking"),
    [
        ("general", "通知、签到表、照片"),
        ("committee", "通知、签到表"),
        ("group", "签到表"),
        ("lecture", "签到表、照片、讲稿"),
    ],
)
def test_each_kind_expects_its_attachments(sample, run, kind, lacking):
    sample["kind"] = kind
    (said,) = _of(run(sample), "R21")
    assert said.text == f"还缺附件：{lacking}"
    sample["attachments"] = [
        {"kind": kind, "name": "x"} for kind in ("notice", "sign_in", "photo", "text")
    ]
    assert _of(run(sample), "R21") == []


def test_a_lecture_written_out_in_the_record_needs_no_separate_text(sample, run):
    sample.update(kind="lecture", outline="讲" * 299)
    assert "讲稿" in _of(run(sample), "R21")[0].text
    sample["outline"] += "讲"
    assert "讲稿" not in _of(run(sample), "R21")[0].text


def test_no_attachment_is_missed_before_the_meeting(sample, run):
    sample["held_on"] = "2026-03-31"
    assert _of(run(sample), "R21") == []


def test_the_post_of_the_chair_is_advised_only_when_there_is_a_chair(sample, run):
    sample["chair_post"] = ""
    (said,) = _of(run(sample), "R07")
    assert (said.field, said.level) == (("chair_post",), "warn")
    sample.update(chair=None)  # a chair by name alone is a chair
    assert _of(run(sample), "R07", "warn") != []
    sample.update(chair_name="")
    assert [said.field for said in _of(run(sample), "R07")] == [("chair",)]


@pytest.mark.parametrize(("kind", "reminded"), [("general", True), ("lecture", False)])
def test_the_day_of_the_notice_is_a_reminder(sample, run, kind, reminded):
    sample.update(kind=kind, notice_on=None)
    levels = [s.level for s in _of(run(sample), "R07") if s.field == ("notice_on",)]
    assert levels == (["remind"] if reminded else [])


def test_lines_without_words_are_counted_from_one(sample, run):
    sample["readings"] = [{"title": "文件"}, {"title": ""}]
    sample["agenda"][0]["speeches"][1]["speaker"] = ""
    sample["agenda"][0]["decisions"][0]["text"] = ""
    assert [(said.level, said.text) for said in _of(run(sample), "R07")] == [
        ("block", "议题1的第1项任务没有写内容"),
        ("block", "学习文件第2行没有写名称"),
        ("warn", "议题1的第2条发言没有写是谁"),
    ]


@pytest.mark.parametrize("key", ["agenda", "readings", "criticism", "assignments"])
def test_any_content_makes_a_group_meeting(sample, run, key):
    sample.update(kind="group", group="g", agenda=[])
    sample[key] = (
        "内容" if key in ("criticism", "assignments") else [{"title": "一", "report": "二"}]
    )
    assert _of(run(sample), "R07", "block") == []


@pytest.mark.parametrize(
    ("finished_on", "entered_at", "did"),
    [
        (None, None, "还没有定稿"),
        ("2026-04-03", "2026-03-27T09:00:00Z", "2026年4月3日才完成"),
        ("2026-03-30", "2026-04-07T09:00:00Z", "2026年4月7日才录入"),
    ],
)
def test_a_late_record_says_what_was_late(sample, run, around, finished_on, entered_at, did):
    sample.update(finished_on=finished_on, entered_at=entered_at)
    (said,) = _of(run(sample, replace(around, today=dt.date(2026, 6, 1))), "R09")
    assert said.text == f"记录超过会后3个工作日（2026年4月1日），{did}，请写明补记原因"


def test_on_the_day_itself_attachments_are_missed(sample, run):
    sample["held_on"] = "2026-03-30"
    assert len(_of(run(sample), "R21")) == 1


def test_a_long_task_is_shortened(sample, run):
    for text, shown in (("一" * 12, "一" * 12), ("一" * 13, "一" * 12 + "…")):
        sample["agenda"][2]["decisions"][0]["text"] = text
        assert f"“{shown}”" in _of(run(sample), "R16")[0].text


def test_a_task_may_be_due_on_the_day_of_the_meeting(sample, run):
    sample["agenda"][2]["decisions"][0]["due_on"] = "2026-03-27"
    assert _of(run(sample), "R16") == []
