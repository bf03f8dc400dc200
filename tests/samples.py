"""Samples of any record type, made from its declaration alone.

A type that is added to the registry is sampled without a word about it here. What samples refer
to must exist: ``World`` is one organisation, member and group that every reference may point to.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from db import operations, tree
from db.branch import Group, Member, Organisation
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    MomentField,
    PartialDateField,
    ReferenceField,
    TextField,
    TimeField,
)
from db.records import spec
from db.spec import ATTACHMENTS, LineSpec, RecordSpec, Tree

WHO = "测试员"
AT = "2026-03-27T09:12:33Z"
LATER = "2026-03-28T09:12:33Z"

_CHARACTERS = st.sampled_from("党员大会议记录龑堃喆㛃𠮷一二三，。“”《》<b>&aZ0 9\t\n·…—🙂")
_DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)).map(dt.date.isoformat)


@dataclass(frozen=True)
class World:
    """What the references of samples point to, by model."""

    organisation: str
    member: str
    group: str

    def uid(self, model: Any) -> str:
        """Return the uid of the one record of a model."""
        known = {Organisation: self.organisation, Member: self.member, Group: self.group}
        return known[model]


def make_world(*, at: str = AT) -> World:
    """Save an organisation, a member and a group into the open file."""
    branch = tree.blank(spec("organisation"), name="中共示范局第一支部委员会", short_name="一支部")
    branch["organisation"] = branch["uid"]
    here = {"organisation": branch["uid"]}
    member = tree.blank(spec("member"), **here, name="周翀", joined_on="2004-12")
    group = tree.blank(spec("group"), **here, name="第一党小组")
    for name, record in (("organisation", branch), ("member", member), ("group", group)):
        operations.save(spec(name), record, who=WHO, at=at)
    return World(branch["uid"], member["uid"], group["uid"])


def trees(kind: RecordSpec, world: World) -> st.SearchStrategy[Tree]:
    """Records of a type that may be saved, with lines at every depth."""
    parts = {name: _value(name, each, world) for name, each in kind.fields.items()}
    parts |= {line.name: _lines(line, world) for line in kind.lines}
    return (
        st.fixed_dictionaries(parts)
        .map(lambda values: tree.normalise(kind, tree.blank(kind, **values)))
        .map(lambda record: tree.normalise(kind, kind.complete(record)))
        .filter(lambda record: not operations.problems(kind, record))
    )


def _lines(line: LineSpec, world: World) -> st.SearchStrategy[list[Tree]]:
    parts = {name: _value(name, each, world) for name, each in line.fields.items()}
    parts |= {inner.name: _lines(inner, world) for inner in line.lines}
    made = st.fixed_dictionaries(parts).map(lambda values: tree.blank_line(line, **values))
    return st.lists(made, max_size=2)


def _value(name: str, each: Any, world: World) -> st.SearchStrategy[Any]:
    required = getattr(each, "required", False)
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
        return st.integers(1, 5)
    if isinstance(each, TimeField):
        return st.times().map(lambda time: time.strftime("%H:%M"))
    if isinstance(each, PartialDateField):
        return st.builds(lambda day, length: day[:length], _DAYS, st.sampled_from((4, 7, 10)))
    if isinstance(each, MomentField):
        return st.just(AT)
    if isinstance(each, DateField):
        return _DAYS
    raise AssertionError(f"no sample for {each!r}")


def sample(kind: RecordSpec, world: World) -> Tree:
    """Return one record of a type with every text, choice and line filled in, always the same."""
    values = {name: _filled(name, each, world) for name, each in kind.fields.items()}
    values |= {line.name: [_filled_line(line, world)] for line in kind.lines}
    return tree.normalise(kind, kind.complete(tree.normalise(kind, tree.blank(kind, **values))))


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
        return 3
    if isinstance(each, ChoiceField):
        return str(next(iter(each.kind)))
    return {TimeField: "15:00", PartialDateField: "2004-12", MomentField: AT}.get(
        type(each), "2026-03-27"
    )


def with_attachment(record: Tree, line: Tree) -> Tree:
    """Return the record with one more attached file."""
    return record | {ATTACHMENTS.name: [*record[ATTACHMENTS.name], line]}
