"""Which member of the data file a row of a roster means, and in what the two differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db import dates, identity
from db.branch import Member, Membership, Organisation
from db.records.member import MEMBER
from db.rosters.columns import LABELS
from db.rosters.row import DATES, RosterRow, given
from db.spec import Tree
from db.tree import dump_many

_FIELDS = (
    "gender",
    "ethnicity",
    "born_on",
    "native_place",
    "education",
    "degree",
    "id_number",
    "worked_from",
    "joined_on",
    "full_on",
    "job",
    "address",
    "phone",
    "remark",
)


@dataclass(frozen=True)
class FieldChange:
    """A field that the roster gives otherwise; ``before`` and ``after`` as they are shown."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Match:
    """The member that a row means (None: nobody yet), or the sentence why that is not clear."""

    tree: Tree | None
    conflict: str = ""


class Roll:
    """The members ever in one branch, and who of the whole file bears an identity number."""

    def __init__(self, branch: str, rows: Iterable[RosterRow]) -> None:
        """Read the members of the branch with that uid once, for all rows."""
        here = Membership.select(Membership.record).where(Membership.branch == branch)
        alive = Member.select().where(Member.deleted_at.is_null())
        found = alive.where((Member.organisation == branch) | Member.uid.in_(here))
        self.trees = dump_many(MEMBER, [member.uid for member in found])
        self._by_number = {t["id_number"]: t for t in self.trees.values() if t["id_number"]}
        self._by_name: dict[str, list[Tree]] = defaultdict(list)
        for tree in self.trees.values():
            self._by_name[_key(tree["name"])].append(tree)
        self._rows_of_name: dict[str, int] = defaultdict(int)
        self._claimed: dict[str, int] = {}
        self._elsewhere: dict[str, str] = {}
        for row in rows:
            self._rows_of_name[_key(row.name)] += 1
        for member in alive.where(Member.id_number != "", Member.uid.not_in(list(self.trees))):
            self._elsewhere[member.id_number] = member.__data__["organisation"]

    def find(self, row: RosterRow) -> Match:
        """Return whom the row means: by identity number, else by name and date of birth."""
        match = self._search(row)
        if match.tree is None:
            return match
        earlier = self._claimed.setdefault(match.tree["uid"], row.number)
        if earlier != row.number:
            return Match(None, f"与第{earlier}行对应到名册里的同一名党员，请核对")
        return match

    def _search(self, row: RosterRow) -> Match:
        number = row.values["id_number"]
        if number and (tree := self._by_number.get(number)):
            if _key(tree["name"]) != _key(row.name):
                return Match(None, f"身份证号与名册里的{tree['name']}相同，姓名却不同，请核对")
            return Match(tree)
        if number in self._elsewhere:
            branch = Organisation.get_by_id(self._elsewhere[number])
            return Match(None, f"已在{branch.short_name}的名册里，请在那里办理转出和转入")
        return self._by_birth(row)

    def _by_birth(self, row: RosterRow) -> Match:
        number, born_on = row.values["id_number"], row.values["born_on"]
        namesakes = [
            tree
            for tree in self._by_name[_key(row.name)]
            if not (number and tree["id_number"])  # else the numbers have said they differ
            and (not born_on or not tree["born_on"] or dates.agree(born_on, tree["born_on"]))
        ]
        certain = [tree for tree in namesakes if born_on and tree["born_on"]]
        if len(certain) == 1:
            return Match(certain[0])
        if not namesakes:
            return Match(None)
        if len(namesakes) == 1 and self._rows_of_name[_key(row.name)] == 1:
            return Match(namesakes[0])
        return Match(None, "名册里有同名的人，缺出生年月或身份证号，分不清是哪一位，请补上")


def _key(name: str) -> str:
    """Return a name without the spaces that some people put between two characters."""
    return "".join(name.split())


def differences(row: RosterRow, tree: Tree) -> tuple[list[FieldChange], Tree]:
    """Return what the row changes in a member's tree, and the changed values.

    An empty cell changes nothing, nor does a date that is only less exact than the stored one.
    """
    changes: list[FieldChange] = []
    values: Tree = {}
    same_schooling = _schooling(row.values) == _schooling(tree)
    for name in _FIELDS:
        new, old = row.values[name], tree[name] or ""
        if not new or new.split() == old.split() or (name in DATES and old.startswith(new)):
            continue
        if name in ("education", "degree") and same_schooling:
            continue
        values[name] = new
        changes.append(FieldChange(name, LABELS[name], _shown(name, old), _shown(name, new)))
    return changes, values


def _schooling(values: Mapping[str, str]) -> str:
    """Join what the form keeps in one column, 学历/学位."""
    parts = f"{values['education']}/{values['degree']}".split("/")
    return "/".join(" ".join(part.split()) for part in parts if given(part))


def _shown(name: str, value: str) -> str:
    if name in DATES:
        return dates.text(value)
    private = getattr(MEMBER.fields.get(name), "private", False)
    return identity.conceal(value) if private else value


def new_values(row: RosterRow) -> Tree:
    """Return the fields of a new member as the row gives them; missing dates and gender null."""
    nullable = (*DATES, "gender")
    values = {name: row.values[name] or (None if name in nullable else "") for name in _FIELDS}
    return values | {"name": row.name}
