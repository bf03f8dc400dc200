"""Lines from running Chinese text: where they break, and where every character stands.

The rules are those of offices: a full line holds a fixed number of characters; no line begins with
a closing sign or ends with an opening one; a number keeps together with its unit, a western word
with itself. A sign that would begin a line is taken into the line before it, where the signs give
up the empty half of their square; when that is not enough a character goes down with it and the
line is stretched.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from desktop.documents.fonts import glyph

NO_START = frozenset("，。、；：！？）》”’」』】〉〕…—％‰℃,.;:!?)]}%·～ 　")
NO_END = frozenset("（《“‘「『【〈〔([{￥$№")
_HALF_RIGHT = frozenset("，。、；：！？）》”’」』】〉〕")  # the right half of the square is empty
_HALF_LEFT = frozenset("（《“‘「『【〈〔")
_PAIRED = _HALF_RIGHT | _HALF_LEFT
_UNITS = "年月日时分秒人名票条次个项号届期点岁份件场篇户元万亿"
_WORD = re.compile(
    rf"第?[0-9]+(?:[.,:/\-][0-9]+)*(?:[%％‰℃]|[{_UNITS}]+|[A-Za-z]+)?"
    r"|[A-Za-z0-9À-ɏ]+(?:['’._/@\-][A-Za-z0-9À-ɏ]+)*|—+|…+"
)
# Squeezing a line by this part of an em for each character is not seen.
_TOLERANCE = 0.022
# A line may be left this empty rather than break a word: less where it is stretched afterwards.
_EMPTY, _EMPTY_RAGGED = 0.2, 0.5


@dataclass(frozen=True)
class Style:
    """How text is set, in points. ``pitch`` is the advance of a square character.

    ``tight`` is for tables and record books, without the fixed number of characters of official
    papers: a closing sign before another sign takes half a square, and no character stands alone
    on a last line.
    """

    role: str
    size: float
    leading: float
    pitch: float = 0.0
    tight: bool = False

    @property
    def space(self) -> float:
        """What is added to the advance of every character."""
        return self.pitch - self.size if self.pitch else 0.0


@dataclass(frozen=True)
class Piece:
    """A run of one font: ``x`` counts in points from the left edge of the text."""

    x: float
    font: str
    text: str


@dataclass(frozen=True)
class Line:
    """One line: runs, size, space added to every advance, width; ``text`` is what it says."""

    pieces: tuple[Piece, ...]
    size: float
    space: float
    width: float
    text: str


@dataclass(frozen=True)
class _Atom:
    sign: str
    font: str
    advance: float  # points, with the added space
    cut: bool = False  # narrower than in the font


Span = tuple[str, str]  # role, text


@cache
def _atom(role: str, sign: str, size: float, space: float) -> _Atom:
    """Make each character of a style once: a year of minutes has few different ones."""
    found = glyph(role, sign)
    if found is None:  # `fonts.require` has refused it before
        raise ValueError(f"no font has U+{ord(sign):04X}")
    return _Atom(sign, found.font, found.advance * size + space)


def _atoms(spans: Iterable[Span], style: Style) -> list[_Atom]:
    size, space = style.size, style.space
    made = [_atom(role, sign, size, space) for role, text in spans for sign in text]
    if style.tight:
        for place, (atom, after) in enumerate(pairwise(made)):
            if (
                atom.sign in _HALF_RIGHT
                and after.sign in _PAIRED
                and atom.advance > style.size * 0.9
            ):
                cut = _Atom(atom.sign, atom.font, atom.advance - style.size / 2, cut=True)
                made[place] = cut
    return made


def _inside_words(text: str, keep: Sequence[str]) -> set[int]:
    """Return the places between two characters that belong together."""
    inside: set[int] = set()
    for found in _WORD.finditer(text):
        inside.update(range(found.start() + 1, found.end()))
    for word in keep:
        start = text.find(word) if len(word) > 1 else -1
        while start >= 0:
            inside.update(range(start + 1, start + len(word)))
            start = text.find(word, start + 1)
    for place, sign in enumerate(text):
        if sign == "　" and 0 < place < len(text) - 1:  # the space within 单　伟
            inside.update((place, place + 1))
    return inside


def _may_begin(atoms: Sequence[_Atom], place: int) -> bool:
    return atoms[place].sign not in NO_START and atoms[place - 1].sign not in NO_END


def _give(atom: _Atom, size: float) -> float:
    """Return how much of its square a sign can give up."""
    if atom.sign == " ":
        return atom.advance
    if atom.sign in _HALF_RIGHT or atom.sign in _HALF_LEFT:
        return max(0.0, min(atom.advance - size * 0.5, size * 0.5))
    return 0.0


def break_text(
    spans: Sequence[Span],
    style: Style,
    width: float,
    *,
    first: float = 0.0,
    rest: float = 0.0,
    keep: Sequence[str] = (),
    even: bool = True,
) -> list[Line]:
    """Break one paragraph into lines not wider than ``width`` (points).

    ``first`` and ``rest`` indent the first and the other lines; ``keep`` are words (names) that
    are not divided. Every line but the last is filled to the width, unless ``even`` is false.
    """
    atoms = _atoms(spans, style)
    inside = _inside_words("".join(atom.sign for atom in atoms), keep)
    lines: list[Line] = []
    start = 0
    while start < len(atoms):
        indent = rest if lines else first
        least = (width - indent) * (1 - (_EMPTY if even else _EMPTY_RAGGED))
        end = _end_of_line(atoms, inside, start, width - indent, least, style.size)
        if style.tight and _lonely(atoms[end:]):
            shorter = _back(atoms, start, end - 1, inside)
            end = shorter if shorter > start + 4 else end
        natural = sum(atom.advance for atom in atoms[start:end])
        full = natural > width - indent or (even and end < len(atoms))
        room = width - indent if full else None
        lines.append(_set(atoms[start:end], style, indent, room))
        start = end
    return lines


def _end_of_line(
    atoms: Sequence[_Atom], inside: set[int], start: int, width: float, least: float, size: float
) -> int:
    """Return where the line that begins at ``start`` ends; no word makes it less than ``least``."""
    natural, end = 0.0, start
    while end < len(atoms) and natural + atoms[end].advance <= width + 0.3:
        natural += atoms[end].advance
        end += 1
    if end == len(atoms):
        return end
    if end == start:
        return start + 1
    longer, total = end, natural
    if atoms[end].sign in NO_START:
        while longer < len(atoms) and longer < end + 4:
            total += atoms[longer].advance
            longer += 1
            give = sum(_give(atom, size) for atom in atoms[start:longer])
            fits = total - width <= give + _TOLERANCE * size * (longer - start)
            if longer == len(atoms) or (_may_begin(atoms, longer) and longer not in inside):
                if fits:
                    return longer
                break
    whole = _back(atoms, start, end, inside)
    if sum(atom.advance for atom in atoms[start:whole]) >= least:
        return whole
    anywhere = _back(atoms, start, end, set())
    return anywhere if anywhere > start else end


def _lonely(rest: Sequence[_Atom]) -> bool:
    """Whether a single character would stand alone on the last line."""
    return 0 < len(rest) < 4 and sum(atom.sign not in _PAIRED for atom in rest) == 1


def _back(atoms: Sequence[_Atom], start: int, end: int, inside: set[int]) -> int:
    """Return the last lawful break at or before ``end``, ``start`` when there is none."""
    while end > start and (end in inside or not _may_begin(atoms, end)):
        end -= 1
    return end


def _set(atoms: Sequence[_Atom], style: Style, indent: float, room: float | None) -> Line:
    """Give every character its place; ``room`` is the width to fill, None for a last line."""
    visible = len(atoms)
    while visible > 1 and atoms[visible - 1].sign == " ":
        visible -= 1  # spaces at the end of a line stand outside it
    natural = sum(atom.advance for atom in atoms[:visible]) - style.space
    missing = 0.0 if room is None else room - (natural + style.space)
    squeeze = 0.0
    if missing < 0:
        give = sum(_give(atom, style.size) for atom in atoms[:visible])
        squeeze = min(1.0, -missing / give) if give else 0.0
        missing += give * squeeze
    extra = missing / max(1, visible - 1) if room is not None else 0.0
    pieces: list[Piece] = []
    x, edge, run_x, run_font, run = indent, indent, indent, "", ""
    for place, atom in enumerate(atoms):
        given = _give(atom, style.size) * squeeze if squeeze else 0.0
        if given and atom.sign in _HALF_LEFT:
            x -= given
        if run and (atom.font != run_font or (given and atom.sign in _HALF_LEFT)):
            pieces.append(Piece(run_x, run_font, run))
            run = ""
        if not run:
            run_x, run_font = x, atom.font
        run += atom.sign
        x += atom.advance + extra
        if place < visible:
            edge = x - extra - style.space
        if atom.cut or (given and atom.sign not in _HALF_LEFT):
            x -= 0.0 if atom.sign in _HALF_LEFT else given
            edge = min(edge, x - extra - style.space)
            pieces.append(Piece(run_x, run_font, run))
            run = ""
    if run:
        pieces.append(Piece(run_x, run_font, run))
    text = "".join(atom.sign for atom in atoms)
    return Line(tuple(pieces), style.size, style.space + extra, edge - indent, text)


def one_line(spans: Sequence[Span], style: Style) -> Line:
    """Set text in one line of its natural width."""
    return _set(_atoms(spans, style), style, 0.0, None)


def text_width(text: str, style: Style) -> float:
    """Return the natural width of text in points."""
    return sum(atom.advance for atom in _atoms([(style.role, text)], style))


def spread(text: str, style: Style, width: float) -> Line:
    """Set a label so that it fills the width evenly, as the heads of forms are set."""
    atoms = _atoms([(style.role, text)], style)
    natural = sum(atom.advance for atom in atoms)
    if len(atoms) < 2 or natural >= width:
        return _set(atoms, style, 0.0, None)
    gap = (width - natural) / (len(atoms) - 1)
    pieces, x = [], 0.0
    for atom in atoms:
        pieces.append(Piece(x, atom.font, atom.sign))
        x += atom.advance + gap
    return Line(tuple(pieces), style.size, style.space, width, text)


# Words of titles that a reader does not want to see divided.
_TITLE_WORDS = (
    "关于 召开 开展 支部委员会 支部 党支部 党员大会 党员 大会 会议 通知 决议 记录 "
    "纪要 同志 预备 转正 接收 推荐 通过 讨论 审议 司法 机关 委员会 委员 工作 "
    "组织生活会 组织 生活 主题 学习 教育 年度 季度 第一 第二 第三 第四 党小组 "
    "党课 活动 情况 整改 中共 中国 共产党 示范区 人民 满意 公务员 人选 先进 优秀 "
    "党务 党费 收缴 选举 换届 书记 评议 民主 贯彻 落实 精神 会议室 方案 计划 "
    "总结 意见 报告 服务 社区 法律 援助 中心 建设 管理 制度 责任 任务 清单 问题"
)


def break_title(text: str, style: Style, width: float, keep: Sequence[str] = ()) -> list[str]:
    """Divide a title into as few lines as it needs, of like length, between words."""
    atoms = _atoms([(style.role, text)], style)
    total = sum(atom.advance for atom in atoms)
    if total <= width or len(atoms) < 2:
        return [text]
    inside = _inside_words(text, (*_TITLE_WORDS.split(), *keep))
    count = int(-(-total // (width * 0.98)))
    found = _divide(atoms, inside, count, width, style.size)
    while found is None:
        count += 1
        if count > len(atoms):  # nothing but signs: no good place exists
            return [line.text for line in break_text([(style.role, text)], style, width)]
        found = _divide(atoms, inside, count, width, style.size)
    places = [0, *found, len(atoms)]
    return [text[a:b].strip() for a, b in pairwise(places)]


def _inside_quotes(atoms: Sequence[_Atom]) -> set[int]:
    """Return the places between the marks of a quotation or a book title."""
    found: set[int] = set()
    depth = 0
    for place, atom in enumerate(atoms):
        if depth and place:
            found.add(place)
        depth += (atom.sign in "“《") - (atom.sign in "”》")
    return found


def _divide(
    atoms: Sequence[_Atom], inside: set[int], count: int, width: float, size: float
) -> list[int] | None:
    """Return the best places for ``count`` lines, None when that many do not do."""
    reach = [0.0]
    for atom in atoms:
        reach.append(reach[-1] + atom.advance)
    target = reach[-1] / count
    quoted = _inside_quotes(atoms)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for row in range(1, count + 1):
        here: dict[int, tuple[float, list[int]]] = {}
        ends = [len(atoms)] if row == count else range(1, len(atoms))
        for end in ends:
            cost_here = 0.0
            if end < len(atoms):
                if not _may_begin(atoms, end):
                    continue
                cost_here += 80.0 if end in inside else 30.0 if end in quoted else 0.0
                cost_here += 20.0 if atoms[end].sign in "的了和与及" else 0.0
                cost_here -= 3.0 if atoms[end - 1].sign in "的、，》” " else 0.0
            for start, (cost, places) in best.items():
                length = reach[end] - reach[start]
                if start >= end or length > width + 0.3:
                    continue
                value = cost + cost_here + ((length - target) / size) ** 2
                if end not in here or value < here[end][0]:
                    here[end] = (value, [*places, end])
        best = here
    if len(atoms) not in best:
        return None
    return best[len(atoms)][1][:-1]
