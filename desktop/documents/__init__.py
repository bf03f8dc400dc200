"""The papers of the program: every document is listed here, and nowhere else.

A document takes the tree of a record and a ``PaperContext``, puts them into words (``collect``)
and writes them as a PDF (``render``). Neither knows a window or the open data file.
"""
