"""A record in the words of a platform's form, its photos at that size, its mark."""

import io
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from db import attachments, connection, drafting, exchange, operations, queries, tree, uploads
from db.errors import Invalid, Refused
from db.records import spec
from db.records.ledgers import LEDGERS
from db.records.platform_form import CopyContent, CopySource, DayForm, NameForm, own_fields
from desktop import copying
from desktop.copying import Value

WHO, AT, TODAY = "陈晗", "2026-11-24T01:00:00Z", "2026-11-24"
MEETING = spec("meeting")
MEETING_CONTENTS = [content for content in CopyContent if content != CopyContent.OWN]


@pytest.fixture
def sample(demo_file, tmp_path):
    """The first branch of the sample, open for writing."""
    path = tmp_path / "示例.zhibu"
    shutil.copyfile(demo_file, path)
    connection.open_file(path)
    yield next(row["uid"] for row in queries.branches() if "第一" in row["short_name"])
    connection.close()


def form_of(branch: str, *contents: CopyContent, source=CopySource.GENERAL, **values) -> dict:
    line = uploads.FORM.line("fields")
    fields = [tree.blank_line(line, label=c.label, content=str(c)) for c in contents]
    made = drafting.new_platform_form(branch, source)
    return made | {"platform": "省平台", "fields": fields} | values


def held(branch: str, kind: str = "general", place: int = 1) -> dict:
    rows = queries.records(MEETING, organisation=branch, year=2026)
    return tree.dump(MEETING, [r for r in rows if r.values["kind"] == kind][place].uid)


def said(form: dict, record: dict) -> dict[str, str]:
    return {value.label: value.text for value in copying.values(form, record, TODAY)}


def test_every_content_can_be_said_of_every_kind_of_record(sample):
    for source in CopySource:
        form = form_of(sample, *MEETING_CONTENTS, source=source)
        for line in form["fields"]:
            line["fixed"] = "无"
        found = [e for year in (2025, 2026) for e in uploads.entries(form, year)]
        assert found, source
        kind = uploads.kind_of(source)
        words = said(form, tree.dump(kind, found[0].row.uid))
        assert list(words) == [content.label for content in MEETING_CONTENTS]
        assert words["固定内容"] == "无"
        assert words["日期"] == found[0].row.day


def test_a_form_of_a_ledger_begins_with_all_that_the_ledger_asks_for(sample):
    filled = set()
    branches = [row["uid"] for row in queries.organisations()]
    for ledger in LEDGERS:
        form = drafting.new_platform_form(sample, ledger.name) | {"platform": "省平台"}
        assert [row["label"] for row in form["fields"]] == list(own_fields(ledger))
        operations.save(uploads.FORM, form, who=WHO, at=AT)
        rows = [r for uid in branches for r in queries.records(ledger, organisation=uid)]
        for row in rows[:3]:
            words = said(form, tree.dump(ledger, row.uid))
            assert list(words) == list(own_fields(ledger))
            filled |= {ledger.name for text in words.values() if text}
    assert len(filled) > len(LEDGERS) // 2


def test_a_record_of_a_ledger_goes_over_in_the_words_of_the_form(sample):
    lecture = spec("hall_lecture")
    row = queries.records(lecture, organisation=sample, year=2026)[0]
    record = tree.dump(lecture, row.uid)
    form = drafting.new_platform_form(sample, lecture.name)
    form |= {"platform": "省平台", "day_form": str(DayForm.DOTS)}
    line = uploads.FORM.line("fields")
    form["fields"] = [
        *form["fields"],
        tree.blank_line(line, label="名称", content="title"),
        tree.blank_line(line, label="类别", content="fixed", fixed="大讲堂"),
    ]
    words = said(form, record)
    assert words["日期"] == record["held_on"].replace("-", ".")
    assert words["主讲人"] == record["speaker_name"]
    assert (words["名称"], words["类别"]) == (lecture.heading(record), "大讲堂")
    operations.save(uploads.FORM, form, who=WHO, at=AT)
    operations.save(
        uploads.UPLOAD, uploads.new_upload(form, lecture, record, TODAY), who=WHO, at=AT
    )

    def entry(year: int = 2026):
        return next(e for e in uploads.entries(form, year) if e.row.uid == record["uid"])

    assert (entry().copied.text, entry().open) == ("2026年11月24日已上传", False)
    operations.save(lecture, record | {"title": "另一个题目"}, who=WHO, at=AT)
    assert entry().copied.changed


@pytest.mark.parametrize(
    ("source", "content", "fixed", "sentence"),
    [
        ("general", "own", "日期", "会议和活动没有台账栏目"),
        ("hall_lecture", "present_names", "", "台账里没有“到会人员”，请选“台账栏目”“名称”"),
        ("hall_lecture", "own", "没有的栏", "司法大讲堂里没有“没有的栏”这一栏，有："),
    ],
)
def test_a_field_that_such_records_cannot_fill_is_refused(sample, source, content, fixed, sentence):
    form = drafting.new_platform_form(sample, source) | {"platform": "省平台"}
    line = uploads.FORM.line("fields")
    form["fields"] = [tree.blank_line(line, label="甲", content=content, fixed=fixed)]
    with pytest.raises(Invalid, match=sentence):
        operations.save(uploads.FORM, form, who=WHO, at=AT)


def test_a_meeting_is_said_as_its_minutes_say_it_but_without_what_only_paper_needs(sample):
    record = held(sample)
    words = said(form_of(sample, *MEETING_CONTENTS), record)
    assert words["名称"] == "支部党员大会（2026年第3次）"
    assert words["应到人数"] == "21"
    numbers = [int(words[n]) for n in ("实到人数", "请假人数", "缺席人数")]
    assert sum(numbers) == 21
    assert len(words["到会人员"].split("、")) == numbers[0]
    assert "孙国强（长期病假）" in words["请假人员和事由"]
    assert words["缺席人员和原因"] == ""
    assert words["议题"].splitlines()[0] == "1. 表决党员律师社区值守办法"
    assert "仇昇：办法七条" in words["正文"]
    assert "赞成16票" in words["正文"]
    assert "　" not in words["主持人"]


@pytest.mark.parametrize(
    ("day_form", "day"),
    [
        (DayForm.DASHES, "2026-09-24"),
        (DayForm.CHINESE, "2026年9月24日"),
        (DayForm.DOTS, "2026.09.24"),
        (DayForm.SLASHES, "2026/09/24"),
        (DayForm.DIGITS, "20260924"),
    ],
)
def test_a_day_is_written_as_the_platform_wants_it(sample, day_form, day):
    form = form_of(sample, CopyContent.DAY, day_form=str(day_form))
    assert said(form, held(sample)) == {"日期": day}


def test_names_stand_as_the_platform_wants_them(sample):
    record = held(sample)
    lists = {
        sign: said(form_of(sample, CopyContent.PRESENT_NAMES, name_form=str(form)), record)
        for form, sign in zip(NameForm, ("、", "，", " ", "\n"), strict=True)
    }
    split = {tuple(words["到会人员"].split(sign)) for sign, words in lists.items()}
    assert len(split) == 1


@given(text=st.text(max_size=40), limit=st.none() | st.integers(1, 50))
def test_what_is_too_long_is_counted_and_never_cut(text, limit):
    value = Value("内容", text, limit)
    assert value.text == text
    assert value.over == (max(0, len(text) - limit) if limit else 0)


def test_what_was_uploaded_and_what_changed_since(sample):
    form = form_of(sample, CopyContent.TITLE)
    operations.save(uploads.FORM, form, who=WHO, at=AT)
    record = held(sample, place=0)  # still a draft
    upload = uploads.new_upload(form, MEETING, record, TODAY)
    operations.save(uploads.UPLOAD, upload, who=WHO, at=AT)

    def entry():
        return next(e for e in uploads.entries(form, 2026) if e.row.uid == record["uid"])

    assert (entry().copied.text, entry().open) == ("2026年11月24日已上传", False)
    assert uploads.marks(sample, MEETING, 2026)[record["uid"]].changed is False
    operations.set_values(
        MEETING, record["uid"], {"status": "printed"}, name="打印", who=WHO, at=AT
    )
    assert not entry().open  # a step of its life says nothing new
    changed = tree.dump(MEETING, record["uid"]) | {"status": "draft"}
    operations.set_values(MEETING, record["uid"], {"status": "draft"}, name="退回", who=WHO, at=AT)
    operations.save(
        MEETING, changed | {"place": "二楼", "revision": changed["revision"] + 1}, who=WHO, at=AT
    )
    assert entry().open
    assert "后来有改动" in entry().copied.text
    operations.undo(who=WHO, at=AT)
    assert not entry().open


def test_an_upload_travels_with_the_file(sample):
    package = exchange.package(exchange.export(at=AT), "全部.json")
    again = exchange.plan(package)
    assert [again.added, again.changed] == [[], []]
    assert any(row["copied"] for row in exchange.export(at=AT)["records"]["upload"])


def test_photos_keep_within_the_pixels_and_the_size_of_the_form(sample, tmp_path):
    noise = Image.effect_noise((1800, 1200), 90).convert("RGB")
    data = io.BytesIO()
    noise.save(data, "PNG")
    record = held(sample, place=0)
    record["attachments"] = [attachments.add(data.getvalue(), "会场.png", at=AT)] * 2
    form = form_of(sample, photo_side=800, photo_size=60)
    folder = tmp_path / "照片"
    folder.mkdir()
    first, second = copying.photos(form, record, folder)
    assert first.name == "2026-11-20 支部党员大会 2026年第4次 照片1.jpg"
    assert second != first
    with Image.open(first) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) <= 800
        assert not picture.getexif()
    assert first.stat().st_size <= 60 * 1024
    whole = copying.photos(form | {"photo_side": None, "photo_size": None}, record, folder)
    with Image.open(whole[0]) as picture:
        assert picture.size == (1800, 1200)


def test_what_photos_cannot_be_written_is_said(sample, tmp_path):
    record = held(sample, place=0)
    form = form_of(sample)
    with pytest.raises(Refused, match="没有照片"):
        copying.photos(form, record | {"attachments": []}, tmp_path)
    data = io.BytesIO()
    Image.new("RGB", (40, 40)).save(data, "PNG")
    record["attachments"] = [attachments.add(data.getvalue(), "会场.png", at=AT)]
    with pytest.raises(Refused, match="请先建立它"):
        copying.photos(form, record, tmp_path / "没有")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"photo_side": 10}, "photo_side", "200至8000"),
        ({"photo_size": 5}, "photo_size", "20至20000"),
        ({"label": ""}, "fields", "没有写平台栏目"),
        ({"content": "fixed"}, "fields", "请写明每次抄什么"),
        ({"limit": 0}, "fields", "1以上的数"),
    ],
)
def test_a_form_that_cannot_be_meant_is_refused(store, values, field, sentence):
    form = form_of("", CopyContent.TITLE, **{k: v for k, v in values.items() if k[:5] == "photo"})
    form["fields"][0] |= {k: v for k, v in values.items() if k[:5] != "photo"}
    assert sentence in uploads.FORM.check(form)[field]
