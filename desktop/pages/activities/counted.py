"""也算作: the meetings and lectures that were held inside an activity, each a record of its own.

What is counted is the linked record, completed by itself; the activity is counted once, as what it
is (12371 Q&A on 主题党日: 三会一课 may be held inside the day, each recorded by its own kind).
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout

from db import queries
from db.records.held import Status
from db.records.meeting import MeetingKind
from db.spec import Tree
from desktop.icons import icon
from desktop.recording.section import Section
from desktop.widgets import Button, Label, SectionTitle, row

_KINDS = (MeetingKind.LECTURE, MeetingKind.GENERAL, MeetingKind.COMMITTEE, MeetingKind.GROUP)


class CountedSection(Section):
    """`wanted(kind, group)` to begin the record of a kind; `opened(uid)` to look at one."""

    wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._branch = ""
        self.title = SectionTitle("也算作")
        self.add_button = Button("另记一次", "plus", "ghost")
        self.add_button.setToolTip(
            "活动中上了党课、开了会：另建一份那一种的记录，单独写完、单独定稿"
        )
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._chosen)
        self.add_button.set_menu(self.menu)
        self.title.tools.addWidget(self.add_button)
        self.hint = Label("活动中没有另行记录的党课或会议。", "muted")
        self._links = QVBoxLayout()
        self._links.setSpacing(4)
        self.body.addWidget(self.title)
        self.body.addLayout(self._links)
        self.body.addWidget(self.hint)

    def load(self, tree: Tree) -> None:
        """Show which records were made of this activity."""
        self._branch = tree["organisation"]
        self.show_links(tree["uid"])

    def show_links(self, activity: str) -> None:
        """Read again which records point to the activity."""
        while self._links.count():
            layout = self._links.takeAt(0).layout()
            while layout is not None and layout.count():
                widget = layout.takeAt(0).widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        found = queries.meetings_of_activity(activity)
        for meeting in found:
            link = Button(meeting.heading, "external-link", "link")
            link.setProperty("uid", meeting.uid)
            link.clicked.connect(self._open)
            state = Status(meeting.values["status"])
            note = "还没有写完" if state == Status.DRAFT else state.label
            self._links.addLayout(row(link, Label(note, "muted", wrap=False), None))
        self.hint.setVisible(not found)

    def set_read_only(self, *, on: bool) -> None:
        """A final activity may still get the record that was held inside it."""

    def set_writable(self, *, on: bool) -> None:
        """Offer to begin records, or only to look at them."""
        self.add_button.setVisible(on)

    def _fill(self) -> None:
        self.menu.clear()
        for kind in _KINDS:
            if kind != MeetingKind.GROUP:
                self.menu.addAction(kind.label).setData((str(kind), ""))
                continue
            for group in queries.groups_of(self._branch):
                if group["dissolved_on"] is None:
                    action = self.menu.addAction(icon("users-round"), f"{group['name']}会")
                    action.setData((str(kind), group["uid"]))

    def _chosen(self, action: QAction) -> None:
        kind, group = action.data()
        self.wanted.emit(kind, group)

    def _open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit(str(sender.property("uid")))
