"""Recording an occasion: what the records of meetings and activities have in common at the desk.

A page is the list of a year, the record in the middle and its checks, attachments and papers beside
it. The pages of `desktop.pages` add what their own records have; the parts here know none of them.
"""
