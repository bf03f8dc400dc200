"""What is kept of a branch's year outside the program: book, folder for inspectors, labels, export.

``order`` carries a person's wish out, ``checklist`` is the list of an inspector, ``inspection``
holds it against the records, ``everything`` writes a year so that it is read without the program,
``tables`` puts records into workbooks and ``folders`` lets a folder appear whole or not at all.
No module here knows a window.
"""
