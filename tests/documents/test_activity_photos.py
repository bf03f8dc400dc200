"""The photo pages: every picture in its proportions, nothing of the camera, no crash."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from db import attachments, tree
from db.errors import Refused
from db.records import spec
from desktop.documents import document
from desktop.documents.context import PaperContext
from desktop.documents.page import MM

from .activity_samples import RARE, SIXTY, activity, picture, with_photos
from .conftest import characters, joined, plain_text

Print = Callable[..., Path]
AT = "2026-03-31T09:12:33Z"
GPS, MADE_BY, TAKEN = 0x8825, 0x010F, 0x9003


@pytest.fixture
def sheet(printed: Print, context: PaperContext) -> Callable[..., Path]:
    """Print photos of the sample activity, so many a page."""

    def render(photos: list[bytes], per_page: str = "", **values: Any) -> Path:
        record, read = with_photos(activity(**values), photos)
        chosen = replace(context, option=per_page, read=read, group_name="")
        return printed(record, "photos", context=chosen)

    return render


def images(path: Path) -> list[list[dict[str, Any]]]:
    """The pictures of every page with their places, in points from the top left."""
    with pdfplumber.open(path) as pdf:
        return [page.images for page in pdf.pages]


@pytest.mark.parametrize(("per_page", "pages"), [("2", 7), ("4", 4), ("6", 3), ("", 4)])
def test_thirteen_photos_fill_as_many_pages_as_they_need(
    per_page: str, pages: int, sheet: Any
) -> None:
    path = sheet([picture(400 + n, 300) for n in range(13)], per_page)
    found = images(path)
    most = int(per_page or 4)
    assert [len(page) for page in found] == [most] * (pages - 1) + [13 - most * (pages - 1)]
    text = joined(path)
    assert all(f"{n}. 第{n}张：走访受援人" in text for n in range(1, 14))
    assert f"共{pages}页　第{pages}页" in text
    assert text.count("照片共13张") == pages


@pytest.mark.parametrize("per_page", ["2", "4", "6"])
def test_portrait_and_landscape_keep_their_proportions_inside_the_margins(
    per_page: str, sheet: Any
) -> None:
    sizes = [(1600, 1200), (900, 1600), (3000, 300), (200, 2000), (640, 640), (48, 36)]
    path = sheet([picture(*size) for size in sizes], per_page)
    shown = [each for page in images(path) for each in page]
    assert len(shown) == len(sizes)
    by_ratio = sorted(shown, key=lambda i: i["width"] / i["height"])
    for each, (wide, high) in zip(by_ratio, sorted(sizes, key=lambda s: s[0] / s[1]), strict=True):
        assert each["width"] / each["height"] == pytest.approx(wide / high, rel=0.02)
        assert each["x0"] > 27.9 * MM
        assert each["x1"] < 184.1 * MM
        assert 40 * MM < each["top"] < each["bottom"] < 262 * MM


def test_no_picture_or_caption_covers_another(sheet: Any) -> None:
    path = sheet([picture(900, 1600) for _ in range(6)], "6", title=SIXTY * 3)
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for n, one in enumerate(page.images):
                for char in page.chars:
                    apart = char["bottom"] < one["top"] or char["top"] > one["bottom"] - 1
                    assert apart or char["x1"] < one["x0"] or char["x0"] > one["x1"]
                for other in page.images[n + 1 :]:
                    assert (
                        one["x1"] < other["x0"]
                        or other["x1"] < one["x0"]
                        or one["bottom"] < other["top"]
                    )
    assert max(c["bottom"] for c in characters(path)[0]) < 280 * MM


def test_every_photo_has_its_day_and_an_unknown_day_is_not_invented(sheet: Any) -> None:
    text = joined(sheet([picture(400 + n, 300) for n in range(3)]))
    assert "1. 第1张：走访受援人　2026年3月31日" in text
    assert "3. 第3张：走访受援人　拍摄日期未记录" in text


def test_a_long_caption_ends_with_an_ellipsis_and_its_day(
    printed: Print, context: PaperContext
) -> None:
    record, read = with_photos(activity(), [picture(400, 300)])
    record["attachments"][0]["caption"] = f"卜{RARE}" + SIXTY * 9
    text = joined(printed(record, "photos", context=replace(context, read=read, option="6")))
    assert f"1. 卜{RARE}学习贯彻" in text
    assert "……　2026年3月31日" in text


def test_a_broken_and_a_missing_picture_say_so_in_their_place(sheet: Any) -> None:
    path = sheet([picture(400, 300), b"", picture(400, 300)[:300], b"no picture"])
    assert [len(page) for page in images(path)] == [1]
    text = joined(path)
    assert "附件的内容不在数据文件中，请从备份恢复。" in text
    assert text.count("这张照片不能打开，文件可能已损坏，请重新加入。") == 2


def test_no_photo_and_a_strange_number_a_page_are_refused(sheet: Any) -> None:
    with pytest.raises(Refused, match="还没有照片，请先在附件中加入照片"):
        sheet([])
    with pytest.raises(Refused, match="2、4或6张"):
        sheet([picture(40, 30)], "5")


def test_the_photos_of_a_meeting_print_as_well(printed: Print, context: PaperContext) -> None:
    record, read = with_photos(activity(), [picture(400, 300)])
    meeting = tree.blank(spec("meeting"), kind="general", held_on="2026-03-27")
    meeting["attachments"] = record["attachments"]
    text = joined(printed(meeting, "photos", context=replace(context, read=read, group_name="")))
    assert "支部党员大会照片" in text
    assert "主题：" not in text


def with_place() -> bytes:
    """A photo into which a camera has written its place, its maker and the day."""
    exif = Image.Exif()
    exif[MADE_BY] = "SECRETCAMERA"
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 33.0, 50.0), 3: "E", 4: (117.0, 44.0, 2.0)})
    exif.get_ifd(0x8769)[TAKEN] = "2026:03:30 15:20:00"
    return picture(300, 200, exif=exif)


def test_the_place_in_a_photo_never_reaches_the_paper(
    store: Path, printed: Print, context: PaperContext
) -> None:
    raw = with_place()
    with Image.open(io.BytesIO(raw)) as before:
        assert before.getexif().get_ifd(GPS)
    line = attachments.add(raw, "走访.jpg", at=AT)
    assert line["taken_on"] == "2026-03-30"
    kept = attachments.read(line["sha256"])
    record = activity(attachments=[line])
    # The second is as another program might have put it into a file: not stripped when added.
    for data in (kept, raw):
        read = replace(context, read=lambda _digest, data=data: data)
        path = printed(record, "photos", context=read)
        assert b"SECRETCAMERA" not in path.read_bytes()
        assert "2026年3月30日" in plain_text(path)
        with pypdfium2.PdfDocument(path) as pdf:
            page = pdf[0]
            found = [item for item in page.get_objects() if item.type == 3]
            out = io.BytesIO()
            found[0].extract(out)
            page.close()
        out.seek(0)
        with Image.open(out) as after:
            assert not after.getexif()
            assert "exif" not in after.info
    with Image.open(io.BytesIO(kept)) as stored:
        assert not stored.getexif()


def test_a_turned_photo_stands_upright(sheet: Any) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    ((shown,),) = images(sheet([picture(400, 200, exif=exif)]))
    assert shown["height"] == pytest.approx(2 * shown["width"], rel=0.02)


def test_the_same_photos_give_the_same_bytes(sheet: Any) -> None:
    photos = [picture(400, 300)]
    assert sheet(photos).read_bytes() == sheet(photos).read_bytes()


def test_the_paper_asks_for_the_number_a_page() -> None:
    assert document("photos").asks == "per_page"
    assert document("photos").suits("activity")
    assert document("photos").suits("meeting", "general")
