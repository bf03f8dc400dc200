"""What a branch is made of as of a day, beside its forms: size, committee, groups."""

from db import dates
from db.branch import Book
from desktop.widgets import Card, Label, Mark, SectionTitle, row

_NEEDS_COMMITTEE = 7
"""Full members from which a branch has a committee: 支部工作条例 ch. 6."""


class BranchFacts(Card):
    """Says what the duties of the branch depend on."""

    def __init__(self) -> None:
        super().__init__(spacing=12)

    def show_branch(self, branch: str, day: str) -> None:
        """Show a branch as of an ISO day."""
        while item := self.body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.body.addWidget(SectionTitle("本支部", dates.text(day)))
        for state, text in facts(branch, day):
            self.body.addWidget(_Fact(state, text))
        self.body.addStretch(1)


class _Fact(Card):
    def __init__(self, state: str, text: str) -> None:
        super().__init__(role="", margin=0)
        line = row(Mark(state), Label(text))
        line.setStretch(1, 1)
        self.body.addLayout(line)


def facts(branch: str, day: str) -> list[tuple[str, str]]:
    """Return (mark, sentence) for the size, the committee and the groups of a branch."""
    if not branch:
        return [("advice", "还没有党支部，请先新建。")]
    book = Book(branch)
    roster = book.roster(day)
    full = sum(entry.category == "full" for entry in roster)
    found = [("done", f"党员 {len(roster)} 人：正式 {full}，预备 {len(roster) - full}")]
    term = book.committee(day)
    if term is not None:
        posts = "，".join(f"{entry.post}{entry.display_name}" for entry in roster if entry.posts)
        found.append(("done", f"第{term.number}届：{posts or '还没有填写职务'}"))
        if term.due_on and term.due_on < day:
            found.append(("overdue", f"任期已于{dates.text(term.due_on)}届满。"))
        elif term.due_on:
            found.append(("later", f"任期到{dates.text(term.due_on)}届满。"))
    elif full >= _NEEDS_COMMITTEE:
        found.append(("advice", "正式党员7人以上，应设支部委员会：请新建届次。"))
    else:
        found.append(("done", "正式党员不足7人，不设支部委员会，设书记1人。"))
    groups = book.groups_on(day)
    names = "、".join(group.name for group in groups)
    found.append(
        ("done", f"党小组 {len(groups)} 个：{names}") if groups else ("none", "未设党小组")
    )
    return found
