"""The pages of photos in Word: pictures in their proportions, caption and date below each."""

import io

from docx.shared import Pt

from desktop.documents.activity_photos import GRIDS, PhotoSheet, fitted
from desktop.documents.fonts import BIAOSONG, FANGSONG, clean
from desktop.documents.page import A4, MM
from desktop.documents.recordbook import LEFT, RIGHT, WIDTH
from desktop.documents.word.base import (
    CENTRE,
    Margins,
    Word,
    cell,
    ends,
    fill,
    grid,
    page_count,
    whole,
)

_MARGINS = Margins(34 * MM, A4[0] - RIGHT, A4[1] - 262 * MM, LEFT, 15 * MM, 17 * MM)
_ROOM = {"2": 88 * MM, "4": 88 * MM, "6": 54 * MM}  # the greatest height of a picture


def add(word: Word, sheet: PhotoSheet) -> None:
    """Add the pictures as a section of its own."""
    section = word.section(_MARGINS)
    for foot in (section.footer, section.even_page_footer):
        page_count(word, foot.paragraphs[0], 9.5, WIDTH, f"照片共{len(sheet.photos)}张")
    document = word.document
    title = " ".join(clean(sheet.title).split())
    fill(document.add_paragraph(), [(BIAOSONG, title)], 22, leading=32, align=CENTRE, keep=True)
    ends(document.add_paragraph(), sheet.left, sheet.right, 12, WIDTH)
    if sheet.theme:
        fill(document.add_paragraph(), [(FANGSONG, f"主题：{sheet.theme}")], 12, leading=18)
    columns = GRIDS[sheet.per_page][0]
    width = WIDTH / columns
    made = grid(word, -(-len(sheet.photos) // columns), (width,) * columns, ruled=False)
    for number, photo in enumerate(sheet.photos):
        row = made.rows[number // columns]
        whole(row)
        place = row.cells[number % columns]
        words = f"{photo.caption}\n{photo.taken}"
        picture = fitted(photo.data, width - 12, _ROOM[sheet.per_page])
        if picture is None:
            reason = photo.reason or "这张照片不能打开，文件可能已损坏，请重新加入。"
            cell(place, [(FANGSONG, f"{reason}\n{words}")], 10.5, width=width)
            continue
        cell(place, [], 10.5, width=width)
        run = place.paragraphs[0].add_run()
        run.add_picture(io.BytesIO(picture.jpeg), Pt(picture.width), Pt(picture.height))
        fill(place.add_paragraph(), [(FANGSONG, words)], 10.5, align=CENTRE)
