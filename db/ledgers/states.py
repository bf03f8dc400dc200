"""How a cell tells how far an item has come, and where it comes from."""

import re

from db.records.listed_item import ItemSource, ItemState

_WORDS = {
    ItemState.CLOSED: "已销号|销号|完成销号|已对账销号|同意销号",
    ItemState.DONE: (
        "已完成|完成|全部完成|已办结|办结|已整改|整改完成|整改完毕|已整改完成|整改到位|已整改到位"
        "|已落实|落实到位|已解决|√|是"
    ),
    ItemState.WAITING: (
        "未开始|未启动|尚未开始|尚未启动|待启动|待开展|未开展|未整改|未落实|未到期|否"
    ),
    ItemState.ACTIVE: (
        "进行中|推进中|正在推进|正在进行|整改中|正在整改|办理中|落实中|持续推进|长期坚持|持续整改"
        "|未完成|尚未完成|部分完成|基本完成|阶段性完成|立行立改|逾期|已逾期"
    ),
}
_STATES = {word: state for state, words in _WORDS.items() for word in words.split("|")}
_LATE = re.compile(r"▲?逾期\d+天")

_SOURCES = (
    (r"巡察|巡视", ItemSource.TOUR),
    (r"督查|督导|督办|检查(反馈|发现)", ItemSource.INSPECTION),
    (r"征求|意见|群众反映", ItemSource.OPINIONS),
    (r"自查|查摆|自我", ItemSource.SELF_CHECK),
    (r"上年|结转|往年", ItemSource.CARRIED),
    (r"活动", ItemSource.ACTIVITY),
    (r"会", ItemSource.MEETING),
    (r"年度计划|工作计划|工作要点", ItemSource.PLAN),
    (r"上级|部署|交办|党委|党组|总支", ItemSource.SUPERIOR),
)


def state_of(text: str) -> ItemState | None:
    """Return the state that a word or a percentage tells, None for any other text."""
    plain = re.sub(r"[\s。，,.；;]", "", text)
    if found := re.fullmatch(r"(\d{1,3})[%％]", plain):
        share = int(found[1])
        if share > 100:
            return None
        return {0: ItemState.WAITING, 100: ItemState.DONE}.get(share, ItemState.ACTIVE)
    return _STATES.get(plain)


def without_state(text: str) -> tuple[ItemState | None, str]:
    """Split a cell that begins with a state, as our own lists write it, from its other words.

    A word that says more than the state (60%, 基本完成) stays among the words.
    """
    state: ItemState | None = None
    rest: list[str] = []
    for line in text.splitlines():
        if _LATE.fullmatch(line.strip()):
            continue
        found = state_of(line) if not rest and state is None else None
        state = state or found
        if found is None or (found is ItemState.ACTIVE and line.strip() != found.label):
            rest.append(line)
    return state, "\n".join(rest).strip()


def source_of(text: str) -> tuple[ItemSource | None, str]:
    """Return the source that a cell names and the rest of its words as a note."""
    if not text:
        return None, ""
    first, _line, rest = text.partition("\n")
    for source in ItemSource:
        if first.strip() == source.label:
            return source, rest.strip()
    known = next((source for words, source in _SOURCES if re.search(words, text)), None)
    return known or ItemSource.OTHER, text
