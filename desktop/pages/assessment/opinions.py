"""意见和等次: what the branch, the group that assessed and the general branch say, with dates."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from db.rules.scoring.model import Sheet
from db.spec import Tree
from desktop.editors import AreaEditor, ChoiceEditor, DateEditor, LineEditor
from desktop.recording.section import LabelledArea, Path, Section, SideField
from desktop.widgets import Label, SectionTitle, row

_BEFORE = (
    ("self", "支部自评意见", "支部委员会对全年工作的自评，由本人写"),
    ("group", "考核组意见", "核查了哪些记录，有什么意见"),
)
_AFTER = ("superior", "总支意见", "党总支的意见")
_WIDTH = 100


class _Opinion(Section):
    """One opinion and its date."""

    def __init__(self, key: str, label: str, hint: str) -> None:
        super().__init__()
        area, day = AreaEditor(hint, lines=2), DateEditor()
        self.day = day
        self.add(f"{key}_opinion", area)
        self.add(f"{key}_on", day)
        date = SideField("日期", day)
        holder = QWidget()
        holder.setLayout(row(date, None))
        self.body.addWidget(LabelledArea(label, area, holder, width=_WIDTH))
        area.set_name(label)
        day.set_name(f"{label}的日期")

    def load(self, tree: Tree) -> None:
        """Show a record."""
        self.day.year = tree["year"]
        super().load(tree)


class OpinionsSection(Section):
    """The opinions and the grade that was decided; `lock_decision` for what comes last."""

    def __init__(self) -> None:
        super().__init__()
        self.title = SectionTitle("意见和等次")
        self.before = [_Opinion(*each) for each in _BEFORE]
        self.after = _Opinion(*_AFTER)
        self.grade = ChoiceEditor(empty="还没有定", missing="")
        self.grade_reason = LineEditor("与得分对应的等次不同的，写明理由")
        self.hint = Label("", "muted")
        self.add("grade", self.grade)
        self.add("grade_reason", self.grade_reason)
        self.body.addWidget(self.title)
        for part in (*self.before, self.after):
            part.changed.connect(self.changed)
            self.body.addWidget(part)
        line = row(SideField("评定等次", self.grade), SideField("定等依据", self.grade_reason))
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.hint)
        self.error = Label("", "error")
        self.body.addWidget(self.error)
        self.error.hide()
        self._band = self._seen = ""

    def show_sheet(self, sheet: Sheet, record: Tree) -> None:
        """Show what is stored, with the grades of the scheme."""
        self.grade.set_choices([(band.title, band.title) for band in sheet.scheme.bands])
        for part in (*self.before, self.after):
            part.load(record)
        super().load(record)
        self._seen = record["grade"]
        self.follow(sheet)

    def follow(self, sheet: Sheet) -> None:
        """Say which grade follows from the sheet as it is now."""
        self._band = sheet.band
        out_of = "得分" if sheet.scheme.pointed else "各项结论"
        self.hint.setText(f"按{out_of}对应的等次是“{sheet.band}”。" if sheet.band else "")
        self._judge()

    def adopt(self, stored: Tree) -> None:
        """Learn what a save made of the grade."""
        self._seen = stored["grade"]

    def values(self) -> Tree:
        """What stands in the form."""
        found = super().values()
        for part in (*self.before, self.after):
            found |= part.values()
        return found

    def set_read_only(self, *, on: bool) -> None:
        """Lock what the branch and the group say."""
        for part in self.before:
            part.set_read_only(on=on)

    def lock_decision(self, *, on: bool) -> None:
        """Lock what the general branch decides, which comes after the sheet is final."""
        self.after.set_read_only(on=on)
        super().set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, and a reason that is missing."""
        for part in (*self.before, self.after):
            yield from part.problems()
        yield from super().problems()
        # A grade that was decided before the records changed does not keep the rest unsaved.
        if self.grade.value() != self._seen and self._wants_reason():
            yield self.grade_reason, "定的等次和得分对应的不同，要写明理由"

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path into the record."""
        for part in (*self.before, self.after):
            if (found := part.place(path)) is not None:
                return found
        return super().place(path)

    def _wants_reason(self) -> bool:
        grade = self.grade.value()
        return bool(grade and self._band and grade != self._band) and not self.grade_reason.value()

    def _changed(self) -> None:
        self._judge()
        super()._changed()

    def _judge(self) -> None:
        wanted = self._wants_reason()
        self.error.setText("定的等次和对应的等次不同，请写明定等依据。" if wanted else "")
        self.error.setVisible(wanted)
