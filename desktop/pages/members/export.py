"""The roster as a workbook or as a paper, without identity numbers unless asked for."""

from pathlib import Path

from db import queries, roster_export
from db.errors import Refused
from desktop.app import Context

_XLSX = "Excel工作簿 (*.xlsx)"


class RosterExport:
    """Asks where to, writes, and says where the file lies."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def to_xlsx(self) -> None:
        """Write the roster of the branch as of today to a workbook."""
        if path := self._context.choose_save("导出党员花名册", self._name(".xlsx"), _XLSX):
            self.write_xlsx(path)

    def write_xlsx(self, path: Path) -> None:
        """Write the workbook; a refusal is said."""
        full = self._context.ask(
            "公民身份号码怎么写？",
            "花名册中的身份证号默认只写前六位和末四位。要写完整号码，请确认文件会妥善保管。",
            "写完整号码",
            "只写首尾",
        )
        today = self._context.today().isoformat()
        try:
            roster_export.write(path, self._context.branch, today, full_numbers=full)
        except Refused as refusal:
            self._context.warn(str(refusal))
            return
        self._context.say(f"已导出到{path}", "打开", lambda: self._context.open_path(path))

    def _name(self, suffix: str) -> str:
        branch = queries.organisation(self._context.branch)["short_name"]
        today = self._context.today()
        return f"{branch}党员花名册{today:%Y%m%d}{suffix}"
