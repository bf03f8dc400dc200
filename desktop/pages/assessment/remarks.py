"""加分、扣分 and 一票否决: what the scheme knows of them, chosen, with reason and proof."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.assessment import ASSESSMENT
from db.rules.scoring.formulas import points_text
from db.rules.scoring.model import Adjustment, Sheet
from db.spec import Tree
from desktop.app import Context
from desktop.editors import ChoiceEditor, LineEditor
from desktop.pages.assessment import words
from desktop.pages.assessment.points import PointsEditor
from desktop.recording.attachments import AttachmentsPanel
from desktop.recording.rows import LineRow, RowList
from desktop.recording.section import Path, Section
from desktop.recording.wrapline import WrapLine
from desktop.widgets import SectionTitle, row

_TOP = Qt.AlignmentFlag.AlignTop


class AdjustmentRow(LineRow):
    """One bonus or deduction: which, how many points, why, by what proof."""

    def __init__(self, known: Mapping[str, Adjustment], *, pointed: bool) -> None:
        super().__init__("加分扣分")
        self._known = known
        self.code = ChoiceEditor(_choices(known), empty="加分还是扣分", missing="")
        self.points = PointsEditor()
        reason = WrapLine("事由，如 获市级先进基层党组织")
        proof = LineEditor("文号、证书编号")
        self.add("code", self.code, "加分扣分的事项")
        self.add("points", self.points, "分数")
        self.add("reason", reason, "事由")
        self.add("proof", proof, "证明材料")
        self.code.changed.connect(self._chosen)
        if not pointed:
            self.points.hide()
        column = QVBoxLayout()
        column.setSpacing(4)
        first = row(self.code, self.points, reason)
        first.setStretch(2, 1)
        for widget in (self.code, self.points, reason):
            first.setAlignment(widget, _TOP)
        column.addLayout(first)
        column.addWidget(proof)
        self.line.addLayout(column)

    def values(self) -> Tree:
        """The line, with the title that the scheme has for it."""
        found = super().values()
        known = self._known.get(found["code"])
        return found | {"title": known.title if known else found["title"]}

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or is missing."""
        yield from super().problems()
        found = self.values()
        if not found["code"]:
            yield self.code, "请选是哪一项加分或扣分"
        elif not found["reason"]:
            yield self.editors["reason"], "加分、扣分要写明事由"

    def _chosen(self) -> None:
        known = self._known.get(self.code.value() or "")
        if known is not None and known.points:
            self.points.set_value(known.points)
            self._changed()


class VetoRow(LineRow):
    """One fact that forbids a grade."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__("一票否决")
        self._known = known
        self.code = ChoiceEditor(list(known.items()), empty="哪一种情形", missing="")
        reason = WrapLine("事实和依据")
        self.add("code", self.code, "一票否决的情形")
        self.add("reason", reason, "事实和依据")
        self.line.addWidget(self.code, 0, _TOP)
        self.line.addWidget(reason, 1)

    def values(self) -> Tree:
        """The line, with the title that the scheme has for it."""
        found = super().values()
        return found | {"title": self._known.get(found["code"], found["title"])}

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or is missing."""
        yield from super().problems()
        found = self.values()
        if not found["code"]:
            yield self.code, "请选是哪一种情形"
        elif not found["reason"]:
            yield self.editors["reason"], "一票否决要写明事实和依据"


class RemarksSection(Section):
    """加分扣分, 一票否决 and the files that prove them (and other papers of the assessment)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._known: dict[str, Adjustment] = {}
        self._vetoes: dict[str, str] = {}
        self._shape: object = None
        self._pointed = True
        self.title = SectionTitle("加分和扣分")
        self.adjustments = RowList(ASSESSMENT.line("deductions"), self._adjustment, "加一条")
        self.veto_title = SectionTitle("一票否决", "有这些情形的，等次受限制；没有就不填。")
        self.vetoes = RowList(ASSESSMENT.line("vetoes"), self._veto, "记一条")
        self.files = AttachmentsPanel(context)
        self.files.title.set_text("证明材料和附件")
        self.files.hint.setText("把证书、通报、测评票统计的扫描件拖到这里。")
        for part in (self.adjustments, self.vetoes, self.files):
            part.changed.connect(self.changed)
        for widget in (self.title, self.adjustments, self.veto_title, self.vetoes, self.files):
            self.body.addWidget(widget)

    def show_sheet(self, sheet: Sheet, record: Tree, *, pointed: bool) -> None:
        """Show what is stored, with the choices that the scheme has."""
        self._pointed = pointed
        self._known = {each.code: each for each in sheet.scheme.adjustments}
        self._vetoes = {each.code: each.title for each in sheet.scheme.vetoes}
        shape = (sheet.scheme.adjustments, sheet.scheme.vetoes, pointed)
        if shape != self._shape:  # rows keep their choices: of another scheme they are made anew
            self._shape = shape
            self.adjustments.load([])
            self.vetoes.load([])
        self.adjustments.load(record["deductions"])
        self.vetoes.load(record["vetoes"])
        self.files.load(record["attachments"])
        self.follow(sheet)
        known = bool(self._known or record["deductions"])
        self.title.setVisible(known)
        self.adjustments.setVisible(known)
        barred = bool(self._vetoes or record["vetoes"])
        self.veto_title.setVisible(barred)
        self.vetoes.setVisible(barred)

    def follow(self, sheet: Sheet) -> None:
        """Show the sums of the sheet as it is now."""
        limit = sheet.scheme.bonus_limit if self._pointed else 0
        said = words.adjusted_sum(sheet.adjusted, limit) if sheet.adjusted else ""
        self.title.set_note(said or "没有就不填；每条写明事由和证明材料。")

    def values(self) -> Tree:
        """What stands in the form."""
        return {
            "deductions": self.adjustments.values(),
            "vetoes": self.vetoes.values(),
            "attachments": self.files.values(),
        }

    def set_read_only(self, *, on: bool) -> None:
        """Lock the lines; files are locked by `lock_files`."""
        self.adjustments.set_read_only(on=on)
        self.vetoes.set_read_only(on=on)

    def lock_files(self, *, on: bool) -> None:
        """Let files be added and taken away, or not: a final sheet still takes them."""
        self.files.set_read_only(on=on)

    def problems(self) -> Iterator[tuple[QWidget, str]]:
        """What was typed and cannot be read, or is missing."""
        yield from self.adjustments.problems()
        yield from self.vetoes.problems()

    def place(self, path: Path) -> QWidget | None:
        """The widget for a path into the record."""
        lists = {"deductions": self.adjustments, "vetoes": self.vetoes}
        if path and str(path[0]) in lists:
            return lists[str(path[0])].place(path[1:])
        return self.files.add_button if path[:1] == ("attachments",) else None

    def _adjustment(self) -> LineRow:
        return AdjustmentRow(self._known, pointed=self._pointed)

    def _veto(self) -> LineRow:
        return VetoRow(self._vetoes)


def _choices(known: Mapping[str, Adjustment]) -> Sequence[tuple[str, str]]:
    """加分 县级表彰 1分, 扣分 通报批评 0.5分."""
    return [
        (
            code,
            f"{'加分' if each.bonus else '扣分'} {each.title}"
            + (f" {points_text(each.points)}分" if each.points else ""),
        )
        for code, each in known.items()
    ]
