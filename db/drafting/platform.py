"""What a form of a platform begins with: the fields that platforms usually ask for (domain 6)."""

from db import tree
from db.records import spec
from db.records.platform_form import CopyContent, CopySource
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


def new_platform_form(organisation: str, source: CopySource) -> Tree:
    """Return a new form for one kind of record with the usual fields under our own words."""
    line = _FORM.line("fields")
    fields = [
        tree.blank_line(line, label=content.label, content=str(content))
        for content in _USUAL.get(source, _MEETING)
    ]
    return tree.blank(
        _FORM, organisation=organisation, source=str(source), title=source.label, fields=fields
    )
