"""The command that checks the file and its records, and repairs what is safe."""

import datetime as dt
from argparse import Namespace
from typing import Any

from db import connection, health
from db.errors import Damaged
from db.health import Grade, Problem, Report
from desktop.cli.common import branch_names, branch_uid, now, opened, show, today, who

_LEVELS = {"block": "阻止定稿", "warn": "警告", "remind": "提醒"}


def check(arguments: Namespace) -> int:
    """Check the file and every record; exit 1 when something is wrong that is left.

    With ``--repair`` what is safe is repaired, after a verified backup, and the check runs again.
    """
    done: list[str] = []
    with opened(arguments.file, readonly=not arguments.repair):
        if problems := connection.integrity_problems():
            raise Damaged(
                f"“{arguments.file.name}”已损坏（{problems[0]}），没有改动。请从最近的备份恢复。"
            )
        branch = branch_uid(arguments.branch)
        report = health.examine(at=now(), today=today(), branch=branch)
        if arguments.repair:
            if report.repairs:
                clock = dt.datetime.now()  # noqa: DTZ005 - local time, as the backup is named
                health.repair(report.repairs, now=clock, who=who(), at=now())
                done = [each.label for each in report.repairs]
                report = health.examine(at=now(), today=today(), branch=branch)
            health.remember(report)
        branches = branch_names()
    found = _findings(report, branches)
    if arguments.json:
        _show_json(report, found, done)
    else:
        _show_text(report, found, done)
    return 1 if found or not report.passed else 0


def _findings(report: Report, branches: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "uid": record.uid,
            "type": record.record_type,
            "date": record.held_on,
            "title": record.heading,
            "branch": branches.get(record.organisation, ""),
            "code": finding.code,
            "level": finding.level,
            "text": finding.text,
            "place": finding.place,
            "field": list(finding.field),
            "article": finding.article,
        }
        for record in report.inspected
        for finding in record.findings
        if finding.level != "ok"
    ]


def _damage(report: Report) -> list[Problem]:
    return [problem for problem in report.problems if problem.grade is Grade.DAMAGE]


def _show_json(report: Report, found: list[dict[str, Any]], done: list[str]) -> None:
    problems = [
        {
            "code": problem.code,
            "grade": str(problem.grade),
            "text": problem.text,
            "type": problem.record_type,
            "uid": problem.uid,
            "title": problem.heading,
            "repair": str(problem.repair) if problem.repair else None,
        }
        for problem in report.problems
    ]
    show(
        {
            "integrity": "；".join(each.text for each in _damage(report)) or "ok",
            "records": len(report.inspected),
            "passed": report.passed,
            "problems": problems,
            "repaired": done,
            "findings": found,
        }
    )


def _show_text(report: Report, found: list[dict[str, Any]], done: list[str]) -> None:
    for each in found:
        where = f"{each['branch']} {each['date'] or ''} {each['title']}"
        what = " ".join(filter(None, (_LEVELS[each["level"]], each["code"], each["text"])))
        print(f"{where}：{what}（{each['article']}）")
    for problem in report.problems:
        where = f"{problem.heading}：" if problem.heading else ""
        more = "（可以自动修复，请加 --repair）" if problem.repair else ""
        print(f"{problem.grade.label}：{where}{problem.text}{more}")
    if done:
        print(f"已备份并修复：{'、'.join(done)}。")
    damaged, others = len(_damage(report)), len(report.problems)
    whole = f"数据体检发现{others}处问题，其中损坏{damaged}处。" if others else "文件完好。"
    print(f"{whole}查了{len(report.inspected)}条记录，发现{len(found)}处问题。")
