"""The fonts of the papers: one for each role, the office's own where it has one, else the shipped.

A character that the font of a role lacks is taken, glyph by glyph, from a brush face of like
weight; a character that no font has is found before anything is printed (``require``).
Fonts are read when they are first used and stay for the whole process.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

import resources
from db.errors import Refused

BIAOSONG, FANGSONG, KAITI, HEITI, SONGTI = "小标宋", "仿宋", "楷体", "黑体", "宋体"
FALLBACK = "备用"
ROLES = (BIAOSONG, FANGSONG, KAITI, HEITI, SONGTI)

_SHIPPED = {
    BIAOSONG: "fonts/biaosong.ttf",
    FANGSONG: "fonts/fangsong.ttf",
    KAITI: "fonts/kaiti.ttf",
    HEITI: "fonts/heiti.ttf",
    SONGTI: "fonts/songti.ttf",
    FALLBACK: "fonts/fallback.ttf",
}
# How the fonts of an office are called as files, in lower case, best first.
_OFFICE = {
    BIAOSONG: ("fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "fzxbsk.ttf", "方正小标宋简体.ttf",
               "方正小标宋_gbk.ttf"),
    FANGSONG: ("仿宋_gb2312.ttf", "simfang_gb2312.ttf", "fangsong_gb2312.ttf", "simfang.ttf",
               "fangsong.ttf"),
    KAITI: ("楷体_gb2312.ttf", "simkai_gb2312.ttf", "kaiti_gb2312.ttf", "simkai.ttf", "kaiti.ttf"),
    HEITI: ("simhei.ttf",),
    SONGTI: ("simsun.ttf", "simsun.ttc"),
}  # fmt: skip
# The order in which other faces lend a glyph: every face is asked in the end, so that a character
# which one role can print can be printed in all of them.
_LENDERS = {
    BIAOSONG: (SONGTI, FALLBACK, HEITI, FANGSONG),
    FANGSONG: (FALLBACK, SONGTI, HEITI),
    KAITI: (FALLBACK, SONGTI, FANGSONG, HEITI),
    HEITI: (FALLBACK, SONGTI, FANGSONG),
    SONGTI: (FALLBACK, FANGSONG, HEITI),
}
# Signs without a shape that may stand in pasted text; they are dropped, as are control characters.
_SHAPELESS = {0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)}
_SHAPELESS |= set(range(0x20)) - {0x09, 0x0A} | set(range(0x7F, 0xA0))
_CLEANED: dict[int, str | None] = dict.fromkeys(_SHAPELESS)
_CLEANED |= {0x09: " ", 0xA0: " ", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}
_CLEANED[0xFFE5] = "¥"  # the shipped 仿宋 draws a dollar for the wide yuan sign


@dataclass(frozen=True)
class FontInUse:
    """Which file prints a role; ``shipped`` says that it is ours and not the office's."""

    role: str
    path: Path
    shipped: bool


@dataclass(frozen=True)
class Glyph:
    """Where a character comes from: reportlab's name of the font, advance in em."""

    font: str
    advance: float


class PaperFont(TTFont):  # type: ignore[misc]
    """A font whose characters beyond U+FFFF can be copied from the PDF as well."""

    def addObjects(self, doc: Any) -> None:
        """Write the subsets, then their tables of characters anew, in UTF-16."""
        state = self.state[doc]
        names = [self.getSubsetInternalName(i, doc)[1:] for i in range(len(state.subsets))]
        subsets = list(state.subsets)
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            stream = doc.idToObject[fonts[name].ToUnicode.name]
            stream.content = _to_unicode(subset)


def _to_unicode(subset: list[int]) -> str:
    """Return the table by which a reader gets text from glyphs (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{i:02X}> <{_utf16(code)}>" for i, code in enumerate(subset) if code]
    blocks = []
    for start in range(0, len(pairs), 100):  # the standard allows a hundred in one block
        block = pairs[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


def folders() -> list[Path]:
    """Return where this machine keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
        return [Path("C:/Windows/Fonts"), local]
    return [
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    ]


@cache
def _installed() -> dict[str, Path]:
    """Return the font files of this machine by their names in lower case."""
    wanted = {name for names in _OFFICE.values() for name in names}
    found: dict[str, Path] = {}
    for folder in folders():
        for root, _, names in os.walk(folder):  # a folder that cannot be read is passed by
            for name in names:
                if name.lower() in wanted:
                    found.setdefault(name.lower(), Path(root, name))
    return found


@cache
def _font(role: str) -> tuple[PaperFont, FontInUse]:
    """Load the font of a role and make it known to reportlab."""
    for name in _OFFICE.get(role, ()):
        path = _installed().get(name)
        if path is None:
            continue
        try:
            font = PaperFont(f"zhibu-{role}", str(path), asciiReadable=False)
        except (TTFError, OSError, ValueError, KeyError):
            continue  # damaged, or with outlines that cannot be embedded: the shipped one serves
        pdfmetrics.registerFont(font)
        return font, FontInUse(role, path, shipped=False)
    path = resources.path(_SHIPPED[role])
    font = PaperFont(f"zhibu-{role}", str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font, FontInUse(role, path, shipped=True)


def in_use() -> list[FontInUse]:
    """Say for every role which file prints it."""
    return [_font(role)[1] for role in (*ROLES, FALLBACK)]


@cache
def glyph(role: str, character: str) -> Glyph | None:
    """Find a character for a role, in its own font or a lender's; None when no font has it."""
    code = ord(character)
    for lender in (role, *_LENDERS[role]):
        font, _ = _font(lender)
        if code in font.face.charToGlyph:
            return Glyph(font.fontName, font.face.getCharWidth(code) / 1000)
    return None


def clean(text: str) -> str:
    """Drop control characters and signs without a shape; every kind of line end becomes \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANED)


def require(texts: Iterable[str], role: str = FANGSONG) -> None:
    """Refuse text with characters that no font has, before anything is printed.

    Raises ``Refused`` with one sentence that names them.
    """
    characters: dict[str, None] = {}
    for text in texts:
        characters.update(dict.fromkeys(text))
    missing = [sign for sign in characters if sign != "\n" and glyph(role, sign) is None]
    if missing:
        named = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in missing[:5])
        more = f"等{len(missing)}个字符" if len(missing) > 5 else ""
        raise Refused(f"没有字体能印出{named}{more}，请改用别的字，或者删去后再打印。")
