"""The recovery key of a data file on paper, to be kept in a safe."""

from dataclasses import dataclass
from pathlib import Path

from desktop.documents import table, wording
from desktop.documents.fonts import clean
from desktop.documents.page import pdf_of
from desktop.documents.table import Table, TableColumn

_COLUMNS = (
    TableColumn("组", 12),
    TableColumn("恢复密钥", 40),
    TableColumn("组", 12),
    TableColumn("恢复密钥", 40),
)
_FEET = (
    (("用　　途", "忘了密码时，用它打开上面的数据文件和它的备份，再设一个新密码。"),),
    (
        (
            "保　　管",
            "放进保险柜或密码柜，不放在电脑旁，不拍照，不存进电脑。拿到它的人就能打开文件。",
        ),
    ),
    (("作　　废", "修改密码以后，这一份打不开文件，请打印新的；改密码以前另存的备份仍用它。"),),
    (
        (
            "怎样输入",
            "打开文件时选“用恢复密钥”，按顺序输入14组；大小写、空格和横线不论，没有字母I、L、O、U。",
        ),
    ),
)


@dataclass(frozen=True)
class RecoveryKeySheet:
    """The sheet with the key in groups."""

    table: Table


def collect(file: str, key: str, day: str, organisation: str) -> RecoveryKeySheet:
    """Put the groups of a key in order; ``day`` is the day of printing, ``file`` the name."""
    groups = key.split("-")
    half = (len(groups) + 1) // 2
    rows = tuple(
        (str(number + 1), groups[number], str(number + half + 1), groups[number + half])
        for number in range(half)
    )
    return RecoveryKeySheet(
        Table(
            title="数据文件恢复密钥",
            left=organisation,
            right=f"打印日期：{wording.day(day)}",
            columns=_COLUMNS,
            rows=rows,
            facts=((("数据文件", file),),),
            feet=_FEET,
            closing=("保管人：", "存放处："),
            size=18.0,
            row_height=13.0,
        )
    )


def render(sheet: RecoveryKeySheet, path: Path) -> None:
    """Write the sheet to a file; raises ``Refused``."""
    table.write(sheet.table, path)


def pdf(sheet: RecoveryKeySheet) -> bytes:
    """Return the sheet for the printer; it is never in a file."""
    return pdf_of(table.layout(sheet.table), clean(sheet.table.title))
