"""What the roster says of one member as of a day, beside the form."""

from db import identity, queries
from db.records.held import AttendanceState
from desktop.pages.members.people import Person
from desktop.widgets import Card, Label, Mark, SectionTitle, row


class FactsPanel(Card):
    """Due, vote, post and group of the day, doubts about the record, attendance of the year."""

    def __init__(self) -> None:
        super().__init__(spacing=12)

    def show_person(self, person: Person | None, *, day: str, day_text: str) -> None:
        """Show the facts of a member as of an ISO day; None empties the panel."""
        while item := self.body.takeAt(0):
            discard(item)
        self.body.addWidget(SectionTitle("当日情况", day_text))
        if person is None:
            self.body.addWidget(Label("选中一名党员后，这里显示应到、表决权和到会情况。", "muted"))
            self.body.addStretch(1)
            return
        for state, text in _standing(person):
            self.body.addLayout(row(Mark(state), grow(text)))
        doubts = _doubts(person)
        self.body.addWidget(SectionTitle("核对"))
        for text in doubts:
            self.body.addLayout(row(Mark("advice"), grow(text)))
        if not doubts:
            self.body.addLayout(row(Mark("done"), grow("身份证号与日期没有矛盾。")))
        self.body.addWidget(SectionTitle("到会", f"{day[:4]}年"))
        self.body.addWidget(Label(_attendance(person.uid, int(day[:4]))))
        self.body.addStretch(1)


def discard(item: object) -> None:
    """Delete a layout item with everything in it."""
    widget = item.widget()  # type: ignore[attr-defined]
    if widget is not None:
        widget.hide()
        widget.deleteLater()
        return
    layout = item.layout()  # type: ignore[attr-defined]
    while layout is not None and (inner := layout.takeAt(0)):
        discard(inner)


def grow(text: str) -> Label:
    """A label that takes the width that is left in a row."""
    label = Label(text)
    policy = label.sizePolicy()
    policy.setHorizontalStretch(1)
    label.setSizePolicy(policy)
    return label


def _standing(person: Person) -> list[tuple[str, str]]:
    entry = person.entry
    if entry is None:
        return [("none", "当日不在本支部。")]
    found = [("done", person.category)]
    if entry.counted:
        found.append(("done", "计入应到"))
    else:
        found.append(("none", "不计入应到"))
    if entry.voting:
        found.append(("done", "有表决权"))
    else:
        found.append(("none", f"无表决权：{entry.reason}"))
    if entry.post:
        found.append(("done", entry.post))
    found.append(("done", person.group) if person.group else ("advice", "没有编入党小组"))
    if entry.frail:
        found.append(("later", "年老体弱，组织生活不作硬性要求（教育管理条例第二十三条）"))
    return found


def _doubts(person: Person) -> list[str]:
    values = person.row
    doubts = []
    if not values["id_number"]:
        doubts.append("没有填写公民身份号码。")
    elif said := identity.problem(
        values["id_number"], born_on=values["born_on"], gender=values["gender"]
    ):
        doubts.append(said)
    if not values["gender"]:
        doubts.append("没有填写性别。")
    return doubts


def _attendance(member: str, year: int) -> str:
    times = queries.attendance_of(member, year)
    if not times:
        return "还没有已定稿的会议记录。"
    total = sum(times.values())
    parts = [f"{state.label} {times.get(state, 0)} 次" for state in AttendanceState]
    return f"应到 {total} 次 = {' + '.join(parts)}"
