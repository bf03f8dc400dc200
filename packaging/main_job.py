"""The main job, visible without a screen: `main_job.py DIR`.

Writes the sample file, then does what a secretary does with a file of her own: brings in a roster,
records a meeting in the window, prints its minutes. Names every file and picture that it makes.
"""

import json
import sys
from pathlib import Path
from typing import Any

from stage import Stage, pages

from db import demo, tree
from db.records import spec
from db.spec import Tree
from desktop.documents import DOCUMENTS
from desktop.documents.gather import context_for

_TESTS = Path(__file__).resolve().parent.parent / "tests" / "data"
_ROSTER = _TESTS / "rosters" / "党员花名册.xlsx"
_MEETING = _TESTS / "sample_meeting.json"
_HEAD = ("began_at", "ended_at", "place", "notice_on", "notice_by")


def main(folder: Path) -> None:
    """Do the job under `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    sample, own = folder / "示例.zhibu", folder / "机关第一党支部.zhibu"
    for old in (sample, own):
        old.unlink(missing_ok=True)
    stage = Stage(folder / ".settings.ini")
    demo.build(sample, today=stage.context.today().isoformat())
    _say("示例文件", sample)
    _begin(stage, own)
    _say("新建数据文件", stage.picture(folder / "1-新建.png"))
    page = stage.page("党员")
    page.roster.show_roster_file(_ROSTER)
    _say("导入花名册前的核对", stage.picture(folder / "2-导入花名册.png"))
    page.roster.importing.import_button.click()
    _say("党员花名册", stage.picture(folder / "3-党员.png"))
    uid = _record(stage, folder)
    _print(stage, uid, folder)
    _look(stage, sample, folder)
    stage.close()
    (folder / ".settings.ini").unlink(missing_ok=True)


def _begin(stage: Stage, path: Path) -> None:
    branch = tree.blank(
        spec("organisation"),
        name="中共示范区司法局机关第一支部委员会",
        short_name="机关第一党支部",
        place="三楼会议室",
    )
    stage.window.files.create(path, [branch])


def _record(stage: Stage, folder: Path) -> str:
    """Record the sample meeting in the window, saved by the window; return its uid."""
    written: Tree = json.loads(_MEETING.read_text(encoding="utf-8"))
    page: Any = stage.page("三会一课")
    page.begin(written["kind"])
    page.new.date.set_value(written["held_on"])
    page.new.begin()
    _say("新建会议，应到人员来自花名册", stage.picture(folder / "4-新建会议.png"))
    draft = page.record.record
    whole = tree.filled(spec("meeting"), draft | _for_people_here(draft, written))
    page.record.form.take(whole)
    page.record.judge()
    _say("记录会议，校验在右边", stage.picture(folder / "5-记录会议.png"))
    if not page.record.save():
        raise SystemExit("会议没有保存。")
    page.record.header.preview_button.click()
    _say("预览就是要打印的那一页", stage.picture(folder / "6-预览.png"))
    return str(page.record.uid)


def _for_people_here(draft: Tree, written: Tree) -> Tree:
    """Return the written meeting for the people of this file, who are found by name."""
    here = {row["name"]: row["member"] for row in draft["attendance"]}
    noted = {row["name"]: row for row in written["attendance"]}
    values = {key: written[key] for key in _HEAD}
    values |= {"recorder": here[written["recorder_name"]]}
    values |= {"recorder_name": written["recorder_name"]}
    values["attendance"] = [
        row | {key: noted[row["name"]][key] for key in ("state", "reason", "reason_late")}
        for row in draft["attendance"]
    ]
    values["observers"] = written["observers"]
    values["agenda"] = [
        item
        | {
            "decisions": [
                decision | {"owner": here.get(decision["owner_name"])}
                for decision in item["decisions"]
            ]
        }
        for item in written["agenda"]
    ]
    return values


def _print(stage: Stage, uid: str, folder: Path) -> None:
    record = tree.dump(spec("meeting"), uid)
    context = context_for(record, today=stage.context.today().isoformat())
    for document in DOCUMENTS:
        if document.asks or not document.suits("meeting", record["kind"]):
            continue  # the sheet of photos asks for photos, which these notes have none of
        target = folder / f"{document.title}.pdf"
        document.render(document.collect(record, context), target)
        _say(document.title, target)
        for number, image in enumerate(pages(target), 1):
            picture = target.with_name(f"{target.stem}-第{number}页.png")
            image.save(picture)
            _say(f"{document.title}的第{number}页", picture)


def _look(stage: Stage, sample: Path, folder: Path) -> None:
    """The other tabs, on the sample file, where they have something to show."""
    stage.window.open_path(sample)
    for number, title in enumerate(("28日活动", "三张清单"), 7):
        stage.page(title)
        _say(f"{title}（示例文件）", stage.picture(folder / f"{number}-{title}.png"))


def _say(what: str, path: Path) -> None:
    print(f"{what}：{path}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
