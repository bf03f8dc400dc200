"""The command that carries records over to a platform: what is open, the words, the photos."""

import sys
from argparse import Namespace
from pathlib import Path

from db import tree, uploads
from db.errors import Refused
from db.spec import Tree
from db.uploads import Entry
from desktop import copying
from desktop.cli.common import opened, show, the_branch, today


def copy_out(arguments: Namespace) -> None:
    """Print the fields of one record in the order of a form, or the year's records of the form."""
    if arguments.photos is not None and arguments.record is None:
        raise Refused("--photos 要与 --record 一起用，写明是哪一条记录的照片。")
    with opened(arguments.file):
        form = _form(the_branch(arguments.branch)["uid"], arguments.form)
        if arguments.record is None:
            _list(form, arguments)
        else:
            _one(form, arguments)


def _form(branch: str, name: str) -> Tree:
    forms = uploads.forms_of(branch)
    if not forms:
        raise Refused("这个支部还没有抄报表单，请先在窗口的“文件—抄报台”里设置。")
    found = [f for f in forms if name in (f["uid"], f["title"], uploads.FORM.heading(f))]
    if len(found) == 1:
        return found[0]
    names = "、".join(uploads.FORM.heading(form) for form in forms)
    if not found:
        raise Refused(f"没有名为“{name}”的抄报表单，有：{names}。")
    raise Refused(f"名为“{name}”的抄报表单有{len(found)}张，请连平台一起写：{names}。")


def _list(form: Tree, arguments: Namespace) -> None:
    found = uploads.entries(form, arguments.year or int(today()[:4]))
    if arguments.open:
        found = [entry for entry in found if entry.open]
    if arguments.json:
        show([_entry(entry) for entry in found])
        return
    for entry in found:
        state = entry.copied.text if entry.copied else "没有上传"
        print("\t".join((entry.row.uid, entry.row.day or "", entry.row.heading, state)))


def _entry(entry: Entry) -> Tree:
    copied = entry.copied
    return {
        "uid": entry.row.uid,
        "date": entry.row.day,
        "title": entry.row.heading,
        "draft": entry.draft,
        "uploaded_on": copied.upload["uploaded_on"] if copied else None,
        "receipt": copied.upload["receipt"] if copied else "",
        "changed": bool(copied and copied.changed),
    }


def _one(form: Tree, arguments: Namespace) -> None:
    kind = uploads.kind_of(form["source"])
    try:
        record = tree.dump(kind, arguments.record)
    except KeyError:
        raise Refused(f"没有 uid 为“{arguments.record}”的{kind.title}记录。") from None
    if not uploads.suits(form, kind, record):
        raise Refused(f"“{kind.heading(record)}”不抄到“{uploads.FORM.heading(form)}”这张表里。")
    values = copying.values(form, record, today())
    if arguments.json:
        show([{"label": v.label, "value": v.text, "over": v.over} for v in values])
    else:
        for value in values:
            over = f"（多{value.over}个字）" if value.over else ""
            print(f"【{value.label}】{over}\n{value.text}\n")
    if arguments.photos is not None:
        folder: Path = arguments.photos
        for path in copying.photos(form, record, folder):
            print(path, file=sys.stderr)
