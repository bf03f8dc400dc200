"""The commands and their options, in Chinese, and what argparse says of a wrong one."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

from db.errors import Refused
from desktop.cli.passwords import VARIABLE, first_line

HANDLERS = {
    "new": ("files", "new"),
    "demo": ("files", "demo"),
    "list": ("records", "list_records"),
    "print": ("papers", "print_papers"),
    "due": ("due", "due"),
    "assess": ("assess", "assess"),
    "check": ("checks", "check"),
    "search": ("records", "search"),
    "shown": ("records", "shown"),
    "import": ("exchange", "import_source"),
    "export": ("exchange", "export_to"),
    "schema": ("schema", "schema"),
    "backup": ("files", "backup"),
    "restore": ("files", "restore"),
    "backups": ("files", "backups"),
    "protect": ("protect", "protect"),
    "archive": ("archive", "archive"),
    "copy-out": ("copying", "copy_out"),
}
"""The module of this package and the function in it that carries a command out."""

_SENTENCES = (
    (r"the following arguments are required: (.*)", r"缺少{1}"),
    (r"unrecognized arguments: (.*)", r"不认识“{1}”"),
    (r"argument (.*): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"{1}没有“{2}”，可用：{3}"),
    (r"argument (.*): expected one argument", r"{1} 后面缺少内容"),
    (r"argument (.*): invalid (?:int|_year|_month|_quarter) value: (.*)", r"{1} 不能是 {2}"),
    (r"argument (.*): not allowed with argument (.*)", r"{1} 和 {2} 不能同时用"),
    (r"one of the arguments (.*) is required", r"{1} 要给出一个"),
    (r"argument (.*): ignored explicit argument (.*)", r"{1} 后面不能带内容"),
)


class _WithLedgers:
    """Names to choose from and those of the ledgers, which are loaded only when they are needed."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __iter__(self) -> Iterator[str]:
        from db.systems import LEDGERS

        yield from self._names
        yield from (kind.name for kind in LEDGERS)

    def __contains__(self, name: object) -> bool:
        return name in self._names or any(name == each for each in self)


class _Format(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Version(argparse.Action):
    """Look the version up only when it is asked for: that is slow."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object, **_more: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"zhibu {version('zhibu')}")
        except PackageNotFoundError:  # run from a folder that was never installed
            print("zhibu")
        parser.exit()


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises ``Refused`` instead of leaving the program."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Format, add_help=False, allow_abbrev=False, **options)
        self._optionals.title = "选项"
        self._positionals.title = "参数"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong with the arguments."""
        raise Refused(f"{_translated(message)}。用法见 {self.prog} --help。")

    def print_help(self, file: IO[str] | None = None) -> None:
        """Write the help whole."""
        print(self.format_help(), end="", file=file)


def _translated(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = (part.replace("'", "") for part in found.groups())
            return sentence.format(message, *parts)
    return f"参数不正确（{message}）"


def _year(text: str) -> int:
    return _within(text, 1921, 2100)


def _month(text: str) -> int:
    return _within(text, 1, 12)


def _quarter(text: str) -> int:
    return _within(text, 1, 4)


def _within(text: str, first: int, last: int) -> int:
    number = int(text)
    if not first <= number <= last:
        raise ValueError(text)
    return number


def build_parser() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="zhibu",
        description="支部工作台的命令行。不带命令时打开窗口：zhibu [文件]。",
        epilog="退出码：0 完成；1 完成，但发现问题；2 输入或用法有误（一句话写在标准错误上）。",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="显示版本")
    commands = parser.add_subparsers(
        dest="command", title="命令", metavar="命令", parser_class=Parser
    )

    new = _fresh(commands, "new", "新建一个数据文件")
    new.add_argument("--name", required=True, metavar="支部", help="党支部全称")
    new.add_argument("--short-name", metavar="简称", help="党支部简称，不给则用全称")
    new.add_argument("--parent", metavar="上级", help="上级党组织（机关党委或党总支）的名称")

    _new_password(new, "给新文件设密码：写在这个文件的第一行")

    _fresh(commands, "demo", "新建示例数据文件")

    listed = _command(commands, "list", "列出一类记录")
    listed.add_argument("type", metavar="类型", help="记录类型，zhibu schema 列出全部")
    listed.add_argument(
        "--year", type=_year, metavar="年", help="只列这一年的（清单事项按编号的年度）"
    )
    _branch(listed)
    _json(listed)

    _print(commands)

    due = _command(
        commands,
        "due",
        "列出应办事项：已完成、未到期、本期应办、逾期、不适用",
        "每一项都写明期限和依据；有逾期的，退出码为 1。",
    )
    due.add_argument("--on", metavar="日期", help="截至哪一天，如 2026-03-27，不给则今天")
    due.add_argument("--year", type=_year, metavar="年", help="哪一年的事项，不给则截至日的那一年")
    _branch(due)
    _json(due)

    assess = _command(
        commands,
        "assess",
        "按考核方案给一个党支部的一年评分",
        "得分由记录算出，加上考核中人工的评定；还有没评定、没确认的项目，或者定稿以后记录有变，"
        "退出码为 1。",
    )
    assess.add_argument("--year", type=_year, required=True, metavar="年", help="考核哪一年")
    assess.add_argument("--on", metavar="日期", help="截至哪一天，如 2026-12-31，不给则今天")
    assess.add_argument(
        "-o", "--output", type=Path, metavar="文件", help="印成考核评分表（.pdf 或 .docx）"
    )
    _branch(assess)
    _json(assess)

    check = _command(commands, "check", "检查文件是否完好、每条记录是否合规")
    check.add_argument(
        "--repair", action="store_true", help="先备份，再修复可以安全修复的（不动任何录入的内容）"
    )
    _branch(check)
    _json(check)

    search = _command(commands, "search", "在全部记录中查找")
    search.add_argument("text", metavar="词", help="词语、日期、姓名或姓名的拼音（首字母）")
    _branch(search)
    _json(search)

    shown = _command(
        commands, "shown", "谁看过、打印过、带出过完整的身份证号、电话、住址和谈话内容"
    )
    _json(shown)

    _import(commands)
    _export(commands)
    _archive(commands)
    _copy_out(commands)

    schema = commands.add_parser("schema", help="说明每类记录有哪些项", description="说明每类记录")
    _json(schema)

    backup = _command(commands, "backup", "做一份核对过的备份")
    backup.add_argument("target", type=Path, metavar="位置", help="备份文件，或放备份的文件夹")

    restore = commands.add_parser(
        "restore", help="从备份恢复", description="从备份恢复；现有文件先另存，不会丢失"
    )
    restore.add_argument("backup", type=Path, metavar="备份", help="备份文件")
    restore.add_argument("file", type=Path, metavar="文件", help="要恢复成的数据文件")
    _password(restore, "备份的密码")

    backups = _command(
        commands,
        "backups",
        "列出能恢复的备份",
        "数据文件旁边的自动备份、升级前和恢复前的副本，逐份打开、核对；有损坏的退出码为1。",
    )
    backups.add_argument(
        "--place", type=Path, metavar="文件夹", help="也列出第二处（U盘、同步盘）的备份"
    )
    _json(backups)

    protect = _command(
        commands,
        "protect",
        "设置、修改或取消数据文件的密码",
        "文件加密以后，旁边的备份也随着加密，并印出恢复密钥。密码和恢复密钥都没有了，谁也打不开。",
    )
    protect.add_argument("--remove", action="store_true", help="取消密码")
    _new_password(protect, "新密码写在这个文件的第一行，不给则在终端里输入")
    return parser


def _print(commands: Any) -> None:
    printed = commands.add_parser(
        "print",
        help="印出文书（PDF 或 Word）",
        description="印出文书：一份 PDF，文件名以 .docx 结尾则是 Word 文档；"
        "多条记录时是一个文件夹，会议记录、活动记录也可装订成一份",
    )
    printed.add_argument("file", type=Path, nargs="?", metavar="文件", help="数据文件")
    printed.add_argument("document", nargs="?", metavar="文书", help="文书名，--list 列出全部")
    printed.add_argument(
        "-o", "--output", metavar="位置", help="PDF 或 .docx 文件；以 / 结尾或是文件夹则放在里面"
    )
    printed.add_argument("--record", metavar="UID", help="只印这一条记录")
    _branch(printed)
    printed.add_argument(
        "--year", type=_year, metavar="年", help="只印这一年的；全年的文书不给则印今年"
    )
    when = printed.add_mutually_exclusive_group()
    when.add_argument(
        "--month",
        type=_month,
        metavar="月",
        help="只印这个月的（与 --year 同用）；月安排表印哪个月",
    )
    when.add_argument(
        "--quarter", type=_quarter, metavar="季", help="只印这个季度的（与 --year 同用）"
    )
    printed.add_argument(
        "--full-numbers", action="store_true", help="花名册中写出完整的身份证号、电话、住址"
    )
    printed.add_argument(
        "--per-page", choices=("2", "4", "6"), metavar="张", help="照片页每页几张：2、4（通常）或 6"
    )
    printed.add_argument("--person", metavar="姓名", help="个人清单印谁的，也可以写 uid")
    _spine(printed)
    printed.add_argument("--list", action="store_true", help="列出全部文书")
    _password(printed)
    _json(printed)


def _spine(parser: Parser) -> None:
    parser.add_argument(
        "--spine",
        choices=("20", "30", "40", "50"),
        metavar="毫米",
        help="档案盒标签的盒脊宽：20、30（通常）、40 或 50",
    )


def _archive(commands: Any) -> None:
    archive = _command(
        commands,
        "archive",
        "做年度档案：工作手册、迎检包、档案盒标签、全部资料",
        "在给出的文件夹里新建；已有同名的不动，另起一个名字。迎检包有缺的，退出码为1。",
    )
    archive.add_argument(
        "-o", "--output", type=Path, required=True, metavar="文件夹", help="放在哪个文件夹里"
    )
    archive.add_argument("--year", type=_year, required=True, metavar="年", help="哪一年的档案")
    archive.add_argument(
        "--kind",
        choices=("book", "inspection", "labels", "everything"),
        default="everything",
        metavar="种类",
        help="book 工作手册、inspection 迎检包、labels 档案盒标签、everything 全部资料（不给则它）",
    )
    archive.add_argument(
        "--checklist",
        type=Path,
        metavar="表格",
        help="迎检包按这份清单（.xlsx、.csv），不给则按通用清单",
    )
    archive.add_argument(
        "--write-checklist",
        action="store_true",
        help="只把检查清单存成表格，供修改（与 --kind inspection 同用）",
    )
    _spine(archive)
    archive.add_argument(
        "--full-numbers",
        action="store_true",
        help="写出完整的身份证号、电话、住址，带上党员的扫描件（不给则不带）",
    )
    archive.add_argument("--talks", action="store_true", help="全部资料带上谈心谈话记录")
    _branch(archive)


def _copy_out(commands: Any) -> None:
    copying = _command(
        commands,
        "copy-out",
        "按抄报表单的栏目印出一条记录，供抄到平台上；不给 --record 则列出这一年的记录和上传情况",
    )
    copying.add_argument("form", metavar="表单", help="抄报表单的名称（可带平台名）或 uid")
    copying.add_argument("--record", metavar="UID", help="哪一条记录")
    copying.add_argument(
        "--photos", type=Path, metavar="文件夹", help="记录的照片按表单里的大小存到这里"
    )
    copying.add_argument("--year", type=_year, metavar="年", help="列哪一年的，不给则今年")
    copying.add_argument("--open", action="store_true", help="只列还要上传的")
    _branch(copying)
    _json(copying)


def _import(commands: Any) -> None:
    importing = _command(
        commands,
        "import",
        "导入花名册、三张清单（xlsx、csv）、节假日（toml）、上报包（zhibu）或 JSON",
        "表格是花名册还是清单由表头认出。导入后可在窗口中一步撤销；"
        "再次导入同一文件不会重复。录入时间记为导入的时刻，上报包里的仍是原来的。"
        "上报包可以一次几份；两边都改过的记录不动，逐条说明，退出码为1。",
    )
    importing.add_argument(
        "source",
        type=Path,
        nargs="+",
        metavar="来源",
        help="花名册或清单（.xlsx .csv）、节假日（.toml）、上报包（.zhibu）或 .json",
    )
    importing.add_argument("--dry-run", action="store_true", help="只看会怎样，不写入")
    importing.add_argument(
        "--replace", action="store_true", help="两边都改过的记录以导入的为准（不给则保留本文件的）"
    )
    _package_password(importing, "上报包的密码")
    importing.add_argument(
        "--list",
        choices=_WithLedgers("responsibility", "task", "problem"),
        metavar="清单",
        help="表格是责任清单、任务清单还是问题清单，不给则由表名和表头认出；"
        "台账写类型名（如 hall_lecture，zhibu schema 列出全部）",
    )
    importing.add_argument(
        "--year", type=_year, metavar="年", help="清单的年度，不给则用表中写的，没有写则今年"
    )
    _branch(importing)


def _export(commands: Any) -> None:
    exporting = _command(
        commands,
        "export",
        "导出全部记录（.json）、支部的上报包（.zhibu）、花名册、三张清单、活动一览或年度计划（.xlsx）、应办事项的日历（.ics）",
        "JSON 含全部记录，包括身份证号、电话和谈心谈话的内容，请妥善保管。",
    )
    exporting.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="位置",
        help=".json、.xlsx、.ics 或 .zhibu 文件",
    )
    exporting.add_argument(
        "--list",
        choices=_WithLedgers(
            "all",
            "responsibility",
            "task",
            "problem",
            "activity",
            "activity_plan",
            "year_plan",
            "overview",
            "numbers",
            "absence",
        ),
        metavar="清单",
        help="导出三张清单（all）、其中一张、活动一览、活动年度计划、三会一课计划、党总支的各支部情况（overview）、工作数字（numbers）、请假补课登记（absence）"
        "或一本台账（写类型名，如 hall_lecture），"
        "不给则导出花名册",
    )
    exporting.add_argument(
        "--year", type=_year, metavar="年", help="清单、上报包的年度，不给则今年"
    )
    exporting.add_argument(
        "--package", action="store_true", help="导出一个支部一年的上报包（.zhibu）"
    )
    _package_password(exporting, "给上报包加密码")
    exporting.add_argument("--talks", action="store_true", help="上报包、JSON 带上谈心谈话记录")
    exporting.add_argument(
        "--attachments", action="store_true", help="JSON 中带上附件的内容（base64）"
    )
    exporting.add_argument(
        "--full-numbers",
        action="store_true",
        help="花名册中写出完整的身份证号、电话、住址（不给则遮住）；上报包、JSON 带上它们",
    )
    exporting.add_argument(
        "--on", metavar="日期", help="花名册截至、日历开始的日期，如 2026-03-27，不给则今天"
    )
    _branch(exporting)


def _command(commands: Any, name: str, title: str, more: str = "") -> Parser:
    parser = _fresh(commands, name, title, more)
    _password(parser)
    return parser


def _fresh(commands: Any, name: str, title: str, more: str = "") -> Parser:
    parser: Parser = commands.add_parser(name, help=title, description=f"{title}。{more}")
    parser.add_argument("file", type=Path, metavar="文件", help="数据文件（.zhibu）")
    return parser


def _password(parser: Parser, what: str = "数据文件的密码") -> None:
    parser.add_argument(
        "--password-file",
        dest="data_password",
        type=first_line,
        metavar="密码文件",
        help=f"{what}（或恢复密钥）写在这个文件的第一行；也可以放在环境变量 {VARIABLE} 里",
    )


def _new_password(parser: Parser, what: str) -> None:
    parser.add_argument(
        "--new-password-file", dest="new_password", type=first_line, metavar="密码文件", help=what
    )


def _package_password(parser: Parser, what: str) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--password", metavar="密码", help=what)
    one.add_argument(
        "--package-password-file",
        dest="password",
        type=first_line,
        metavar="密码文件",
        help=f"{what}：写在这个文件的第一行",
    )


def _branch(parser: Parser) -> None:
    parser.add_argument("--branch", metavar="支部", help="党支部的简称、全称、其中一段，或 uid")


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")
