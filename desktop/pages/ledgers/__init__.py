"""The 台账 tab: the ledgers of the 343 model, each with its table, form, sums, papers and files.

``page`` is what the window shows, ``model`` the list at the left, ``pane`` one ledger, ``output``
its papers and workbooks, ``rename`` the words of the place.
"""
