"""The papers as Word documents, for offices that must edit them: same words, page and type.

The official papers, the record-book forms and the tables are set by Word itself, from the same
models as the PDF; so the turn of a page may differ by a line.
"""

from pathlib import Path
from typing import Any

from desktop.documents.activity_photos import PhotoSheet
from desktop.documents.fonts import clean, require
from desktop.documents.official import Official
from desktop.documents.page import whole_file
from desktop.documents.parts import parts_of
from desktop.documents.recordbook import Form
from desktop.documents.table import Table
from desktop.documents.word import form, official, photos, table
from desktop.documents.word.base import Word


def write(sheet: Any, path: Path) -> None:
    """Write what ``Document.collect`` returned as a Word document.

    Raises ``Refused``, also for characters that no font has: the office's own would lack them too.
    """
    parts = parts_of(sheet)
    word = Word(len(parts))
    for part in parts:
        require(map(clean, part.texts()))
        match part:
            case Official():
                official.add(word, part)
            case Form():
                form.add(word, part)
            case Table():
                table.add(word, part)
            case PhotoSheet():
                photos.add(word, part)
    with whole_file(path) as target:
        word.save(target)
