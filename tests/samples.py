"""Samples of any record type, made from its declaration alone.

A type that is added to the registry is sampled without a word about it here. What samples refer
to must exist: ``World`` holds one record of each type that references point to.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from db import operations, tree
from db.branch import Committee, Group, Member, Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    LinkField,
    MomentField,
    PartialDateField,
    QuantityField,
    ReferenceField,
    TextField,
    TimeField,
)
from db.records import spec
from db.records.activity import Activity
from db.records.frozen_numbers import FrozenNumbers
from db.records.meeting import Meeting
from db.records.platform_form import PlatformForm
from db.records.scheme import Scheme
from db.spec import ATTACHMENTS, LineSpec, RecordSpec, Tree

WHO = "测试员"
AT = "2026-03-27T09:12:33Z"
LATER = "2026-03-28T09:12:33Z"

_CHARACTERS = st.sampled_from("党员大会议记录龑堃喆㛃𠮷一二三，。“”《》<b>&aZ0 9\t\n·…—🙂")
_DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)).map(dt.date.isoformat)
_DAYS_OF_2026 = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)


@dataclass(frozen=True)
class World:
    """What the references of samples point to, by model."""

    organisation: str
    member: str
    group: str
    activity: str | None = None
    meeting: str | None = None
    scheme: str | None = None
    platform_form: str | None = None
    committee: str | None = None
    frozen_numbers: str | None = None

    def uid(self, model: Any) -> str | None:
        """Return the uid of the one record of a model, None when there is none."""
        known: dict[Any, str | None] = {
            Organisation: self.organisation,
            Member: self.member,
            Group: self.group,
            Activity: self.activity,
            Meeting: self.meeting,
            Scheme: self.scheme,
            PlatformForm: self.platform_form,
            Committee: self.committee,
            FrozenNumbers: self.frozen_numbers,
        }
        return known[model]


def make_world(*, at: str = AT, occasions: bool = False) -> World:
    """Save an organisation, a member, a group and a form of a platform into the open file.

    With ``occasions`` an activity and a meeting as well.
    """
    branch = tree.blank(spec("organisation"), name="中共示范局第一支部委员会", short_name="一支部")
    branch["organisation"] = branch["uid"]
    here = {"organisation": branch["uid"]}
    member = tree.blank(spec("member"), **here, name="周翀", joined_on="2004-12")
    group = tree.blank(spec("group"), **here, name="第一党小组")
    form = tree.blank(spec("platform_form"), **here, platform="省平台", title="会议")
    made = {"organisation": branch, "member": member, "group": group, "platform_form": form}
    for name in ("activity", "meeting") if occasions else ():
        made[name] = tree.blank(spec(name), **here, title="世界", held_on="2024-01-28")
    for name, record in made.items():
        operations.save(spec(name), record, who=WHO, at=at)
    return World(**{name: record["uid"] for name, record in made.items()})


def trees(kind: RecordSpec, world: World) -> st.SearchStrategy[Tree]:
    """Records of a type that may be saved, with lines at every depth."""
    parts = {name: _value(name, each, world) for name, each in kind.fields.items()}
    parts |= {line.name: _lines(line, world) for line in kind.lines}
    if "year" in kind.fields and not kind.day:  # all its days lie in its year
        parts["year"] = st.just(2026)
        parts |= {line.name: _lines(line, world, _DAYS_OF_2026) for line in kind.lines}
    if "year_from" in kind.fields:
        parts["year_from"] = st.just(2026)
    return (
        st.builds(_in_order, st.just(kind), st.fixed_dictionaries(parts), wanted=st.booleans())
        .map(lambda values: tree.normalise(kind, tree.blank(kind, **values)))
        .map(lambda record: tree.normalise(kind, kind.complete(record)))
        .filter(lambda record: not operations.problems(kind, record))
    )


def _in_order(kind: RecordSpec, values: Tree, *, wanted: bool) -> Tree:
    """Return the values with the days in the order of their fields, as most records have them."""
    days = [name for name, each in kind.fields.items() if type(each) is DateField]
    if not wanted or kind.ledger is None:
        return values
    said = sorted(day for name in days if (day := values[name]))
    return values | dict(zip(days, [*said, *[None] * (len(days) - len(said))], strict=True))


def _lines(
    line: LineSpec, world: World, days: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[list[Tree]]:
    parts = {name: _value(name, each, world) for name, each in line.fields.items()}
    parts |= {inner.name: _lines(inner, world, days) for inner in line.lines}
    if days is not None:
        dated = [name for name, each in line.fields.items() if type(each) is DateField]
        parts |= dict.fromkeys(dated, days)
    made = st.fixed_dictionaries(parts).map(lambda values: tree.blank_line(line, **values))
    return st.lists(made, max_size=2)


def _value(name: str, each: Any, world: World) -> st.SearchStrategy[Any]:
    required = getattr(each, "required", False)
    if isinstance(each, ReferenceField) and each.rel_model is each.model and name != "organisation":
        return st.none()
    if isinstance(each, ReferenceField):
        there = st.just(world.uid(each.rel_model))
        return st.none() | there if each.null and name != "organisation" else there
    if isinstance(each, BooleanField):
        return st.booleans()
    if isinstance(each, TextField):
        return st.text(_CHARACTERS, max_size=12).map(lambda text: text.strip() or "无" * required)
    values = _typed(each)
    return values if required or not each.null else st.none() | values


def _typed(each: Any) -> st.SearchStrategy[Any]:
    if isinstance(each, ChoiceField):
        return st.sampled_from([str(member) for member in each.kind])
    if isinstance(each, IntegerField):
        return st.just(2026) if each.name == "year" else st.integers(1, 5)
    if isinstance(each, QuantityField):
        return st.sampled_from(["21人次", "140余篇", "0件", "1800余件"])
    if isinstance(each, TimeField):
        return st.times().map(lambda time: time.strftime("%H:%M"))
    if isinstance(each, PartialDateField):
        return st.builds(lambda day, length: day[:length], _DAYS, st.sampled_from((4, 7, 10)))
    if isinstance(each, MomentField):
        return st.just(AT)
    if isinstance(each, DateField):
        return _DAYS
    if isinstance(each, LinkField):
        return st.just(tree.new_uid())
    raise AssertionError(f"no sample for {each!r}")


def sample(kind: RecordSpec, world: World) -> Tree:
    """Return one record of a type with every text, choice and line filled in, always the same."""
    values = {name: _filled(name, each, world) for name, each in kind.fields.items()}
    values |= {line.name: [_filled_line(line, world)] for line in kind.lines}
    whole = tree.blank(kind, **values)
    record = tree.normalise(kind, kind.complete(tree.normalise(kind, whole)))
    # What contradicts itself when everything is filled in is left open.
    wrong = kind.check(record)
    open_fields = {n: None for n in wrong if n in kind.fields and kind.fields[n].null}
    return record | open_fields | {line.name: [] for line in kind.lines if line.name in wrong}


def _filled_line(line: LineSpec, world: World) -> Tree:
    values = {name: _filled(name, each, world) for name, each in line.fields.items()}
    values |= {inner.name: [_filled_line(inner, world)] for inner in line.lines}
    return tree.blank_line(line, **values)


def _filled(name: str, each: Any, world: World) -> Any:
    if isinstance(each, ReferenceField):
        itself = each.rel_model is each.model and name != "organisation"
        return None if itself else world.uid(each.rel_model)
    if isinstance(each, TextField):
        return f"{each.verbose_name}龑<b>&"
    if isinstance(each, BooleanField):
        return True
    if isinstance(each, IntegerField):
        return 2026 if name in ("year", "year_from") else 3
    if isinstance(each, ChoiceField):
        return str(next(iter(each.kind)))
    if isinstance(each, LinkField):
        return None
    return {
        TimeField: "15:00",
        QuantityField: "140余篇",
        PartialDateField: "2004-12",
        MomentField: AT,
    }.get(type(each), "2026-03-27")


def with_attachment(record: Tree, line: Tree) -> Tree:
    """Return the record with one more attached file."""
    return record | {ATTACHMENTS.name: [*record[ATTACHMENTS.name], line]}
