"""The steps in the life of an item, and the bar that asks in place for what a step needs."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.records.listed_item import ItemState
from desktop.editors import DateEditor, LineEditor, Person, PersonEditor
from desktop.recording.section import SideField
from desktop.widgets import Button, Card, FlowLayout, Label, row


@dataclass(frozen=True)
class Step:
    """One step: its words and icon, the words of its button in the bar, and what it asks for.

    `asks` names keys of the operation in `db.listing`; without any the step is taken at once.
    """

    name: str
    title: str
    icon: str
    asks: tuple[str, ...] = ()
    hint: str = ""

    @property
    def text(self) -> str:
        """The words of the button, with dots when something is asked first."""
        return f"{self.title}…" if self.asks else self.title


STEPS = {
    step.name: step
    for step in (
        Step("start", "开始", "play"),
        Step("complete", "完成", "check", ("day",), "完成情况和佐证写在下面，以后也可以补。"),
        Step(
            "close",
            "销号",
            "badge-check",
            ("day", "by"),
            "销号要有佐证：附上文件，或指明一次会议、一次活动。",
        ),
        Step("reopen", "重新打开", "rotate-ccw", ("reason",), "原因会留在进展和历史中。"),
    )
}

_ALLOWED: dict[tuple[str, str], str] = {
    (ItemState.WAITING, ItemState.ACTIVE): "start",
    (ItemState.WAITING, ItemState.DONE): "complete",
    (ItemState.ACTIVE, ItemState.DONE): "complete",
    (ItemState.DONE, ItemState.CLOSED): "close",
    (ItemState.DONE, ItemState.ACTIVE): "reopen",
    (ItemState.CLOSED, ItemState.ACTIVE): "reopen",
}
_MAIN = {
    ItemState.WAITING: "start",
    ItemState.ACTIVE: "complete",
    ItemState.DONE: "close",
    ItemState.CLOSED: "reopen",
}


def main_step(state: str) -> Step:
    """The step that comes next for an item in a state."""
    return STEPS[_MAIN[ItemState(state)]]


def steps_from(state: str) -> list[Step]:
    """Every step that an item in a state may take, the next one first."""
    names = dict.fromkeys([_MAIN[ItemState(state)]])
    names |= dict.fromkeys(step for (here, _to), step in _ALLOWED.items() if here == state)
    return [STEPS[name] for name in names]


def step_between(state: str, wanted: str) -> Step | None:
    """The step that leads from a state to another, None when there is no such way."""
    name = _ALLOWED.get((state, wanted))
    return STEPS[name] if name else None


class StepBar(Card):
    """Asks in place: `given(name, values)` on Enter or the button; Esc gives up."""

    given = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(role="box", margin=12, spacing=8)
        self._step = STEPS["complete"]
        self.day = DateEditor()
        self.by = PersonEditor(free_text=True)
        self.reason = LineEditor("如 回访发现还有一户没有落实")
        self._parts: dict[str, QWidget] = {
            "day": SideField("日期", self.day),
            "by": SideField("销号人", self.by),
            "reason": SideField("原因", self.reason),
        }
        self.yes = Button("完成", "check")
        self.no = Button("取消", "", "ghost")
        self.yes.clicked.connect(self._give)
        self.no.clicked.connect(self.hide)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        flow.addWidget(self._parts["day"])
        flow.addWidget(self._parts["by"])
        self._fields = holder
        self.body.addWidget(holder)
        self.body.addWidget(self._parts["reason"])
        self.hint = Label("", "muted")
        self.error = Label("", "error")
        self.body.addWidget(self.error)
        line = row(self.hint, self.no, self.yes)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.hide()

    @property
    def step(self) -> Step:
        """The step that is asked for."""
        return self._step

    def ask(self, step: Step, *, today: str, by: str, people: list[Person]) -> None:
        """Show what a step needs and put the cursor there."""
        self._step = step
        self.day.set_value(today)
        self.day.set_name(f"{step.title}日期")
        self.by.set_people(people)
        self.by.set_value(None, by)
        self.reason.set_value("")
        for key, part in self._parts.items():
            part.setVisible(key in step.asks)
        self._fields.setVisible("day" in step.asks)
        self.yes.setText(step.title)
        self.yes.setAccessibleName(step.title)
        self.yes.set_icon(step.icon)
        self.say("")
        self.show()
        {"day": self.day, "reason": self.reason}[step.asks[0]].target.setFocus()

    def say(self, text: str) -> None:
        """Say why the step could not be taken; "" takes it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.hint.setText("" if text else self._step.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        if "day" in self._step.asks and self.day.value() is None:
            self.say(f"请写明{self._step.title}的日期。")
            self.day.target.setFocus()
            return
        found = {"day": self.day.value(), "by": self.by.name(), "reason": self.reason.value()}
        self.given.emit(self._step.name, {key: found[key] for key in self._step.asks})
