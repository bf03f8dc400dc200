"""A scheme being edited: its name and year, its items by group, grades, bonus and vetoes."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Adjustment, Band, Scheme, VetoRule
from desktop.editors import AreaEditor, ChoiceEditor, Editor, LineEditor
from desktop.pages.assessment.points import PointsEditor
from desktop.pages.assessment.scheme_item import ItemRow
from desktop.recording.fieldflow import FieldFlow
from desktop.recording.narrow import SmallNumber
from desktop.recording.section import LabelledArea, Section, SideField, reveal
from desktop.widgets import Label, ScrollColumn, SectionTitle, row, rule

_LABELS = 72


class _Head(Section):
    """Name, first year, full points, limit of the bonus, remark."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        title, note = LineEditor(), AreaEditor(lines=1)
        self.add("title", title)
        self.add("year_from", SmallNumber(least=1921, most=2100))
        self.add("full", PointsEditor())
        self.add("bonus_limit", PointsEditor())
        self.add("note", note)
        holder = QWidget()
        flow = FieldFlow(gap=16, line_gap=6)
        holder.setLayout(flow)
        flow.add(SideField("从哪年起用", self.editors["year_from"], after="年"))
        if scheme.pointed:
            flow.add(SideField("满分", self.editors["full"], after="分"))
            flow.add(SideField("加分最多", self.editors["bonus_limit"], after="分"))
        self.body.addWidget(LabelledArea("名称", title, width=_LABELS))
        self.body.addWidget(holder)
        self.body.addWidget(LabelledArea("说明", note, width=_LABELS))
        self.load({key: getattr(scheme, key) for key in self.editors})

    def apply(self, scheme: Scheme) -> Scheme:
        """The scheme with what stands here."""
        found = self.values()
        changed = {key: found[key] for key in ("title", "note")}
        changed |= {"year_from": found["year_from"] or scheme.year_from}
        if scheme.pointed:
            changed |= {"full": found["full"] or scheme.full}
            changed |= {"bonus_limit": found["bonus_limit"] or 0}
        return replace(scheme, **changed)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or is missing."""
        yield from super().problems()
        needed = {"title": "名称", "year_from": "从哪年起用", "full": "满分"}
        for key, label in needed.items():
            empty = self.editors[key].value() in (None, "", 0)
            if (
                empty
                and not self.editors[key].problem()
                and (key != "full" or self._scheme.pointed)
            ):
                yield self.editors[key], f"请写明{label}"


class _Rows(Section):
    """Short rows of editors: the grades of the branch, bonus and deductions, vetoes."""

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self.body.addWidget(SectionTitle(title, note))

    def add_row(self, *fields: tuple[str, Editor, str, object, str]) -> None:
        """One row of (key, editor, label, value, unit)."""
        shown = []
        for key, editor, label, value, unit in fields:
            editor.set_value(value)
            field = SideField(label, editor, after=unit)
            self.add(key, editor, label)
            shown.append(field)
        line = row(*shown)
        line.setStretch(0, 1)
        self.body.addLayout(line)


class SchemeForm(ScrollColumn):
    """`value()` is the scheme as it stands; `changed` with every finished change."""

    changed = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(margin=16, spacing=12)
        self._scheme = scheme
        self.items: dict[str, ItemRow] = {}
        self.head = _Head(scheme)
        self.sum = Label("", "section")
        self.bands = _Rows("等次", "从高到低写；名额比例为空是不限。")
        self.adjustments = _Rows("加分和扣分", "都写正数。")
        self.vetoes = _Rows("一票否决", "有这种情形的，等次最高到哪一档。")
        self._add(self.head)
        self.body.addWidget(self.sum)
        for group in scheme.groups:
            self.body.addWidget(SectionTitle(f"{group.code}　{group.title}"))
            for item in scheme.items:
                if item.group == group.code:
                    shown = self.items[item.code] = ItemRow(item, pointed=scheme.pointed)
                    self._add(shown)
                    self.body.addWidget(rule())
        self._fill_rows(scheme)
        for section in (self.bands, self.adjustments, self.vetoes):
            self._add(section)
        self.body.addStretch(1)
        self._say_sum()

    def value(self) -> Scheme:
        """The scheme as it stands in the form; what cannot be read stays as it was."""
        scheme = self.head.apply(self._scheme)
        items = tuple(self.items[item.code].value() for item in scheme.items)
        return replace(
            scheme,
            items=items,
            bands=tuple(self._band(n, band) for n, band in enumerate(scheme.bands)),
            adjustments=tuple(
                self._adjustment(n, each) for n, each in enumerate(scheme.adjustments)
            ),
            vetoes=tuple(self._veto(n, each) for n, each in enumerate(scheme.vetoes)),
        )

    def set_read_only(self, *, on: bool) -> None:
        """Show only, or let edit."""
        for section in self._sections():
            section.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or does not fit together."""
        for section in self._sections():
            yield from section.problems()
        if self._scheme.pointed and (off := self._off()):
            yield self.head.editors["full"], f"各项分值合计和满分差 {points_text(abs(off))} 分"

    def show_refusal(self, text: str) -> bool:
        """Say at its item why the scheme was refused; whether it names one."""
        for shown in self.items.values():
            shown.say("")
        _place, _, said = text.partition("行：")
        code, _, why = said.partition(" ")
        if code not in self.items:
            return False
        self.items[code].say(why)
        self.go_to(code)
        return True

    def go_to(self, code: str) -> None:
        """Lead to an item."""
        if code in self.items:
            reveal(self.items[code])
            self.items[code].title.target.setFocus()

    def _sections(self) -> list[Section]:
        return [self.head, *self.items.values(), self.bands, self.adjustments, self.vetoes]

    def _add(self, section: Section) -> None:
        section.changed.connect(self._changed)
        self.body.addWidget(section)

    def _changed(self) -> None:
        self._say_sum()
        for shown in self.items.values():
            shown.say("")
        self.changed.emit()

    def _off(self) -> int:
        """How many points the items have more than the full number."""
        scheme = self.value()
        return sum(item.points for item in scheme.items) - (scheme.full or 0)

    def _say_sum(self) -> None:
        self.sum.setVisible(self._scheme.pointed)
        if not self._scheme.pointed:
            return
        scheme, off = self.value(), self._off()
        total = points_text(sum(item.points for item in scheme.items))
        shut = sum(not item.on for item in scheme.items)
        said = f"各项分值合计 {total} 分，满分 {points_text(scheme.full or 0)} 分"
        if off:
            said += f"，{'多' if off > 0 else '少'} {points_text(abs(off))} 分"
        said += f"；停用 {shut} 项" if shut else ""
        self.sum.setText(said + "。")
        self.sum.set_tone("accent" if off else "")

    # Grades, bonus and vetoes

    def _fill_rows(self, scheme: Scheme) -> None:
        for n, band in enumerate(scheme.bands):
            quota = (f"quota{n}", SmallNumber(most=100), "名额", band.quota or None, "%")
            title = (f"title{n}", LineEditor(), "等次", band.title, "")
            if scheme.pointed:
                least = (f"least{n}", PointsEditor(), "不低于", band.at_least, "分")
                self.bands.add_row(title, least, quota)
            else:
                unmet = (f"unmet{n}", SmallNumber(), "没有达到最多", band.unmet, "项")
                partial = (f"partial{n}", SmallNumber(), "部分达到最多", band.partial, "项")
                self.bands.add_row(title, unmet, partial, quota)
        for n, each in enumerate(scheme.adjustments):
            label = "加分" if each.bonus else "扣分"
            self.adjustments.add_row(
                (f"title{n}", LineEditor(), label, each.title, ""),
                (f"points{n}", PointsEditor(), "每次", each.points, "分"),
            )
        grades = [(band.title, band.title) for band in scheme.bands]
        for n, veto in enumerate(scheme.vetoes):
            self.vetoes.add_row(
                (f"title{n}", LineEditor(), "情形", veto.title, ""),
                (f"most{n}", ChoiceEditor(grades, empty=None), "最高", veto.at_most, ""),
            )
        for section, known in (
            (self.adjustments, scheme.adjustments),
            (self.vetoes, scheme.vetoes),
        ):
            if not known:
                section.hide()

    def _band(self, n: int, band: Band) -> Band:
        found = self.bands.values()
        return replace(
            band,
            title=found[f"title{n}"] or band.title,
            at_least=_or(found.get(f"least{n}"), band.at_least),
            unmet=_or(found.get(f"unmet{n}"), band.unmet),
            partial=_or(found.get(f"partial{n}"), band.partial),
            quota=found[f"quota{n}"] or 0,
        )

    def _adjustment(self, n: int, each: Adjustment) -> Adjustment:
        found = self.adjustments.values()
        points = _or(found[f"points{n}"], each.points)
        return replace(each, title=found[f"title{n}"] or each.title, points=points)

    def _veto(self, n: int, each: VetoRule) -> VetoRule:
        found, grades = self.vetoes.values(), self.bands.values()
        renamed = {
            band.title: grades[f"title{place}"] or band.title
            for place, band in enumerate(self._scheme.bands)
        }
        most = found[f"most{n}"] or each.at_most
        return replace(
            each, title=found[f"title{n}"] or each.title, at_most=renamed.get(most, most)
        )


def _or(value: object, usual: int) -> int:
    return value if isinstance(value, int) else usual
