"""The lines of the sheet under their headings A to F."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.rules.scoring.model import Line, Sheet
from db.spec import Tree
from desktop.pages.assessment import words
from desktop.pages.assessment.row import ScoreRow
from desktop.recording.section import Path, Section, reveal
from desktop.widgets import SectionTitle, rule


class ScoresSection(Section):
    """`committed` when a decision is complete; `opened(Line)` to see the records behind a sum."""

    committed = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, ScoreRow] = {}
        self.titles: dict[str, SectionTitle] = {}
        self._shape: tuple[object, ...] = ()
        self._other: list[Tree] = []
        self._locked, self._pointed = False, True
        self.body.setSpacing(0)

    def show_sheet(self, sheet: Sheet, record: Tree, *, pointed: bool) -> None:
        """Show every line and what is stored of it; nothing is dirty then."""
        shape = tuple((line.item.group, line.code) for line in sheet.lines)
        if shape != self._shape:
            self._shape = shape
            self._make(sheet)
        stored = {line["code"]: line for line in record["scores"]}
        self._other = [line for code, line in stored.items() if code not in self.rows]
        self._pointed = pointed
        for line in sheet.lines:
            shown = self.rows[line.code]
            shown.set_pointed(on=pointed)
            shown.show_line(line, stored.get(line.code))
            shown.set_read_only(on=self._locked)
        self._sum(sheet)

    def follow(self, sheet: Sheet) -> None:
        """Show what the sheet came to now; what a person is writing stays."""
        for line in sheet.lines:
            if line.code in self.rows:
                self.rows[line.code].follow(line)
        self._sum(sheet)

    def values(self) -> Tree:
        """The lines of which a person has said anything, in the order of the scheme."""
        told = [shown.values() | _named(shown.line) for shown in self.rows.values() if shown.told]
        return {"scores": told + self._other}

    def adopt(self, lines: Mapping[str, Tree]) -> None:
        """Learn what a save made of the lines."""
        for code, shown in self.rows.items():
            if code in lines:
                shown.adopt(lines[code])

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        self._locked = on
        for shown in self.rows.values():
            shown.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, and reasons that are missing."""
        for shown in self.rows.values():
            yield from shown.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for ("scores", code or number, key)."""
        if path[:1] != ("scores",) or not self.rows:
            return None
        rest = path[1:] or ("",)
        shown = self.rows.get(str(rest[0]), next(iter(self.rows.values())))
        return shown.place(rest[1:] or ("own",))

    def reveal_line(self, code: str) -> bool:
        """Show a line and put the cursor where it wants something; whether there is such a line."""
        shown = self.rows.get(code)
        if shown is None:
            return False
        reveal(shown)
        shown.begin_wanted()
        return True

    def _make(self, sheet: Sheet) -> None:
        while self.body.count():
            widget = self.body.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.clear()
        self.titles.clear()
        for group in sheet.scheme.groups:
            lines = [line for line in sheet.lines if line.item.group == group.code]
            if not lines:
                continue
            title = self.titles[group.code] = SectionTitle(f"{group.code}　{group.title}")
            title.setContentsMargins(0, 12 if len(self.titles) > 1 else 0, 0, 4)
            self.body.addWidget(title)
            for line in lines:
                self.body.addWidget(rule())
                self.body.addWidget(self._row(line))

    def _row(self, line: Line) -> ScoreRow:
        shown = self.rows[line.code] = ScoreRow()
        shown.changed.connect(self.changed)
        shown.committed.connect(self.committed)
        shown.opened.connect(self.opened)
        shown.stepped.connect(self._step)
        return shown

    def _sum(self, sheet: Sheet) -> None:
        for code, title in self.titles.items():
            lines = [line for line in sheet.lines if line.item.group == code]
            title.set_note(words.group_sum(lines, shown=self._pointed))

    def _step(self, shown: ScoreRow, key: str, step: int) -> None:
        order = [each for each in self.rows.values() if not each.line.absent]
        if shown not in order:
            return
        place = order.index(shown) + step
        if 0 <= place < len(order):
            reveal(order[place])
            order[place].begin(key)


def _named(line: Line) -> Tree:
    """The name and points that a stored line carries along."""
    return {"code": line.code, "title": line.title, "points": line.points or None}
