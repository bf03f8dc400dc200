"""Packages taken in: what each would bring, what both sides changed, and only then the merge."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from db import package
from db.backup import Occasion
from db.dates import text as day_text
from db.errors import Refused
from db.lineage import Verdict
from db.package import Compared, Difference, Protected
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.dialogs.package_fields import FieldsPanel, PackageReferences, word
from desktop.editors import ChoiceEditor, LineEditor
from desktop.theme import px
from desktop.widgets import Button, Card, CardList, CardRow, Label, ScrollColumn, row

_MERGED, _CONFLICTS, _KEPT, _ALL = "merged", "conflicts", "kept", "all"
_FILTERS = (
    (_MERGED, "合并会改动的"),
    (_CONFLICTS, "两边都改过的"),
    (_KEPT, "这里较新的"),
    (_ALL, "全部记录"),
)
_SHOWN = {
    _MERGED: (Verdict.BOTH, Verdict.THERE),
    _CONFLICTS: (Verdict.BOTH,),
    _KEPT: (Verdict.HERE,),
    _ALL: tuple(Verdict),
}


@dataclass
class _Source:
    """One file: its difference, or why there is none; the choices made, by uid and key."""

    path: Path
    difference: Difference | None = None
    refusal: str = ""
    protected: bool = False
    references: PackageReferences | None = None
    choices: dict[str, dict[str, bool]] = field(default_factory=dict)

    def undecided(self) -> list[Compared]:
        """The records that still need a choice."""
        found = self.difference.conflicts if self.difference else []
        return [each for each in found if set(each.open) - set(self.choices.get(each.uid, {}))]

    def decisions(self) -> dict[str, frozenset[str]]:
        """The choices as the merge takes them."""
        return {
            uid: frozenset(key for key, taken in keys.items() if taken)
            for uid, keys in self.choices.items()
        }

    @property
    def brings(self) -> int:
        """How many records the merge would touch."""
        return len(self.difference.of(Verdict.THERE, Verdict.BOTH)) if self.difference else 0

    def card(self) -> CardRow:
        """The file as a card of the list."""
        if self.difference is None:
            pill = "要密码" if self.protected else "不能导入"
            return CardRow(str(self.path), self.path.name, self.refusal, pill, "caution")
        told, waiting = self.difference.package, len(self.undecided())
        title = f"{told.short_name} {told.year}年"
        if waiting:
            pill, tone = f"待选定{waiting}条", "caution"
        else:
            pill, tone = ("可以合并", "done") if self.brings else ("没有变化", "muted")
        return CardRow(str(self.path), title, self.difference.summary, pill, tone)


class ImportPackagesDialog(Dialog):
    """Open it with `.open()` and give it files by `show_files`; `accepted` after the merge.

    Each package is a step of its own; the notice takes them all back.
    """

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("导入上报包", parent, width=1180, height=680)
        self._context = context
        self._sources: list[_Source] = []
        self.sources = CardList("上报包")
        self.sources.chosen.connect(self._show_source)
        self.records = CardList("包里的记录")
        self.records.chosen.connect(self._show_record)
        self.filter = ChoiceEditor(_FILTERS, empty=None)
        self.filter.set_name("显示哪些记录")
        self.filter.set_value(_MERGED)
        self.filter.changed.connect(self._show_records)
        self.facts = Label("", "muted")
        self.password = LineEditor("密码")
        self.password.set_name("上报包的密码")
        self.password.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.box.returnPressed.connect(self._unlock)
        self.unlock = Button("打开", "check")
        self.unlock.clicked.connect(self._unlock)
        self.all_ours = Button("全部用我这边")
        self.all_ours.clicked.connect(self._take_ours)
        self.all_theirs = Button("全部用对方")
        self.all_theirs.clicked.connect(self._take_theirs)
        self.fields = FieldsPanel()
        self.fields.decided.connect(self._decided)
        self.error = Label("", "error")
        self.error.hide()
        self.main_button = Button("合并", "check", "primary")
        self.main_button.clicked.connect(self._merge)
        self._lay_out()
        self.add_button(self.main_button)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for widget in (self._left(), self._middle(), self.fields):
            split.addWidget(widget)
        split.setStretchFactor(2, 1)
        split.setSizes([px(300), px(360), px(460)])
        self.body.addWidget(
            Label("先看合并后会怎样，选定两边都改过的，再按“合并”。在那之前什么也不写入。", "muted")
        )
        self.body.addWidget(split, 1)
        self.body.addWidget(self.error)

    def _left(self) -> QWidget:
        left, column = _column()
        card = Card(margin=1)
        card.body.addWidget(self.sources)
        column.addWidget(card, 1)
        column.addLayout(row(self.password, self.unlock))
        about = ScrollColumn()
        about.body.addWidget(self.facts)
        about.body.addStretch(1)
        column.addWidget(about, 1)
        return left

    def _middle(self) -> QWidget:
        middle, column = _column()
        card = Card(margin=1)
        card.body.addWidget(self.records)
        column.addLayout(row(self.filter, None))
        column.addWidget(card, 1)
        column.addLayout(row(self.all_ours, self.all_theirs, None))
        return middle

    # The files

    def show_files(self, paths: list[Path], password: str = "") -> None:
        """Read the files and show what they would bring; a bad one only says why."""
        for path in dict.fromkeys(paths):
            source = _Source(path)
            self._read(source, password)
            self._sources.append(source)
        self._refresh()
        if self._sources:
            self.sources.select(str(self._sources[0].path))
        self._show_source()

    def _read(self, source: _Source, password: str) -> None:
        source.difference, source.refusal, source.protected = None, "", False
        try:
            source.difference = package.difference(package.read(source.path, password))
        except Refused as refusal:
            source.refusal, source.protected = str(refusal), isinstance(refusal, Protected)
            return
        source.references = PackageReferences(self._branch, source.difference.package)

    def _branch(self) -> str:
        return self._context.branch

    def _unlock(self) -> None:
        source = self._source()
        if source is not None and source.protected:
            self._read(source, self.password.value())
            self.password.set_value("")
            self._refresh()
            self._show_source()

    def _source(self) -> _Source | None:
        wanted = self.sources.selected()
        return next((each for each in self._sources if str(each.path) == wanted), None)

    def _refresh(self) -> None:
        """Show the state of every file and whether all may be merged now."""
        self.sources.set_rows([each.card() for each in self._sources])
        ready = [each for each in self._sources if each.difference is not None]
        waiting = sum(len(each.undecided()) for each in ready)
        total = sum(each.brings for each in ready)
        self.main_button.setText(f"合并 {total} 条" if total else "合并")
        usable = bool(total) and not waiting and not self._context.readonly
        self.main_button.setEnabled(usable)
        self.main_button.setToolTip(f"还有{waiting}条两边都改过的没有选定" if waiting else "")

    # What is looked at

    def _show_source(self, _uid: str = "") -> None:
        source = self._source()
        locked = source is not None and source.protected
        self.password.setVisible(locked)
        self.unlock.setVisible(locked)
        found = source.difference if source is not None else None
        self.facts.setText(_facts(found) if found else (source.refusal if source else ""))
        conflicts = bool(found and found.conflicts)
        self.all_ours.setVisible(conflicts)
        self.all_theirs.setVisible(conflicts)
        self._show_records()

    def _show_records(self) -> None:
        source = self._source()
        shown = _SHOWN[self.filter.value() or _MERGED]
        found = source.difference.of(*shown) if source and source.difference else []
        found = sorted(found, key=lambda each: each.verdict is not Verdict.BOTH)
        rows = []
        for each in found:
            text, tone = word(each)
            rows.append(CardRow(each.uid, each.heading, each.kind.title, text, tone))
        self.records.set_rows(rows)
        if rows and not self.records.selected():
            self.records.select(rows[0].uid)
        self._show_record()

    def _show_record(self, _uid: str = "") -> None:
        source, uid = self._source(), self.records.selected()
        if source is None or source.difference is None or source.references is None:
            return
        records = source.difference.records
        compared = next((each for each in records if each.uid == uid), None)
        self.fields.show_record(compared, source.references, source.choices.get(uid, {}))

    # Choosing

    def _decided(self, uid: str, key: str, taken: bool) -> None:  # noqa: FBT001 - a signal's value
        source = self._source()
        if source is not None:
            source.choices.setdefault(uid, {})[key] = taken
            self._refresh()

    def _take_ours(self) -> None:
        self._take_all(taken=False)

    def _take_theirs(self) -> None:
        self._take_all(taken=True)

    def _take_all(self, *, taken: bool) -> None:
        source = self._source()
        if source is not None and source.difference is not None:
            for each in source.difference.conflicts:
                source.choices[each.uid] = dict.fromkeys(each.open, taken)
            self._refresh()
            self._show_record()

    def _merge(self) -> None:
        """Merge one package after the other; what a former one brought is looked at again."""
        merged, context = [], self._context
        for source in self._sources:
            if source.difference is None:
                continue
            try:
                fresh = package.difference(source.difference.package)
            except Refused as refusal:
                self._refuse(str(refusal))
                break
            source.difference, decisions = fresh, source.decisions()
            if source.undecided():
                self._stop(source)
                break
            merge = partial(package.merge, fresh, decisions, who=context.who, at=context.now())
            changes = context.run(merge, self, refused=self._refuse, after_backup=Occasion.MERGE)
            if changes is None:
                break
            if changes.records:
                merged.append(f"{fresh.package.short_name}{fresh.package.year}年")
        else:
            self._say(merged)
            self.accept()
            return
        self._refresh()

    def _stop(self, source: _Source) -> None:
        self._refuse(f"“{source.path.name}”有记录在前一份合并之后两边都改过，请选定后再合并。")
        self.sources.select(str(source.path))
        self._show_source()

    def _say(self, merged: list[str]) -> None:
        context, count = self._context, len(merged)

        def take_back() -> None:
            for _ in range(count):
                context.undo()

        if count:
            word = "撤销" if count == 1 else f"撤销这{count}份"
            context.say(f"已合并上报包：{'、'.join(merged)}。", word, take_back)
        else:
            context.say("已合并，这里的记录没有变化。")

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()


def _column() -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return widget, column


def _facts(found: Difference) -> str:
    """What a package is, in words."""
    told = found.package
    made_by = f"，{told.made_by}" if told.made_by else ""
    lines = [
        f"{day_text(told.made_at[:10])}导出{made_by}，共{told.count()}条记录。",
        f"{found.summary}。",
    ]
    left_out = [
        what
        for what, there in (("身份证号、电话、住址", told.identity), ("谈心谈话", told.talks))
        if not there
    ]
    if left_out:
        lines.append(f"没有带{'和'.join(left_out)}，这里已有的不变。")
    for kind, count in package.by_type(found.new):
        lines.append(f"新增{kind.title}{count}条")
    return "\n".join([*lines, *found.notes])
