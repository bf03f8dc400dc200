"""Printing the papers of one letter, goals or report; made in the worker thread."""

from functools import partial

from db.spec import Tree
from desktop.recording import papers
from desktop.recording.printing import Press


class LetterPress(Press):
    """`print_record(name, tree)` and `save_record(name, tree)` for a stored record."""

    def print_record(self, name: str, record: Tree) -> None:
        """Set a paper and ask for the printer."""
        make = self.made(partial(papers.collect, name, record, self.today()))
        if make is not None:
            title = papers.file_name(name, record).removesuffix(".pdf")
            self.print_made(title, make, partial(self.send, title))

    def save_record(self, name: str, record: Tree) -> None:
        """Write a paper as PDF where the person wants it."""
        write = self.made(partial(papers.writer, name, record, self.today()))
        if write is not None:
            self.save_made(papers.file_name(name, record), write)
