"""Large data files, the same at each run: a general branch and its branches over many years."""

import datetime as dt
import random
from pathlib import Path

from db import connection, search, tree
from db.connection import transaction
from db.history import Change, Step
from db.records import spec
from db.records.listed_item import ListKind
from db.records.meeting import MeetingKind
from db.spec import RecordSpec, Tree

WHO = "测量"
AT = "2026-01-05T08:00:00Z"
_BATCH = 500

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = "伟芳娜敏静强磊洋艳勇军杰娟涛明超秀霞平刚晗璟昇喆堃燚"
_SUBJECTS = (
    "第一季度工作",
    "党员教育管理",
    "机关作风建设",
    "主题教育整改",
    "矛盾纠纷化解",
    "普法宣传",
)
_SENTENCES = (
    "会议认为，{0}总体平稳，但与年初制定的目标相比仍有差距，要逐项对照、按月推进。",
    "{0}要落到具体的人和具体的时间，支部委员各联系一个党小组，每月听一次情况。",
    "有同志提出，窗口群众反映排队时间较长，建议把取号和咨询分开，先在一楼试行。",
    "与会党员围绕{0}谈了体会，既讲了做法，也讲了自己岗位上的不足和改进的打算。",
    "关于{0}，责任人当场作了说明，承诺在月底前补齐台账，由纪检委员负责核对。",
    "会议要求把学习和工作结合起来，不搞形式，不重复填表，把时间用在解决问题上。",
)


class _Maker:
    """Makes the records of one file from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.step = 0

    def name(self) -> str:
        given = self.random.choices(_GIVEN, k=self.random.choice((1, 2)))
        return self.random.choice(_SURNAMES) + "".join(given)

    def text(self, sentences: int) -> str:
        chosen = self.random.choices(_SENTENCES, k=sentences)
        return "".join(each.format(self.random.choice(_SUBJECTS)) for each in chosen)

    def put(self, kind: RecordSpec, trees: list[Tree]) -> None:
        """Store records as ``operations`` would, a batch at a time."""
        for start in range(0, len(trees), _BATCH):
            part = [
                tree.normalise(kind, kind.complete(tree.normalise(kind, each)))
                | {"revision": 1, "entered_at": AT, "deleted_at": None}
                for each in trees[start : start + _BATCH]
            ]
            with transaction():
                step = Step.create(
                    at=AT, who=WHO, name="新建", reason="", undoes=None, undoable=True
                )
                tree.insert_many(kind, part)
                rows = [
                    {
                        "step": step.number,
                        "record_type": kind.name,
                        "record": each["uid"],
                        "before": None,
                        "after": each,
                    }
                    for each in part
                ]
                Change.insert_many(rows).execute()
                search.index([(kind, each) for each in part])

    def branch(self, name: str, parent: str | None, members: int) -> tuple[str, list[Tree]]:
        kind = spec("organisation")
        branch = tree.blank(kind, name=f"中共示范局{name}委员会", short_name=name, parent=parent)
        branch["organisation"] = branch["uid"]
        self.put(kind, [branch])
        people = [
            tree.blank(
                spec("member"),
                organisation=branch["uid"],
                sequence=place,
                name=self.name(),
                gender=self.random.choice("男女"),
                born_on=f"{self.random.randint(1960, 2000)}-{self.random.randint(1, 12):02}",
                joined_on="2004-12",
                full_on="2005-12",
                job="科员",
            )
            for place in range(1, members + 1)
        ]
        self.put(spec("member"), people)
        return branch["uid"], people

    def meeting(
        self, branch: str, people: list[Tree], kind: str, day: dt.date, group: str | None = None
    ) -> Tree:
        due = people[:3] if kind == MeetingKind.COMMITTEE else people
        record = tree.blank(
            spec("meeting"),
            organisation=branch,
            kind=kind,
            group=group,
            held_on=day.isoformat(),
            number=day.month,
            began_at="15:00",
            ended_at="16:30",
            place="三楼会议室",
            chair=people[0]["uid"],
            chair_name=people[0]["name"],
            chair_post="支部书记",
            recorder=people[1]["uid"],
            recorder_name=people[1]["name"],
            title=f"{self.random.choice(_SUBJECTS)}专题党课" if kind == MeetingKind.LECTURE else "",
            outline=self.text(20) if kind == MeetingKind.LECTURE else "",
        )
        record["attendance"] = [
            {"member": person["uid"], "name": person["name"], "category": "full"} for person in due
        ]
        record["agenda"] = [self.item(people) for _each in range(self.random.randint(2, 4))]
        return record

    def item(self, people: list[Tree]) -> Tree:
        speakers = self.random.sample(people, 2)
        return {
            "title": f"研究{self.random.choice(_SUBJECTS)}",
            "speaker": speakers[0]["name"],
            "report": self.text(6),
            "resolution": self.text(2),
            "speeches": [{"speaker": each["name"], "text": self.text(2)} for each in speakers],
            "decisions": [{"text": self.text(1), "owner_name": speakers[1]["name"]}],
        }

    def activity(self, branch: str, people: list[Tree], year: int, month: int) -> Tree:
        day = f"{year}-{month:02}-28"
        record = tree.blank(
            spec("activity"),
            organisation=branch,
            number=month,
            title=f"{self.random.choice(_SUBJECTS)}主题活动",
            planned_on=day,
            held_on=day,
            began_at="14:30",
            ended_at="17:00",
            place="三楼会议室",
            organiser=people[0]["name"],
            process=self.text(10),
            outcome=self.text(2),
            hours=200,
        )
        record["attendance"] = [
            {"member": person["uid"], "name": person["name"], "category": "full"}
            for person in people
        ]
        return record

    def listed_item(self, branch: str, people: list[Tree], year: int, number: int) -> Tree:
        owner = self.random.choice(people)
        day = dt.date(year, 1, 1) + dt.timedelta(days=number % 360)
        return tree.blank(
            spec("listed_item"),
            organisation=branch,
            kind=self.random.choice([str(kind) for kind in ListKind]),
            year=year,
            number=number,
            title=self.text(1),
            measures=self.text(2),
            owner=owner["uid"],
            owner_name=owner["name"],
            began_on=day.isoformat(),
            due_on=(day + dt.timedelta(days=60)).isoformat(),
            state=self.random.choice(("waiting", "active", "done")),
            progress=[{"noted_on": day.isoformat(), "text": self.text(1)}],
        )


def organisation_file(path: Path, years: int, branches: int = 4, members: int = 20) -> int:
    """Write a file of a general branch over some years up to this one; return its meetings.

    A branch holds 52 meetings a year: twelve of the committee, twelve of each of two groups,
    twelve of all members and four lectures; twelve activities and forty listed items as well.
    """
    maker = _Maker(years)
    connection.create(path)
    try:
        kind = spec("organisation")
        parent = tree.blank(kind, kind="general_branch", name="示范局党总支", short_name="党总支")
        parent["organisation"] = parent["uid"]
        maker.put(kind, [parent])
        count = 0
        for number in range(1, branches + 1):
            branch, people = maker.branch(f"第{number}党支部", parent["uid"], members)
            groups = [
                tree.blank(spec("group"), organisation=branch, name=f"第{each}党小组")
                for each in (1, 2)
            ]
            maker.put(spec("group"), groups)
            meetings = [
                each
                for year in range(_this_year() - years + 1, _this_year() + 1)
                for each in _year(maker, branch, people, groups, year)
            ]
            maker.put(spec("meeting"), meetings)
            count += len(meetings)
            last = _this_year() + 1
            activities = [
                maker.activity(branch, people, year, month)
                for year in range(last - years, last)
                for month in range(1, 13)
            ]
            maker.put(spec("activity"), activities)
            items = [
                maker.listed_item(branch, people, year, number)
                for year in range(last - years, last)
                for number in range(1, 41)
            ]
            maker.put(spec("listed_item"), items)
        return count
    finally:
        connection.close()


def _this_year() -> int:
    return dt.datetime.now().astimezone().year


def _year(
    maker: _Maker, branch: str, people: list[Tree], groups: list[Tree], year: int
) -> list[Tree]:
    made = []
    for month in range(1, 13):
        day = dt.date(year, month, 6)
        made.append(maker.meeting(branch, people, "general", day))
        made.append(maker.meeting(branch, people, "committee", day))
        for place, group in enumerate(groups):
            half = people[place * len(people) // 2 :][: len(people) // 2]
            made.append(maker.meeting(branch, half, "group", day, group["uid"]))
        if month % 3 == 0:
            made.append(maker.meeting(branch, people, "lecture", day))
    return made


def wide_file(path: Path, records: int) -> None:
    """Write a branch with that many short meetings over fifty years, one with as many members.

    The first branch has as many listed items of this year as well.
    """
    maker = _Maker(records)
    connection.create(path)
    try:
        branch, people = maker.branch("第一党支部", None, 20)
        first = dt.date(_this_year() - 49, 1, 1)
        meetings = [
            maker.meeting(branch, people[:4], "general", first + dt.timedelta(days=number % 18_000))
            for number in range(records)
        ]
        maker.put(spec("meeting"), meetings)
        year = _this_year()
        items = [maker.listed_item(branch, people, year, n) for n in range(1, records + 1)]
        maker.put(spec("listed_item"), items)
        maker.branch("第二党支部", None, records)
    finally:
        connection.close()


def year_file(path: Path, meetings: int) -> None:
    """Write one branch with that many full meetings of all members in 2025."""
    maker = _Maker(meetings)
    connection.create(path)
    try:
        branch, people = maker.branch("第一党支部", None, 20)
        first = dt.date(2025, 1, 2)
        made = [
            maker.meeting(branch, people, "general", first + dt.timedelta(days=number * 6))
            | {"number": number + 1}
            for number in range(meetings)
        ]
        maker.put(spec("meeting"), made)
    finally:
        connection.close()
