"""Organisations, groups, committee terms and members: dated, and read as of a day.

Everything that decides who is due at a meeting has a beginning and an end. A span holds from
``began_on`` up to but not including ``ended_on``; a missing beginning is "since always". What a
branch meeting itself decides (admitting a probationary member, full membership) takes effect on
the day after, because on the day itself the meeting still votes on the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from db import dates, names
from db.connection import database
from db.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    Named,
    PartialDateField,
    ReferenceField,
    TextField,
)
from db.model import Line, Record, dicts


class OrganisationKind(Named):
    """What an organisation is: 支部工作条例 ch. 2; 机关基层组织工作条例 Art. 6–7."""

    COMMITTEE = "committee", "机关党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"


class Gender(Named):
    """As the roster writes it."""

    MALE = "男", "男"
    FEMALE = "女", "女"


class Post(Named):
    """A post in a branch committee: 支部工作条例 ch. 6."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    ORGANISATION = "organisation", "组织委员"
    PUBLICITY = "publicity", "宣传委员"
    DISCIPLINE = "discipline", "纪检委员"
    YOUTH = "youth", "青年委员"
    MEMBER = "member", "委员"


class RestrictionKind(Named):
    """What keeps a member from voting or from being counted as due for a while."""

    ON_PROBATION = "on_probation", "留党察看"
    SUSPENDED = "suspended", "停止行使党员权利"
    NOT_COUNTED = "not_counted", "经批准不计入应到"


class DayShift(Named):
    """What happens to the activity day of a month when it falls on a day off (local rules)."""

    KEEP = "keep", "不变"
    NEXT = "next", "顺延到下一个工作日"
    BEFORE = "before", "提前到上一个工作日"


class Organisation(Record):
    """A committee, general branch or branch; one file may hold several."""

    organisation = ReferenceField("self", "党组织")  # itself: every record has one
    kind = ChoiceField(OrganisationKind, "类型", default=OrganisationKind.BRANCH)
    name = TextField(
        "全称",
        required=True,
        help_text="印在记录和公文上，如：中共××区××局第一支部委员会",
    )
    short_name = TextField("简称", required=True, help_text="窗口里显示，如：机关第一党支部")
    parent = ReferenceField("self", "上级党组织")
    founded_on = DateField("成立日期")
    dissolved_on = DateField("撤销日期")
    term_years = IntegerField("每届任期（年）", default=3, help_text="机关党支部一般为3年")
    activity_day = IntegerField("党员活动日", default=28, help_text="每月固定的一天")
    activity_shift = ChoiceField(
        DayShift,
        "遇休息日",
        default=DayShift.KEEP,
        help_text="活动日是休息日、节假日时怎样定计划日期，以本支部的规定为准",
    )
    place = TextField("常用会议地点")
    address = TextField("地址")
    phone = TextField("电话")
    remark = TextField("备注", long=True)


class Group(Record):
    """A Party group (党小组) of a branch: 支部工作条例 Art. 13."""

    organisation = ReferenceField(Organisation, "所属党支部", required=True)
    name = TextField("名称", required=True)
    founded_on = DateField("成立日期")
    dissolved_on = DateField("撤销日期")

    class Meta:
        table_name = "party_group"


class Member(Record):
    """A Party member; what changes in time stands in dated lines.

    ``sequence`` is the place in the branch's roster.
    """

    organisation = ReferenceField(Organisation, "所在党支部", required=True)
    sequence = IntegerField("序号", default=0)
    name = TextField("姓名", required=True)
    gender = ChoiceField(Gender, "性别", null=True)
    ethnicity = TextField("民族")
    born_on = PartialDateField("出生年月")
    native_place = TextField("籍贯")
    education = TextField("学历")
    degree = TextField("学位")
    id_number = TextField("公民身份号码", private=True)
    worked_from = PartialDateField("参加工作时间")
    joined_on = PartialDateField(
        "入党日期", required=True, help_text="支部大会通过为预备党员的日期"
    )
    full_on = PartialDateField("转正日期", help_text="空着表示仍是预备党员")
    job = TextField("单位职务")
    address = TextField("住址", private=True)
    phone = TextField("联系电话", private=True)
    frail = BooleanField("年老体弱", help_text="组织生活不作硬性要求（教育管理条例第二十三条）")
    remark = TextField("备注", long=True)


class FixedItem(Line):
    """One of the fixed items (规定动作) of the branch's activity day, in their order."""

    record = ReferenceField(Organisation, required=True)
    name = TextField("规定动作", required=True)


class Leader(Line):
    """The leader of a group for a time."""

    record = ReferenceField(Group, required=True)
    member = ReferenceField(Member, "组长", required=True)
    began_on = DateField("任职日期")
    ended_on = DateField("免职日期")


class Membership(Line):
    """A member's time in one branch."""

    record = ReferenceField(Member, required=True)
    branch = ReferenceField(Organisation, "党支部", required=True)
    began_on = DateField("转入日期")
    how = TextField("方式", help_text="如：转入、发展、恢复党籍")
    origin = TextField("从何处转来")
    ended_on = DateField("转出日期")
    ended_how = TextField("去向方式", help_text="如：转出、去世、除名、退党")
    destination = TextField("转往何处")


class Grouping(Line):
    """A member's time in one group."""

    record = ReferenceField(Member, required=True)
    group = ReferenceField(Group, "党小组", required=True)
    began_on = DateField("编入日期")
    ended_on = DateField("调出日期")


class Restriction(Line):
    """A time without a vote, or without being counted as due.

    基层组织选举工作条例 Art. 5 (no vote while 留党察看); the five cases of not being counted need
    the consent of the higher body and a resolution of the branch: ``basis`` names them.
    """

    record = ReferenceField(Member, required=True)
    kind = ChoiceField(RestrictionKind, "情形", required=True)
    began_on = DateField("起始日期")
    ended_on = DateField("终止日期", help_text="恢复权利的当天；空着表示尚未终止")
    basis = TextField("依据", help_text="处分决定或批复的文号、日期")


class Committee(Record):
    """One term (届) of a branch committee: 支部工作条例 ch. 6."""

    organisation = ReferenceField(Organisation, "党支部", required=True)
    number = IntegerField("第几届", default=1)
    elected_on = DateField("选举日期")
    began_on = DateField("任期开始", required=True)
    due_on = DateField("任期届满")
    ended_on = DateField("实际结束")
    remark = TextField("备注", long=True)


class PostHeld(Line):
    """A member's time in a post of one committee term."""

    record = ReferenceField(Committee, required=True)
    member = ReferenceField(Member, "姓名", required=True)
    post = ChoiceField(Post, "职务", required=True)
    began_on = DateField("任职日期")
    ended_on = DateField("免职日期")


@dataclass(frozen=True)
class RosterEntry:
    """A member as of one day.

    ``category`` is "full" or "probationary"; ``voting`` says whether the member may vote,
    ``counted`` whether the member is among 应到; ``reason`` explains a missing vote or count.
    ``post`` is the post in the committee ("书记") or, failing that, 党小组组长, else "".
    """

    member: str
    name: str
    display_name: str
    category: str
    voting: bool
    counted: bool
    reason: str
    post: str
    posts: frozenset[Post]
    leads_group: bool
    job: str
    group: str | None
    frail: bool


class _Listed(NamedTuple):
    """What a roster needs to know of a member."""

    uid: str
    name: str
    born_on: str | None
    joined_on: str | None
    full_on: str | None
    job: str
    frail: int


@dataclass(frozen=True)
class _Span:
    """A dated fact: from ``began_on`` up to but not including ``ended_on``."""

    began_on: str | None
    ended_on: str | None
    holds: tuple[str, ...]

    def covers(self, day: str) -> bool:
        return (self.began_on or "") <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class Tenure:
    """A member's dated facts in one branch; ``name`` tells namesakes apart."""

    member: _Listed
    name: str
    here: list[_Span]
    restrictions: list[_Span]
    posts: list[_Span]


def _begun_before(partial: str | None, day: str) -> bool:
    """Whether a partial date lies before the day; a bare month or year counts from its first."""
    return partial is not None and dates.first_day(partial).isoformat() < day


def _earlier(one: str | None, other: str | None) -> str | None:
    """Return the earlier of two ends, None when neither has come."""
    return min((day for day in (one, other) if day), default=None)


def _term_ends(terms: list[Committee]) -> dict[str, str | None]:
    """Return when each term ends: on its own day, or when the next begins if that is earlier.

    The terms come by their beginning. Two committees never serve at once.
    """
    ends: dict[str, str | None] = {}
    for term in terms:
        began = term.began_on or ""
        following = next((t.began_on for t in terms if (t.began_on or "") > began), None)
        ends[term.uid] = _earlier(term.ended_on, following)
    return ends


class Book:
    """The dated facts of one branch, read once and asked for any number of days."""

    def __init__(self, branch: str) -> None:
        """Read members, spans, groups and posts of the branch with that uid."""
        self.branch = branch
        self._members = {member.uid: member for member in _members_ever_in(branch)}
        self._memberships = self._spans(Membership, "branch")
        self.groups: list[Group] = list(_living(Group, branch).order_by(Group.name))
        self._groupings = self._in_groups(self._spans(Grouping, "group"))
        self._restrictions = self._spans(Restriction, "kind", "basis")
        self._leaders = self._in_groups(self._spans(Leader, "record", whose="member"))
        self._terms: list[Committee] = list(_living(Committee, branch).order_by(Committee.began_on))
        self._term_ends = _term_ends(self._terms)
        self._posts = self._posts_held()

    def _spans(
        self, model: type[Line], *holds: str, whose: str = "record"
    ) -> dict[str, list[_Span]]:
        spans: dict[str, list[_Span]] = {}
        person = getattr(model, whose)
        columns = [getattr(model, name) for name in (whose, "began_on", "ended_on", *holds)]
        rows = model.select(*columns).where(person.in_(_ever_in(self.branch)))
        sql, values = rows.order_by(model.position).sql()
        for member, began_on, ended_on, *held in database.execute_sql(sql, values):
            spans.setdefault(member, []).append(_Span(began_on, ended_on, tuple(held)))
        return spans

    def _in_groups(self, spans: dict[str, list[_Span]]) -> dict[str, list[_Span]]:
        """Keep the times in groups of this branch, none longer than its group existed."""
        groups = {group.uid: group for group in self.groups}
        return {
            member: [
                _Span(
                    max(span.began_on or "", groups[span.holds[0]].founded_on or ""),
                    _earlier(span.ended_on, groups[span.holds[0]].dissolved_on),
                    span.holds,
                )
                for span in held
                if span.holds[0] in groups
            ]
            for member, held in spans.items()
        }

    def _posts_held(self) -> dict[str, list[_Span]]:
        terms = {term.uid: term for term in self._terms}
        spans: dict[str, list[_Span]] = {}
        rows = PostHeld.select().where(PostHeld.record.in_(list(terms)))
        for held in dicts(rows.order_by(PostHeld.position)):
            term = terms[held["record"]]
            span = _Span(
                held["began_on"] or term.began_on,
                _earlier(held["ended_on"], self._term_ends[term.uid]),
                (held["post"],),
            )
            spans.setdefault(held["member"], []).append(span)
        return spans

    def terms(self) -> list[Committee]:
        """Return the terms of the committee by their beginning."""
        return list(self._terms)

    def tenures(self) -> list[Tenure]:
        """Return the dated facts of everybody who is or was in the branch, in roster order."""
        shown = names.display_names(list(self._members.values()))
        return [
            Tenure(
                member,
                shown[uid],
                [s for s in self._memberships.get(uid, ()) if s.holds == (self.branch,)],
                self._restrictions.get(uid, []),
                self._posts.get(uid, []),
            )
            for uid, member in self._members.items()
        ]

    def committee(self, day: str) -> Committee | None:
        """Return the committee term of an ISO day; a term past its time holds until replaced."""
        begun = [t for t in self._terms if (t.began_on or "") <= day]
        ends = self._term_ends
        current = [t for t in begun if (end := ends[t.uid]) is None or day < end]
        return current[-1] if current else None

    def groups_on(self, day: str) -> list[Group]:
        """Return the groups that exist on an ISO day, by name."""
        return [
            group
            for group in self.groups
            if (group.founded_on or "") <= day
            and (group.dissolved_on is None or day < group.dissolved_on)
        ]

    def roster(self, day: str) -> list[RosterEntry]:
        """Return the members of the branch on an ISO day: committee first, then as entered."""
        present = [m for m in self._members.values() if self._belongs(m, day)]
        shown = names.display_names(present)
        entries = [self._entry(member, day, shown[member.uid]) for member in present]
        return sorted(entries, key=_rank)

    def _belongs(self, member: _Listed, day: str) -> bool:
        return _begun_before(member.joined_on, day) and any(
            span.holds == (self.branch,) and span.covers(day)
            for span in self._memberships.get(member.uid, ())
        )

    def _entry(self, member: _Listed, day: str, shown: str) -> RosterEntry:
        uid = member.uid
        full = _begun_before(member.full_on, day)
        restrictions = {
            RestrictionKind(span.holds[0]): span
            for span in self._restrictions.get(uid, ())
            if span.covers(day)
        }
        counted = RestrictionKind.NOT_COUNTED not in restrictions
        reasons = [] if full else ["预备党员"]
        reasons += [
            f"{kind.label}（{span.holds[1]}）" if span.holds[1] else kind.label
            for kind, span in restrictions.items()
        ]
        held = {Post(s.holds[0]) for s in self._posts.get(uid, ()) if s.covers(day)}
        posts = sorted(held, key=list(Post).index)
        leads = any(span.covers(day) for span in self._leaders.get(uid, ()))
        group = next((s.holds[0] for s in self._groupings.get(uid, ()) if s.covers(day)), None)
        return RosterEntry(
            member=uid,
            name=member.name,
            display_name=shown,
            category="full" if full else "probationary",
            voting=full and not restrictions,
            counted=counted,
            reason="；".join(reasons),
            post="、".join(p.label for p in posts) or ("党小组组长" if leads else ""),
            posts=frozenset(posts),
            leads_group=leads,
            job=member.job,
            group=group,
            frail=bool(member.frail),
        )


def _rank(entry: RosterEntry) -> int:
    return min((list(Post).index(post) for post in entry.posts), default=len(Post))


def _living(model: type[Group] | type[Committee], branch: str) -> Any:
    return model.select().where(model.organisation == branch, model.deleted_at.is_null())


def _ever_in(branch: str) -> Any:
    return Membership.select(Membership.record).where(Membership.branch == branch)


def _members_ever_in(branch: str) -> Iterable[_Listed]:
    """Run one query for the few columns a roster needs, past peewee's objects: rosters are read
    again with every change of the file."""
    columns = [getattr(Member, name) for name in _Listed._fields]
    alive = Member.select(*columns).where(
        Member.deleted_at.is_null(), Member.uid.in_(_ever_in(branch))
    )
    query = alive.order_by(Member.sequence, Member.entered_at)
    return (_Listed(*row) for row in database.execute_sql(*query.sql()))


def roster(branch: str, day: str) -> list[RosterEntry]:
    """Return the members of the branch on an ISO day."""
    return Book(branch).roster(day)


def due(entries: Iterable[RosterEntry], kind: str, group: str | None = None) -> list[RosterEntry]:
    """Return who is 应到: ``kind`` is what ``db.records.meeting.scope`` says, or "activity".

    All members for the members' meeting, the lecture and the activity, the committee for its own
    meeting, the group for a group meeting: 支部工作条例 Art. 11–13, 16.
    """
    counted = [entry for entry in entries if entry.counted]
    if kind == "committee":
        return [entry for entry in counted if entry.posts]
    if kind == "group":
        return [entry for entry in counted if group is not None and entry.group == group]
    return counted


MODELS = (
    Organisation,
    FixedItem,
    Group,
    Member,
    Leader,
    Membership,
    Grouping,
    Restriction,
    Committee,
    PostHeld,
)
