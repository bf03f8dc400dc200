"""Small attached files of the sample: sign-in sheets, photos and notices drawn on the spot."""

import io
from functools import cache
from typing import Any

import resources
from db import attachments
from db.dates import text as date_text
from db.records.meeting import MeetingKind
from db.spec import Tree

_FONTS = ("fallback", "songti")
_PAPER = (420, 594)
_SCENE = (480, 320)
_WITH_PHOTO = ("general", "lecture", "activity")
_WITH_NOTICE = ("general", "committee", "life", "appraisal", "activity")
_OF_THE_CENTRE = ("general", "activity")
_WALLS = ("#d9d4c7", "#cfd8d4", "#d8d3de", "#c9d3df")


def title_of(kind: str) -> str:
    """Return what a record of the kind is called: a kind of meeting, or the activity day."""
    return "党员活动日" if kind == "activity" else MeetingKind(kind).label


def files(
    record: Tree, kind: str, branch: str, at: str, photos: tuple[str, ...] = ()
) -> list[Tree]:
    """Store the files of a record and return their attachment lines.

    The two office branches keep all of them, the service centre those of members' meetings and
    activities, the branch with faults none. ``photos`` are the captions of an activity's pictures.
    """
    if branch == "grassroots" or (branch == "service" and kind not in _OF_THE_CENTRE):
        return []
    day = record["held_on"]
    title = f"{date_text(day)}{title_of(kind)}"
    lines = []
    if kind in _WITH_NOTICE and record["notice_on"]:
        notice = _notice(record, kind).encode()
        lines.append(attachments.add(notice, f"通知 {day}.txt", at=at, kind="notice"))
    if record["ended_at"] is None:
        return lines
    sheet = _sign_in(record, title)
    lines.append(attachments.add(sheet, f"签到表 {day}.bmp", at=at, kind="sign_in"))
    if kind in _WITH_PHOTO:
        for place, caption in enumerate(photos or (f"{title}会场（示意图）",)):
            photo = _photo(record, title, place)
            name = f"会场 {day}.bmp" if not photos else f"照片{place + 1} {day}.bmp"
            lines.append(attachments.add(photo, name, at=at, kind="photo"))
            lines[-1] |= {"caption": caption, "taken_on": day}
    if record.get("outline"):
        outline = f"{record['title']}\n\n{record['outline']}".encode()
        lines.append(attachments.add(outline, f"讲稿 {day}.txt", at=at, kind="text"))
    return lines


def _notice(record: Tree, kind: str) -> str:
    heads = [item["title"] for item in record.get("agenda", []) if item["part"] == "item"]
    lines = (
        f"关于{'开展' if kind == 'activity' else '召开'}{title_of(kind)}的通知",
        f"时间：{date_text(record['held_on'])} {record['began_at']}",
        f"地点：{record['place']}",
        f"议题：{'；'.join(heads)}" if heads else f"主题：{record['title'] or title_of(kind)}",
        "不能参加的同志请事先向书记请假。",
        date_text(record["notice_on"]),
    )
    return "\n".join(lines) + "\n"


@cache
def _font(size: int, name: str = _FONTS[0]) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(resources.path(f"fonts/{name}.ttf"), size)


@cache
def _font_for(text: str, size: int) -> Any:
    """Return the first font that has every character of a rare name."""
    fonts = [_font(size, name) for name in _FONTS]
    return next((font for font in fonts if all(_has(font, one) for one in text)), fonts[0])


@cache
def _has(font: Any, character: str) -> bool:
    """Whether the font has the character, or would draw the box that stands for no character."""
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010ffff"))


def _bitmap(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "BMP")  # quick to write; storing turns it into a small JPEG
    return out.getvalue()


def _sign_in(record: Tree, title: str) -> bytes:
    """Draw a sign-in sheet with the names of those who were there."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", _PAPER, 250)
    draw = ImageDraw.Draw(picture)
    draw.text((210, 24), f"{title}签到表", 20, font=_font(15), anchor="mt")
    names = [row["name"] for row in record["attendance"] if row["state"] == "present"]
    for place, name in enumerate(names):
        x, y = 30 + 184 * (place % 2), 64 + 40 * (place // 2)
        draw.rectangle((x, y, x + 176, y + 32), outline=120)
        draw.text((x + 12, y + 8), name, 60, font=_font_for(name, 13))
    draw.text((210, 570), "示例图片", 150, font=_font(11), anchor="mm")
    return _bitmap(picture)


def _photo(record: Tree, title: str, place: int) -> bytes:
    """Draw a room with a screen and heads; the first picture has everyone who was present."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", _SCENE, _WALLS[place % len(_WALLS)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 230, 480, 320), fill="#9c7b58")
    draw.rectangle((110, 26, 370, 120), fill="#b3261e")
    draw.text((240, 73), title, "#ffe9a8", font=_font(15), anchor="mm")
    present = sum(row["state"] == "present" for row in record["attendance"])
    for seat in range(present if place == 0 else 3 + place):
        x, y = 50 + 56 * (seat % 7) + 14 * (seat // 7 % 2), 176 + 48 * (seat // 7)
        draw.ellipse((x, y, x + 26, y + 26), fill="#3c2f2a")
        draw.rectangle((x - 7, y + 26, x + 33, y + 48), fill=("#34506b", "#4d5a3f")[seat % 2])
    draw.text((474, 316), "示意图", "#ffffff", font=_font(11), anchor="rb")
    return _bitmap(picture)
