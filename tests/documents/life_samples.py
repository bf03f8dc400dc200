"""Trees of organisation life and of listed items, for the tests of their papers."""

from typing import Any

from db import tree
from db.records import spec

MEETING, ITEM, TALK = spec("meeting"), spec("listed_item"), spec("talk")
PEOPLE = (
    "单伟",
    "仇昇",
    "解晓璟",
    "查堃",
    "朱珺",
    "区䶮",
    "褚垚",
    "吴頔",
    "周翀",
    "阿卜杜拉·吐尔逊",
)


def item(kind: str, number: int, **values: Any) -> dict[str, Any]:
    """One listed item of 2026 of a list."""
    given = {"kind": kind, "year": 2026, "number": number, "owner_name": "仇昇"}
    return tree.blank(ITEM, **{**given, "title": f"事项{number}", **values})


def note(day: str, text: str, what: str = "note", **values: Any) -> dict[str, Any]:
    """One entry of an item's log."""
    return tree.blank_line(ITEM.line("progress"), noted_on=day, text=text, what=what, **values)


def life(**values: Any) -> dict[str, Any]:
    """组织生活会 of three people, with issues, a written text and criticism."""
    record = tree.blank(
        MEETING,
        kind="life",
        held_as="general",
        year=2026,
        number=1,
        status="final",
        held_on="2026-11-12",
        began_at="14:30",
        ended_at="17:10",
        place="三楼会议室",
        title="认真查摆问题，服务基层群众",
        chair_name="单伟",
        chair_post="支部书记",
        recorder_name="解晓璟",
        finished_on="2026-11-13",
        scheme="主题：认真查摆问题，服务基层群众。会前谈心谈话，会上逐人对照检查，会后列出清单。",
        opinions="向20个村居征求意见，收到意见6条，主要是下沉次数少、答复慢。",
        previous="上年列出问题9条，已整改9条。",
        publicised="11月16日至20日在党务公开栏公示",
        reported_on="2026-11-23",
    )
    line = MEETING.line
    record["attendance"] = [
        tree.blank_line(
            line("attendance"), member=f"m{n}", name=name, state="leave" if n == 2 else "present"
        )
        for n, name in enumerate(PEOPLE[:3])
    ]
    record["readings"] = [tree.blank_line(line("readings"), title="《中国共产党章程》")]
    record["examinations"] = [
        tree.blank_line(
            line("examinations"),
            name=name,
            written=n == 2,
            text=f"一、学习不够系统。\n{name}今年集中学习请假两次，笔记不全。\n二、下沉不够。",
            pledge="照单整改，年底前完成。",
            criticisms=[
                tree.blank_line(
                    line("examinations", "criticisms"),
                    critic_name=PEOPLE[(n + 1) % 3],
                    text=f"3月16日{name}答复群众来信超过了7天，应当改进。",
                )
            ],
        )
        for n, name in enumerate(PEOPLE[:3])
    ]
    record["issues"] = [
        tree.blank_line(
            line("issues"),
            whose="支部班子",
            text="支委会研究业务多、研究党建少",
            measure="每月支委会先研究一项党建议题",
            owner_name="单伟",
            due_on="2026-12-31",
        ),
        tree.blank_line(line("issues"), whose="仇昇", text="答复群众来信慢"),
    ]
    return record | values


def appraisal(count: int = 3, **values: Any) -> dict[str, Any]:
    """民主评议党员 of some people, the first of them 优秀."""
    record = life(kind="appraisal", examinations=[], issues=[], title="2026年度民主评议党员")
    record |= {"eligible": count, "returned": count, "valid": count}
    record |= {"scrutineer_name": "查堃", "teller_name": "朱珺", "publicised": ""}
    record |= {"conclusion": "支部党员大会同意支委会提出的评定意见。", "readings": [], "scheme": ""}
    record["appraisals"] = [
        tree.blank_line(
            MEETING.line("appraisals"),
            member=f"m{n}",
            name=PEOPLE[n % len(PEOPLE)],
            category="probationary" if n == 6 else "full",
            summary="一年来按时参加组织生活，完成法律援助案件42件。" * 8,
            faults="政治理论学习不够系统。",
            measures="每周学习不少于两小时。",
            peers="单伟：工作扎实，建议多带年轻同志。",
            excellent=count if n == 0 else 0,
            qualified=0 if n == 0 else count,
            basic=0,
            unqualified=0,
            grade="excellent" if n == 0 else "qualified",
            opinion="同意评为优秀等次。" if n == 0 else "同意评为合格等次。",
            told_on="2026-11-18",
        )
        for n in range(count)
    ]
    return record | values


def talk(talker: str, listener: str, **values: Any) -> dict[str, Any]:
    """One talk between two members of ``PEOPLE``, given by name."""
    uids = {name: f"m{n}" for n, name in enumerate(PEOPLE)}
    given = {
        "year": 2026,
        "number": 3,
        "kind": "committee_member",
        "held_on": "2026-10-15",
        "began_at": "09:30",
        "place": "书记办公室",
        "talker": uids.get(talker),
        "talker_name": talker,
        "talker_post": "支部书记",
        "listener": uids.get(listener),
        "listener_name": listener,
        "matter": "组织生活会前谈心",
        "content": "交流今年法律援助工作的难处。",
        "problems": "下乡时间安排过紧。",
        "pledge": "按计划改进。",
        "follow_up": "调整下乡排班，11月底前完成。",
    }
    return tree.blank(TALK, **{**given, **values})
