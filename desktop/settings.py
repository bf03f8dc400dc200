"""What belongs to the desk, not to the branch: look, sizes, last places. An INI file, no registry.

INI values come back as text (a stored False is true, a list of one is a text), so every value is
converted by the type of its field.
"""

import datetime as dt
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

RECENT_LIMIT = 8


@dataclass(frozen=True)
class Preferences:
    """The settings of one desk; the defaults are those of the first start."""

    theme: str = "system"
    text_percent: int = 100
    last_file: str = ""
    last_branch: str = ""
    last_tab: str = ""
    last_folder: str = ""
    backup_on_close: bool = True
    recorder: str = ""
    show_points: bool = True  # of the assessment
    recent: tuple[str, ...] = ()
    # "path of a data file\tfolder of its second backups\tday of the newest one there"
    second_places: tuple[str, ...] = ()
    lock_after: int = 10  # minutes without a key or the mouse; 0 for never
    remind_after: int = 14  # days after which the second place is asked for; 0 for never
    unusual_places: tuple[str, ...] = ()  # data files that are knowingly opened where they lie
    reminded: tuple[str, ...] = ()  # "2026-03-31 path": of which files was reminded, on which day


def _read(value: Any, default: Any) -> Any:
    if value is None:
        return default
    if isinstance(default, bool):
        return str(value).lower() in ("true", "1")
    if isinstance(default, int):
        try:
            return int(value)
        except (TypeError, ValueError):
            return default
    if isinstance(default, tuple):
        return tuple(str(value).split("\n")) if str(value) else ()
    return str(value)


def _written(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, tuple) else value


class Settings:
    """Reads and writes `Preferences`, and the geometry of windows, in the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        loaded = {
            item.name: _read(self._store.value(f"desk/{item.name}"), item.default)
            for item in fields(Preferences)
        }
        self._preferences = Preferences(**loaded)

    @property
    def preferences(self) -> Preferences:
        """The settings as they are."""
        return self._preferences

    def change(self, **values: Any) -> None:
        """Set some settings, by the names of the fields; Qt writes them when it has time."""
        self._preferences = replace(self._preferences, **values)
        for name in values:
            self._store.setValue(f"desk/{name}", _written(getattr(self._preferences, name)))

    def flush(self) -> None:
        """Write everything to the file now (on closing)."""
        self._store.sync()

    def add_recent(self, path: Path) -> None:
        """Put a data file first among the recent ones."""
        kept = [name for name in self._preferences.recent if name != str(path)]
        recent = (str(path), *kept)[:RECENT_LIMIT]
        self.change(recent=recent, last_file=str(path), last_folder=str(path.parent))

    def second_place(self, path: Path) -> Path | None:
        """Where backups of a data file are kept a second time, None for nowhere."""
        entry = self._second(path)
        return Path(entry[1]) if entry else None

    def last_second(self, path: Path) -> dt.date | None:
        """The day of the newest backup in the second place, or on which the place was chosen."""
        entry = self._second(path)
        try:
            return dt.date.fromisoformat(entry[2]) if entry else None
        except ValueError:
            return None

    def set_second_place(self, path: Path, folder: Path | None, today: dt.date) -> None:
        """Keep the backups of a data file a second time in a folder, or no more."""
        begun = f"{path}\t"
        kept = [each for each in self._preferences.second_places if not each.startswith(begun)]
        fresh = [f"{path}\t{folder}\t{today.isoformat()}"] if folder else []
        self.change(second_places=(*kept, *fresh))

    def remember_second(self, path: Path, day: dt.date) -> None:
        """Remember of which day the newest backup in the second place is."""
        folder = self.second_place(path)
        if folder is not None and self.last_second(path) != day:
            self.set_second_place(path, folder, day)

    def _second(self, path: Path) -> tuple[str, str, str] | None:
        for entry in self._preferences.second_places:
            file, _, rest = entry.partition("\t")
            if file == str(path):
                folder, _, day = rest.partition("\t")
                return file, folder, day
        return None

    def geometry(self, name: str) -> QByteArray | None:
        """The stored geometry or state of a window or splitter."""
        value = self._store.value(f"geometry/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_geometry(self, name: str, value: QByteArray) -> None:
        """Store the geometry or state of a window or splitter."""
        self._store.setValue(f"geometry/{name}", value)
