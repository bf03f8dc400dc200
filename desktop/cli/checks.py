"""The command that checks the file and its records."""

from argparse import Namespace
from typing import Any

from db import attachments, connection, inspection
from db.errors import Damaged
from desktop.cli.common import branch_names, branch_uid, opened, show, today

_LEVELS = {"block": "阻止定稿", "warn": "警告", "remind": "提醒"}


def check(arguments: Namespace) -> int:
    """Check the integrity of the file and every record; exit 1 when a record has problems."""
    with opened(arguments.file):
        if problems := connection.integrity_problems():
            raise Damaged(
                f"“{arguments.file.name}”已损坏（{problems[0]}），没有改动。请从最近的备份恢复。"
            )
        broken = attachments.problems()
        inspected = inspection.findings_for_all(today(), branch_uid(arguments.branch))
        branches = branch_names()
    found: list[dict[str, Any]] = [
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
        for record in inspected
        for finding in record.findings
        if finding.level != "ok"
    ]
    if arguments.json:
        integrity = "；".join(broken) or "ok"
        show({"integrity": integrity, "records": len(inspected), "findings": found})
    else:
        for each in found:
            where = f"{each['branch']} {each['date'] or ''} {each['title']}"
            what = f"{_LEVELS[each['level']]} {each['code']} {each['text']}"
            print(f"{where}：{what}（{each['article']}）")
        for sentence in broken:
            print(sentence)
        whole = f"{len(broken)}个附件损坏。" if broken else "文件完好。"
        print(f"{whole}查了{len(inspected)}条记录，发现{len(found)}处问题。")
    return 1 if found or broken else 0
