"""The view 换届: the clock of the term, each election with its steps, and what does not agree."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from db import drafting, elections, operations
from db.elections import COMMITTEE, KIND, LABELS, Judged
from db.records.election import ElectionKind
from db.spec import Tree
from desktop.app import Context
from desktop.pages.members.steps import Steps, StepsPane
from desktop.widgets import Button, CardRow, Label

_SENTENCE = (
    "从左边选一次选举，或点“新建”开始换届、补选。请示、批复、选票、计票、结果报告都从这里印，"
    "换届后再登入新一届支部委员会。"
)
_ENTERING = {
    ElectionKind.TERM: ("登入支部委员会", "按当选的人建立新一届支部委员会，请再核对；可以撤销"),
    ElectionKind.VACANCY: ("登入补选的职务", "把当选的人登入本届支部委员会，请再核对；可以撤销"),
}


class ElectionsPane(StepsPane):
    """The elections with the clock of the term; the new term is entered by a press."""

    def __init__(self, context: Context) -> None:
        proof = ("document", "文号、说明", "如 机关党委〔2027〕5号")
        super().__init__(context, KIND.name, _SENTENCE, proof)
        self.clock = Label("", "muted")
        self.left.insertWidget(0, self.clock)

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in ElectionKind:
            menu.addAction(kind.label).triggered.connect(partial(self.begin_kind, kind))
        return menu

    def own_parts(self) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        """What enters the new committee."""
        self.enter_button = Button("登入支部委员会", "users", "secondary")
        self.enter_button.clicked.connect(self.enter_committee)
        return (), (self.enter_button,)

    # What the views ask for

    def refresh(self) -> None:
        """Read the elections of the branch that is looked at, and the clock of its term."""
        super().refresh()
        branch = self._context.branch
        now = elections.clock(branch, self.today()) if branch else None
        self.clock.setText(f"本届：{now.text}" if now else "还没有登记支部委员会的任期。")
        self.clock.set_tone("caution" if now is not None and now.left < 0 else "")

    def begin(self, record_type: str, _checked: object = None, **values: object) -> None:
        """Begin an election of the wanted kind, else one of the next committee."""
        self.begin_kind(ElectionKind(str(values.get("kind", ElectionKind.TERM))))

    def begin_kind(self, kind: ElectionKind, _checked: object = None) -> None:
        """Begin an election with what is known of the present term."""
        if self._context.readonly or not self.leave():
            return
        self.list.select("")
        record = drafting.new_election(self._context.branch, kind, self.today())
        self._editor_of(KIND).begin(record)
        self._show_tools()
        self.show_steps()

    # The steps

    def steps_of(self, record: Tree) -> Steps:
        """The steps with their days, the presence, and what does not agree."""
        found = elections.judged(record, self.today())
        said = [("advice", f"{each.words}。") for each in found.doubts]
        if not said:
            said = [("done", "次序、时间、人数和票数没有矛盾。")]
        if found.quorum is not None:
            mark = "done" if found.quorum.ok else "advice"
            said.insert(0, (mark, f"{elections.words(found.quorum.text)}。"))
        called = LABELS[found.next] if found.next else ""
        return Steps(
            next=found.next,
            called=called,
            words=f"下一步：{called}。" if called else "各步都已登记。",
            given=[_given(code, found) for code in LABELS],
            said=[*said, ("none", f"依据：{found.rule.source}")],
        )

    def show_own(self, _steps: Steps | None, record: Tree | None) -> None:
        """Offer to enter the committee once it was elected."""
        may = record is not None and _may_enter(elections.judged(record, self.today()))
        self.enter_button.setVisible(may and not self._context.readonly)
        if record is not None:
            text, tip = _ENTERING[ElectionKind(record["kind"])]
            self.enter_button.setText(text)
            self.enter_button.setToolTip(tip)

    def enter_committee(self) -> None:
        """Bring those who were elected into their committee, and go there to look at it."""
        if not self.leave() or (record := self.stored()) is None:
            return
        if not _may_enter(elections.judged(record, self.today())):
            return
        of_term = record["kind"] == ElectionKind.TERM
        made = drafting.new_committee(record) if of_term else drafting.filled_committee(record)
        if made is None:
            self._context.warn("选举那天没有登记支部委员会，请先在“支部”页登记这一届。")
            return
        record["committee"] = made["uid"]
        change = partial(
            operations.save_many,
            [(COMMITTEE, made), (KIND, record)],
            name=f"登入{COMMITTEE.heading(made)}",
            who=self._context.who,
            at=self._context.now(),
        )
        if self._context.run(change, self) is not None:
            self._context.go(COMMITTEE.name, made["uid"])
            self._context.say("已登入，请核对职务和任期。", "撤销", self._context.undo)

    # The list

    def _rows(self) -> list[CardRow]:
        self._kinds = {}
        rows: list[CardRow] = []
        if not self._context.branch:
            return rows
        for each in elections.elections(self._context.branch, self.today()):
            uid = str(each.record["uid"])
            self._kinds[uid] = KIND
            pill, tone = ("已办完", "done") if each.next is None else ("在办", "now")
            if each.doubts:
                pill, tone = f"{len(each.doubts)}处要核对", "caution"
            rows.append(CardRow(uid, KIND.heading(each.record), each.stage, pill, tone))
        return rows


def _given(code: str, found: Judged) -> tuple[str, str]:
    day = found.done.get(code)
    mark = "done" if day else "now" if code == found.next else "none"
    return mark, LABELS[code] + (f"\n{day.year}年{day.month}月{day.day}日" if day else "")


def _may_enter(found: Judged) -> bool:
    """Whether a committee follows: somebody was elected and is not entered yet."""
    known = any(row["member"] for row in found.elected)
    return known and bool(found.record["held_on"]) and not found.record["committee"]
