"""The command line does the work of the window: exit statuses, plain output, JSON."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db import connection, exchange, operations, queries, tree
from db.records import RECORDS, spec
from desktop import cli
from tests.samples import AT, WHO

ROOT = Path(__file__).parents[2]
MEETING = spec("meeting")


def second_branch(path: Path, name: str = "机关第二党支部") -> None:
    connection.open_file(path)
    kind = spec("organisation")
    record = tree.blank(kind, name=f"中共示范局{name}", short_name=name)
    operations.save(kind, record, who=WHO, at=AT)
    connection.close()


def test_new_makes_a_file_with_a_branch_and_its_parent(zhibu, tmp_path) -> None:
    path = tmp_path / "一.zhibu"
    said = zhibu("new", path, "--name", "机关第一支部", "--parent", "示范局机关党委")
    assert (said.status, said.err) == (0, "")
    listed = zhibu("list", path, "organisation", "--json").json
    assert {item["title"] for item in listed} == {"机关第一支部", "示范局机关党委"}
    connection.open_file(path, readonly=True)
    assert [each["kind"] for each in queries.organisations()] == ["committee", "branch"]
    connection.close()


def test_new_leaves_nothing_behind_when_it_is_refused(zhibu, tmp_path) -> None:
    assert zhibu("new", tmp_path / "一.zhibu", "--name", "  ").status == 2
    assert zhibu("new", tmp_path / "一.zhibu", "--name", "甲", "--parent", "甲").status == 2
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".zhibu"] == []


def test_list_names_uid_date_title_branch_and_status(zhibu, file) -> None:
    found = zhibu("list", file, "meeting", "--json").json
    assert [item["date"] for item in found] == ["2026-05-06", "2026-03-27", "2025-04-03"]
    assert set(found[0]) == {"uid", "date", "title", "branch", "status"}
    assert found[0]["branch"] == "一支部"
    assert found[0]["status"] == "draft"
    assert found[0]["title"] == "支部党员大会 2026年第2次"
    assert len(zhibu("list", file, "meeting", "--year", 2026, "--json").json) == 2
    assert set(zhibu("list", file, "member", "--json").json[0]) == {
        "uid",
        "date",
        "title",
        "branch",
    }
    assert "草稿" in zhibu("list", file, "三会一课").out


@pytest.mark.parametrize("kind", [kind.name for kind in RECORDS])
def test_every_type_can_be_listed(zhibu, file, kind) -> None:
    said = zhibu("list", file, kind, "--json")
    assert said.status == 0
    assert all(item["uid"] and item["title"] for item in said.json)


def test_a_branch_is_named_by_short_name_full_name_or_a_unique_part(zhibu, file) -> None:
    second_branch(file)
    for name in ("一支部", "中共示范局第一支部委员会", "第一"):
        assert len(zhibu("list", file, "meeting", "--branch", name, "--json").json) == 3
    assert zhibu("list", file, "meeting", "--branch", "第二", "--json").json == []
    for name in ("支部", "示范局", "没有的", ""):
        said = zhibu("list", file, "meeting", "--branch", name)
        assert said.status == 2
        assert "一支部" in said.err
        assert "机关第二党支部" in said.err


def test_where_one_branch_is_needed_several_are_listed(zhibu, file, tmp_path) -> None:
    second_branch(file)
    said = zhibu("export", file, "-o", tmp_path / "名册.xlsx")
    assert said.status == 2
    assert "--branch" in said.err
    assert "一支部、机关第二党支部" in said.err or "机关第二党支部、一支部" in said.err
    assert not (tmp_path / "名册.xlsx").exists()
    said = zhibu("export", file, "-o", tmp_path / "名册.xlsx", "--branch", "一支部")
    assert (said.status, said.err) == (0, "")
    assert (tmp_path / "名册.xlsx").stat().st_size > 0


def test_search_finds_words_and_pinyin_initials(zhibu, file) -> None:
    hits = zhibu("search", file, "精神", "--json").json
    assert {hit["type"] for hit in hits} == {"meeting"}
    assert set(hits[0]) == {"type", "uid", "date", "title", "excerpt"}
    for initials in ("zc", "zhouch", "周翀"):
        assert "周翀" in {hit["title"] for hit in zhibu("search", file, initials, "--json").json}
    assert zhibu("search", file, "没有这样的词", "--json").json == []
    assert zhibu("search", file, "  ").status == 2


def test_schema_describes_every_type_and_every_field(zhibu) -> None:
    described = zhibu("schema", "--json").json
    assert [each["name"] for each in described] == [kind.name for kind in RECORDS]
    for each, kind in zip(described, RECORDS, strict=True):
        assert [item["name"] for item in each["fields"]] == list(kind.fields)
        assert [line["name"] for line in each["lines"]] == [n.name for n in kind.all_lines]
    meeting = next(each for each in described if each["name"] == "meeting")
    status = next(item for item in meeting["fields"] if item["name"] == "status")
    assert status["kind"] == "choice"
    assert {"value": "draft", "label": "草稿"} in status["choices"]
    assert zhibu("schema").out.count("（必填）") > 5


def test_json_goes_out_and_comes_into_another_file(zhibu, file, tmp_path) -> None:
    other, package = tmp_path / "另一个.zhibu", tmp_path / "全部.json"
    zhibu("new", other, "--name", "别的支部")
    assert zhibu("export", file, "-o", package, "--talks", "--full-numbers").status == 0
    content = json.loads(package.read_text(encoding="utf-8"))
    assert list(content["records"]) == [kind.name for kind in RECORDS]
    before = other.read_bytes()
    said = zhibu("import", other, package, "--dry-run")
    assert (said.status, said.out[:3]) == (0, "试运行")
    assert other.read_bytes() == before
    assert zhibu("import", other, package).status == 0
    before = other.read_bytes()
    assert "新增0条，更新0条" in zhibu("import", other, package).out
    assert other.read_bytes() == before
    listed = [zhibu("list", path, "meeting", "--json").json for path in (file, other)]
    assert listed[0] == listed[1]


def test_json_without_being_asked_holds_no_talks_and_no_numbers_and_asking_is_written_down(
    zhibu, file, tmp_path
) -> None:
    package = tmp_path / "全部.json"
    assert zhibu("export", file, "-o", package).status == 0
    records = json.loads(package.read_text(encoding="utf-8"))["records"]
    assert "talk" not in records
    assert not any({"id_number", "phone", "address"} & set(each) for each in records["member"])
    assert zhibu("shown", file).out == ""
    assert zhibu("export", file, "-o", package, "--talks", "--full-numbers").status == 0
    records = json.loads(package.read_text(encoding="utf-8"))["records"]
    assert records["talk"][0]["content"]
    (look,) = zhibu("shown", file, "--json").json
    assert look["what"].endswith("带有身份证号、电话、住址和扫描件，谈心谈话记录")
    assert look["what"] in zhibu("shown", file).out


def test_a_talk_that_is_printed_is_written_down(zhibu, file, tmp_path) -> None:
    assert zhibu("print", file, "talk", "-o", f"{tmp_path}/").status == 0
    (look,) = zhibu("shown", file, "--json").json
    assert look["what"].startswith("谈心谈话记录，带有谈话内容")


def test_an_import_that_leaves_something_to_decide_exits_with_one(zhibu, file, tmp_path) -> None:
    package = tmp_path / "改.json"
    zhibu("export", file, "-o", package)
    content = json.loads(package.read_text(encoding="utf-8"))
    member = next(each for each in content["records"]["member"] if each["name"] == "周翀")
    member["job"] = "调研员"
    content["fingerprints"] = {}
    package.write_text(json.dumps(content), encoding="utf-8")
    said = zhibu("import", file, package)
    assert said.status == 1
    assert "没有改动：党员“周翀”" in said.out
    assert zhibu("import", file, package, "--replace").status == 0


def test_demo_makes_a_file_in_which_every_command_finds_something(zhibu, tmp_path) -> None:
    path = tmp_path / "示例.zhibu"
    assert zhibu("demo", path).status == 0
    assert len(zhibu("list", path, "organisation", "--json").json) == 5
    checked = zhibu("check", path, "--json")
    assert checked.status == 1
    assert checked.json["integrity"] == "ok"
    levels = {finding["level"] for finding in checked.json["findings"]}
    assert levels <= {"block", "warn", "remind"}
    assert all(finding["article"] for finding in checked.json["findings"])
    one = checked.json["findings"][0]
    listed = zhibu("list", path, one["type"], "--branch", one["branch"], "--json").json
    assert one["uid"] in {item["uid"] for item in listed}
    told = zhibu("check", path).out.splitlines()[-1]
    assert told.startswith(f"文件完好。查了{checked.json['records']}条记录，发现")


def test_a_years_days_off_are_imported_and_replaced(zhibu, file, tmp_path) -> None:
    source = tmp_path / "节假日2090.toml"
    day = '[[day]]\nday = 2090-03-31\nkind = "off"\nname = "清明节"\n'
    source.write_text('source = "通知"\n' + day, encoding="utf-8")
    tried = zhibu("import", file, source, "--dry-run")
    assert tried.out == ("试运行，没有写入。将新增2090年节假日安排，放假1天，周末上班0天\n")
    before = zhibu("list", file, "holiday_year", "--json").json
    assert "2090年节假日安排" not in {each["title"] for each in before}
    assert zhibu("import", file, source).status == 0
    extra = '[[day]]\nday = 2090-04-01\nkind = "work"\n'
    source.write_text(day + extra, encoding="utf-8")
    again = zhibu("import", file, source)
    assert again.out == "已导入：替换2090年节假日安排，放假1天，周末上班1天\n"
    after = [each["title"] for each in zhibu("list", file, "holiday_year", "--json").json]
    assert after.count("2090年节假日安排") == 1
    assert len(after) == len(before) + 1


def test_check_of_a_file_without_problems_exits_with_zero(zhibu, tmp_path) -> None:
    zhibu("new", tmp_path / "一.zhibu", "--name", "机关第一支部")
    said = zhibu("check", tmp_path / "一.zhibu", "--json")
    assert (said.status, said.json["findings"]) == (0, [])


def test_a_roster_comes_in_once_and_its_problems_are_named(zhibu, tmp_path) -> None:
    path = tmp_path / "一.zhibu"
    roster = ROOT / "tests" / "data" / "rosters" / "党员花名册.xlsx"
    zhibu("new", path, "--name", "机关第一支部")
    before = path.read_bytes()
    said = zhibu("import", path, roster, "--dry-run")
    assert "新增21人" in said.out
    assert path.read_bytes() == before
    said = zhibu("import", path, roster)
    assert said.status == 1
    assert "校验码不对" in said.out
    assert len(zhibu("list", path, "member", "--json").json) == 21
    before = path.read_bytes()
    assert "新增0人" in zhibu("import", path, roster).out
    assert path.read_bytes() == before


def test_backup_and_restore_prove_their_copies(zhibu, file, tmp_path) -> None:
    copy = tmp_path / "备份.zhibu"
    assert zhibu("backup", file, copy).status == 0
    said = zhibu("backup", file, copy)
    assert said.status == 2
    assert "没有覆盖" in said.err
    folder = tmp_path / "备份夹"
    folder.mkdir()
    assert zhibu("backup", file, folder).status == 0
    assert len(list(folder.glob("*.zhibu"))) == 1
    before = zhibu("list", file, "meeting", "--json").json
    second_branch(file)
    said = zhibu("restore", copy, file)
    assert said.status == 0
    assert zhibu("list", file, "meeting", "--json").json == before
    assert len(zhibu("list", file, "organisation", "--json").json) == 1
    aside = Path(said.out.strip().split("：")[-1])
    assert len(zhibu("list", aside, "organisation", "--json").json) == 2


def test_reading_works_while_the_file_is_open_elsewhere(zhibu, file) -> None:
    code = (
        "import sys; from pathlib import Path; from db import connection;"
        "connection.open_file(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        assert zhibu("list", file, "meeting").status == 0
        package = file.with_name("全部.json")
        assert zhibu("export", file, "-o", package).status == 0
        assert zhibu("import", file, package, "--dry-run").status == 0
        said = zhibu("import", file, package)
        assert said.status == 2
        assert "正在使用中" in said.err
        holder.communicate("")


def run(*arguments: object, **options) -> subprocess.CompletedProcess:
    code = "import sys; from desktop.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, **options)


def test_the_command_line_imports_no_qt(file) -> None:
    code = (
        "import sys; from desktop.cli import main; status = main(sys.argv[1:]);"
        "qt = [m for m in sys.modules if 'PySide' in m or 'shiboken' in m];"
        "sys.exit(f'{status} {qt}' if status or qt else 0)"
    )
    output = file.with_name("名册.xlsx")
    for arguments in (
        ("list", file, "meeting"),
        ("search", file, "会议"),
        ("export", file, "-o", output),
        ("schema",),
        ("print", "--list"),
    ):
        command = [sys.executable, "-c", code, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stops_reading_is_no_fault(file) -> None:
    connection.open_file(file)
    blocks = spec("text_block")
    branch = queries.branches()[0]["uid"]
    many = [
        (blocks, tree.blank(blocks, organisation=branch, title=f"语{n}", text="文" * 50))
        for n in range(600)
    ]
    operations.save_many(many, name="常用语", who=WHO, at=AT)
    connection.close()
    code = "import sys; from desktop.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, "list", str(file), "text_block"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as writer:
        writer.stdout.readline()
        writer.stdout.close()
        assert writer.stderr.read() == b""
        assert writer.wait(timeout=30) == 0


@pytest.mark.parametrize("locale", ["C", "zh_CN.GBK", "POSIX"])
def test_output_is_utf_8_whatever_the_terminal_claims(file, locale) -> None:
    environment = {"PATH": "/usr/bin", "LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
    done = run("search", file, "龑", env=environment)
    assert done.returncode == 0
    assert "龑" in done.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_one_sentence(file) -> None:
    code = "import sys; from desktop.cli import main; sys.exit(main())"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "list", str(file), "meeting"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "磁盘已满" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), ""),
        (("nonsense",), "没有“nonsense”"),
        (("list",), "缺少文件"),
        (("list", "a.zhibu", "meeting", "--year", "abc"), "--year 不能是 abc"),
        (("list", "a.zhibu", "meeting", "--year"), "--year 后面缺少内容"),
        (("list", "a.zhibu", "meeting", "--yea", "2026"), "不认识"),
        (("print", "a.zhibu", "minutes", "--month", "3", "--quarter", "1"), "不能同时用"),
        (("new", "a.zhibu"), "缺少--name"),
    ],
)
def test_wrong_use_is_told_in_one_chinese_sentence(zhibu, arguments, said) -> None:
    result = zhibu(*arguments)
    assert result.status == 2
    assert said in result.err
    assert result.err.count("\n") <= 1
    assert "usage" not in result.err + result.out


@pytest.mark.parametrize("command", [None, *sorted(cli.COMMANDS)])
def test_every_command_explains_itself_in_chinese(zhibu, command) -> None:
    result = zhibu(*([command] if command else []), "--help")
    assert result.status == 0
    assert "用法：" in result.out
    assert "选项" in result.out
    assert "show this" not in result.out


def test_the_version_is_told(zhibu) -> None:
    said = zhibu("--version")
    assert (said.status, said.out.split()[0]) == (0, "zhibu")


def test_a_fault_of_ours_shows_no_traceback_and_nothing_of_a_record(
    zhibu, file, monkeypatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("周翀")

    monkeypatch.setattr(queries, "records", fail)
    result = zhibu("list", file, "meeting")
    assert result.status == 2
    assert result.err.count("\n") == 1
    assert "程序出错（RuntimeError" in result.err
    assert "周翀" not in result.err


def test_the_export_never_goes_over_the_data_file(zhibu, file) -> None:
    disguised = file.with_name("数据.json")
    shutil.copyfile(file, disguised)
    before = disguised.read_bytes()
    assert zhibu("export", disguised, "-o", disguised).status == 2
    assert disguised.read_bytes() == before
    assert exchange.FORMAT == "zhibu"
