"""What the tidy branch of the sample carried over to a platform: its form, its first uploads."""

from collections.abc import Iterable, Iterator
from functools import partial

from db import drafting, operations, tree, uploads
from db.demo.branch import Branch, identified, moment, uid, workday
from db.demo.occasion import Occasion, Step
from db.records.platform_form import CopySource
from db.spec import RecordSpec, Tree

_BEGAN = "2026-01-12"
_PLATFORM = "示范平台"
_DAYS_AFTER = 4
_UPLOADED = 2


def platform(branch: Branch, held: Iterable[Occasion], today: str) -> Iterator[Step]:
    """Yield the form for 支部党员大会 and the uploads of the year's first ones, up to the day."""
    if branch.key != "first" or today < _BEGAN:
        return
    yield moment(_BEGAN), "first/platform_form", partial(_form, branch)
    done = [each for each in held if each.kind == CopySource.GENERAL and each.held > _BEGAN]
    for each in sorted(done, key=lambda occasion: occasion.held)[:_UPLOADED]:
        day = workday(each.held, _DAYS_AFTER)
        if day <= today:
            yield moment(day), f"{each.name}/upload", partial(_upload, each.uid, each.name, day)


def _form(branch: Branch) -> None:
    record = drafting.new_platform_form(branch.uid, CopySource.GENERAL)
    record |= {"platform": _PLATFORM, "title": "支部党员大会"}
    _save(uploads.FORM, identified(record, "first", "platform_form"), _BEGAN)


def _upload(meeting: str, name: str, day: str) -> None:
    form = tree.dump(uploads.FORM, uid("first", "platform_form"))
    kind = uploads.kind_of(form["source"])
    made = uploads.new_upload(form, kind, tree.dump(kind, meeting), day)
    _save(uploads.UPLOAD, identified(made, name, "upload"), day)


def _save(kind: RecordSpec, record: Tree, day: str) -> None:
    operations.save(kind, record, who="陈晗", at=moment(day, 10))
