"""Records, rules and storage of the branch; knows neither window nor paper."""

import os

# The workbooks are read and written by Python's own XML, whether or not lxml is installed for the
# Word papers: the two differ in what they refuse and in what they expand.
os.environ.setdefault("OPENPYXL_LXML", "False")
