"""One item of a scheme being edited: on or off, title, points, and folded under it the rest."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.scoring.model import SHARES, Absence, Formula, Item
from db.rules.scoring.sources import SOURCES, Source
from desktop.editors import AreaEditor, ChoiceEditor, Editor, FlagEditor, LineEditor
from desktop.pages.assessment.points import PointsEditor
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import SmallNumber
from desktop.recording.section import LabelledArea, Section, SideField
from desktop.theme import px
from desktop.widgets import Button, Label, Pill, row

_LABELS = 72
_TEXTS = (
    ("standard", "评分标准"),
    ("evidence", "数据依据"),
    ("target", "责任指标"),
    ("basis", "出处"),
)


class ItemRow(Section):
    """`value()` is the item as it stands; a scheme without points shows none."""

    def __init__(self, item: Item, *, pointed: bool) -> None:
        super().__init__()
        self._item = item
        self._pointed = pointed
        self._source: Source | None = SOURCES.get(item.source)
        self.details: QWidget | None = None
        self._parameters: dict[tuple[str, object], Editor] = {}
        self.on = FlagEditor()
        self.code = Label(item.code, "muted", wrap=False)
        self.title = LineEditor()
        self.points = PointsEditor()
        self.pill = Pill(item.formula.label, "muted")
        self.unproved = Pill("" if item.verified else "待核", "caution")
        self.fold_button = Button("", "chevron-down", "ghost", tip=f"{item.code} 的算法和标准")
        self.fold_button.clicked.connect(self.toggle)
        for key, editor, label in (
            ("on", self.on, "考核这一项"),
            ("title", self.title, "项目"),
            ("points", self.points, "分值"),
        ):
            self.add(key, editor, f"{item.code} {label}")
        self.on.box.setToolTip("不考核的项目不计入满分，和“不适用”一样")
        unit = Label("分", "muted", wrap=False)
        # Nothing is shown before it has its place: it would be a window of its own for a moment.
        for widget, shown in (
            (self.points, pointed),
            (unit, pointed),
            (self.unproved, not item.verified),
        ):
            if not shown:
                widget.hide()
        line = row(
            self.on,
            self.code,
            self.title,
            self.points,
            unit,
            self.pill,
            self.unproved,
            self.fold_button,
        )
        line.setStretch(2, 1)
        self._head = line
        self.error = Label("", "error")
        self.error.hide()
        self._under = QVBoxLayout()
        self.body.setSpacing(4)
        self.body.addLayout(line)
        self.body.addWidget(self.error)
        self.body.addLayout(self._under)
        self.on.set_value(item.on)
        self.title.set_value(item.title)
        self.points.set_value(item.points)
        self._fit()

    # What it says

    def value(self) -> Item:
        """The item as it stands in the form; what cannot be read stays as it was."""
        item = replace(self._item, on=self.on.value(), title=self.title.value())
        if self._pointed and self.points.value() is not None:
            item = replace(item, points=self.points.value() or 0)
        if self.details is None:
            return item
        texts = {key: self.editors[key].value().strip() for key, _label in _TEXTS}
        item = replace(item, **texts, verified=self.editors["verified"].value())
        formula = Formula(self.editors["formula"].value())
        if item.formula is Formula.CONFIRM:
            item = replace(item, propose=formula)
        elif item.formula is not Formula.MANUAL:
            item = replace(item, formula=formula)
        return replace(item, **self._numbers(item))

    def _numbers(self, item: Item) -> dict[str, Any]:
        found = {key: editor.value() for key, editor in self._parameters.items()}
        share = item.counting in SHARES
        gaps = {k: found["deduct", k] for k in (self._source.gaps if self._source else ())}
        steps = tuple(
            replace(
                step,
                at_least=found["share", n] or step.at_least,
                points=_or(found.get(("step", n)), step.points),
            )
            for n, step in enumerate(item.steps)
        )
        grades = tuple(
            replace(
                grade,
                title=found["title", n] or grade.title,
                points=_or(found.get(("grade", n)), grade.points),
            )
            for n, grade in enumerate(item.grades)
        )
        numbers = self._source.numbers if self._source else {}
        return {
            "deduct": {} if share else {k: v for k, v in gaps.items() if v is not None},
            "numbers": {k: v for k in numbers if (v := found["number", k]) is not None},
            "steps": steps,
            "grades": grades,
            "absent": tuple(each for each in Absence if found["absent", each]),
        }

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or is missing."""
        yield from super().problems()
        if not self.title.value():
            yield self.title, "项目不能空着"
        if self._pointed and self.points.value() is None and not self.points.problem():
            yield self.points, "请写分值"
        for editor in self._parameters.values():
            if text := editor.problem():
                yield editor, text

    def say(self, text: str) -> None:
        """Say what is wrong with the item; "" takes it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    # The folded part

    def toggle(self) -> None:
        """Show the rest of the item, or fold it away."""
        if self.details is None:
            self._open()
        else:
            self.details.setVisible(self.details.isHidden())
        assert self.details is not None
        folded = self.details.isHidden()
        self.fold_button.set_icon("chevron-down" if folded else "chevron-up")

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        super().set_read_only(on=on)
        for editor in self._parameters.values():
            editor.set_read_only(on=on)
        self._locked = on

    _locked = False

    def _open(self) -> None:
        item = self._item
        self.details = QWidget()
        column = QVBoxLayout(self.details)
        column.setContentsMargins(px(28), 0, 0, px(8))
        column.setSpacing(6)
        holder = QWidget()
        flow = FieldFlow(gap=16, line_gap=6)
        holder.setLayout(flow)
        for field in self._counting(item):
            flow.add(field)
        column.addWidget(holder)
        for key, label in _TEXTS:
            area = AreaEditor(lines=1)
            area.set_value(getattr(item, key))
            column.addWidget(LabelledArea(label, area, width=_LABELS))
            self.add(key, area, f"{item.code} {label}")
        verified = FlagEditor("出处已核对过原文")
        verified.set_value(item.verified)
        column.addWidget(self.add("verified", verified, f"{item.code} 出处已核对过原文"))
        self._under.addWidget(self.details)
        self.details.show()
        self.set_read_only(on=self._locked)

    def _counting(self, item: Item) -> Iterator[QWidget]:
        formulas = self._source.formulas if self._source else (Formula.MANUAL,)
        formula = ChoiceEditor([(str(each), each.label) for each in formulas], empty=None)
        formula.set_value(str(item.counting))
        self.add("formula", formula)
        yield SideField("算法", formula)
        formula.set_name(f"{item.code} 算法")
        if self._source is not None:
            yield Label(f"数：{self._source.title}", "muted", wrap=False)
            for kind, label in self._source.gaps.items():
                if self._pointed:
                    editor = self._parameter(("deduct", kind), PointsEditor(), f"{label}扣")
                    editor.set_value(item.deduct.get(kind))
                    yield SideField(f"{label}扣", editor, after="分")
                else:
                    flag = self._parameter(("deduct", kind), _Counted(f"看“{label}”"), label)
                    flag.set_value(item.deduct.get(kind))
                    yield flag
            for key, label in self._source.numbers.items():
                number = self._parameter(("number", key), SmallNumber(most=1000), label)
                number.set_value(item.numbers.get(key))
                yield SideField(label, number)
        for n, step in enumerate(item.steps):
            share = self._parameter(("share", n), SmallNumber(least=1, most=100), "达到百分之几")
            share.set_value(step.at_least)
            yield from self._pair("达到", share, "%", ("step", n), step.points)
        for n, grade in enumerate(item.grades):
            title = self._parameter(("title", n), _Short(), "评定的等级")
            title.set_value(grade.title)
            yield from self._pair("等级", title, "", ("grade", n), grade.points)
        for each in Absence:
            flag = self._parameter(
                ("absent", each), FlagEditor(f"{each.label}，算不适用"), each.label
            )
            flag.set_value(each in item.absent)
            yield flag

    def _pair(
        self, label: str, editor: Editor, unit: str, key: tuple[str, object], points: int
    ) -> Iterator[QWidget]:
        if not self._pointed:
            yield SideField(label, editor, after=unit)
            return
        score = self._parameter(key, PointsEditor(), f"{label}得几分")
        score.set_value(points)
        yield SideField(label, editor, score, between=f"{unit}得", after="分")

    def _parameter(self, key: tuple[str, object], editor: Editor, label: str) -> Editor:
        self._parameters[key] = editor
        editor.set_name(f"{self._item.code} {label}")
        editor.changed.connect(self._changed)
        return editor

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.code.setFixedWidth(px(30))
        self._head.setAlignment(Qt.AlignmentFlag.AlignVCenter)


class _Counted(FlagEditor):
    """In a scheme without points a gap counts or not: 0 or None."""

    def value(self) -> int | None:
        return 0 if super().value() else None

    def set_value(self, value: object) -> None:
        super().set_value(value is not None)


class _Short(LineEditor):
    """The name of a grade: a few characters."""

    def __init__(self) -> None:
        super().__init__(max_length=12)
        self.box.setFixedWidth(px(76))


def _or(value: object, usual: int) -> int:
    return value if isinstance(value, int) else usual
