"""What the desk prints and exports: the sheet of a month and a file for calendars."""

from functools import partial

from db import queries
from db.file_names import safe_name
from desktop.recording.printing import YearPress

MONTH = "month-sheet"


class DeskPapers(YearPress):
    """Prints the month that is now (of another year its January) and writes the calendar file."""

    def print_month(self) -> None:
        """Print what is planned and due in the month."""
        today = self._context.today()
        month = today.month if today.year == self._context.year else 1
        self.print_year(f"{MONTH}:{month}")

    def export_calendar(self) -> None:
        """Write the days of what is due into a file that calendars read."""
        from db import calendar_file

        branch = queries.organisation(self._context.branch)["short_name"]
        name = safe_name(f"{branch}{self._context.today().year}年应办事项")
        path = self._context.choose_save("导出日历文件", f"{name}.ics", "日历 (*.ics)")
        if path is None:
            return
        write = partial(calendar_file.write, path, self._context.branch, self.today())
        count = self.made(write)
        if count is not None:
            self.written(path)
