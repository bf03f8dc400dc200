"""Papers from the command line beside LibreOffice converting the same text to PDF."""

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from xml.sax.saxutils import escape

from db import connection, queries, tree
from db.records import spec
from db.tree import texts
from tests.benchmarks.measure import process, side_by_side

_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
{}
</office:text></office:body></office:document>
"""


def office() -> str | None:
    """Return the LibreOffice of this machine, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


class Papers:
    """A year of meetings as a data file, and the same texts as files for LibreOffice."""

    def __init__(self, file: Path, folder: Path, soffice: str) -> None:
        self.file, self.folder, self.soffice = file, folder, soffice
        self.profile = mkdtemp(prefix="soffice-")
        kind = spec("meeting")
        connection.open_file(file, readonly=True)
        self.uids = [row.uid for row in queries.records(kind)]
        self.year = queries.years()[0]
        self.sources = [
            self._source(number, texts(kind, record))
            for number, record in enumerate(tree.dump_many(kind, self.uids).values())
        ]
        connection.close()
        self._convert(self.sources[:1])  # the first start makes the profile

    def _source(self, number: int, lines: list[str]) -> Path:
        path = self.folder / f"{number:03}.fodt"
        body = "\n".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
        path.write_text(_FLAT.format(body), encoding="utf-8")
        return path

    def one(self) -> tuple[float, float]:
        """Return the seconds of one meeting's minutes: ours, LibreOffice's."""
        output = self.folder / "一份.pdf"
        ours = ("print", self.file, "minutes", "--record", self.uids[0], "-o", output)
        result = side_by_side(
            lambda: self._zhibu(*ours), lambda: self._convert(self.sources[:1]), times=5
        )
        return result[0], result[1]

    def whole_year(self) -> tuple[float, float]:
        """Return the seconds of all minutes of the year in one go: ours, LibreOffice's."""
        output = self.folder / "全年.pdf"
        ours = ("print", self.file, "minutes", "--year", self.year, "-o", output)
        result = side_by_side(
            lambda: self._zhibu(*ours), lambda: self._convert(self.sources), times=2
        )
        return result[0], result[1]

    def _zhibu(self, *arguments: object) -> float:
        return process((sys.executable, "-m", "desktop", *arguments))

    def _convert(self, sources: list[Path]) -> float:
        profile = f"-env:UserInstallation={Path(self.profile).as_uri()}"
        command = (self.soffice, profile, "--headless", "--convert-to", "pdf")
        return process((*command, "--outdir", self.folder / "office", *sources))
