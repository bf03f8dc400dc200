"""Where the program keeps its own things. Data files lie wherever their owner puts them."""

import sys
from dataclasses import dataclass
from pathlib import Path

PORTABLE = "zhibu-data"


@dataclass(frozen=True)
class Paths:
    """The folders of one desk, all below `root`."""

    root: Path

    @property
    def settings(self) -> Path:
        """The INI file of the desk."""
        return self.root / "settings.ini"

    @property
    def log(self) -> Path:
        """The log, which never holds what is in a record."""
        return self.root / "log" / "zhibu.log"


def find(data_dir: str | None = None) -> Paths:
    """The folders: of `--data-dir`, else `zhibu-data` beside the program, else the user's."""
    if data_dir:
        return Paths(Path(data_dir).expanduser().resolve())
    portable = Path(sys.argv[0]).resolve().parent / PORTABLE
    if portable.is_dir():
        return Paths(portable)
    from platformdirs import user_data_path

    return Paths(user_data_path("zhibu", appauthor=False))


def documents() -> Path:
    """The folder that file choosers start in."""
    from platformdirs import user_documents_path

    return user_documents_path()
