"""What a form of a platform begins with: the fields that platforms usually ask for (domain 6)."""

from collections.abc import Iterator

from db import tree
from db.records import spec
from db.records.platform_form import (
    CopyContent,
    CopySource,
    ledger_of,
    own_fields,
    source_title,
)
from db.spec import Tree

_FORM = spec("platform_form")
_HEAD = (CopyContent.TITLE, CopyContent.DAY, CopyContent.BEGAN, CopyContent.ENDED)
_COUNTS = (CopyContent.DUE, CopyContent.PRESENT, CopyContent.PRESENT_NAMES)
_AWAY = (CopyContent.LEAVE_NAMES, CopyContent.ABSENT_NAMES)
_MEETING = (
    *_HEAD,
    CopyContent.PLACE,
    CopyContent.CHAIR,
    CopyContent.RECORDER,
    *_COUNTS,
    *_AWAY,
    CopyContent.OBSERVERS,
    CopyContent.TOPICS,
    CopyContent.BODY,
)
_USUAL = {
    CopySource.LECTURE: (
        CopyContent.THEME,
        *_HEAD[1:],
        CopyContent.PLACE,
        CopyContent.LECTURER,
        *_COUNTS,
        *_AWAY,
        CopyContent.HOURS,
        CopyContent.BODY,
    ),
    CopySource.ACTIVITY: (
        CopyContent.THEME,
        *_HEAD[1:],
        CopyContent.PLACE,
        CopyContent.ORGANISER,
        *_COUNTS,
        *_AWAY,
        CopyContent.BODY,
    ),
}


def new_platform_form(organisation: str, source: str) -> Tree:
    """Return a new form for one kind of record with the usual fields under our own words.

    A form of a ledger begins with all that the ledger asks for.
    """
    return tree.blank(
        _FORM,
        organisation=organisation,
        source=str(source),
        title=source_title(source),
        fields=list(_fields(source)),
    )


def _fields(source: str) -> Iterator[Tree]:
    line, ledger = _FORM.line("fields"), ledger_of(source)
    if ledger is None:
        for content in _USUAL.get(CopySource(source), _MEETING):
            yield tree.blank_line(line, label=content.label, content=str(content))
        return
    for label in own_fields(ledger):
        yield tree.blank_line(line, label=label, content=str(CopyContent.OWN), fixed=label)
