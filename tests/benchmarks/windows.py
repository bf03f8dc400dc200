"""The window beside an empty one: seconds to be usable, memory with every tab opened."""

from pathlib import Path
from tempfile import mkdtemp

from tests.benchmarks.measure import Started

_MEMORY = """
def tell(word, value=0):
    print(word, value, flush=True)

def memory():
    lines = open('/proc/self/status').read().splitlines()
    tell('memory', next(line.split()[1] for line in lines if line.startswith('VmRSS')))
"""

_EMPTY = f"""
import sys
{_MEMORY}
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
tell('usable')
memory()
"""

_PROGRAM = f"""
import os, sys
{_MEMORY}
from db import connection
from desktop.__main__ import main
from PySide6.QtWidgets import QApplication, QMainWindow

def watched(app=None):
    app = QApplication.instance()
    window = next(each for each in app.topLevelWidgets() if isinstance(each, QMainWindow))
    app.processEvents()
    assert window.isVisible() and window.context.path is not None
    tell('usable')
    memory()
    for number in range(len(window._entries)):
        window.show_page(number)
        app.processEvents()
    memory()
    sys.stdout.flush()
    connection.close()
    os._exit(0)

QApplication.exec = watched
sys.exit(main([sys.argv[1], '--data-dir', sys.argv[2]]))
"""

_TABS = f"""
import os, sys, time
{_MEMORY}
from db import connection, queries
from desktop.__main__ import main
from PySide6.QtWidgets import QApplication, QMainWindow

def watched(app=None):
    app = QApplication.instance()
    window = next(each for each in app.topLevelWidgets() if isinstance(each, QMainWindow))
    app.processEvents()
    tell('usable')
    with_meetings, with_members = (branch['uid'] for branch in queries.branches())
    numbers = range(len(window._entries))
    for number in numbers:
        window.show_page(number)
        app.processEvents()
    for number in (*numbers, *numbers):
        window.show_page((number + 1) % len(numbers))
        members = window._entries[number].title == '党员'
        window.context.set_branch(with_members if members else with_meetings)
        app.processEvents()
        window._stale.update(numbers)
        start = time.perf_counter()
        window.show_page(number)
        app.processEvents()
        tell(window._entries[number].title, round((time.perf_counter() - start) * 1000))
    connection.close()
    os._exit(0)

QApplication.exec = watched
sys.exit(main([sys.argv[1], '--data-dir', sys.argv[2]]))
"""


def empty() -> Started:
    """Start an empty window."""
    return Started(_EMPTY)


def program(file: Path) -> Started:
    """Start the program on a file and open every tab."""
    return Started(_PROGRAM, file, mkdtemp(prefix="zhibu-"))


def tabs(file: Path) -> dict[str, int]:
    """Return the milliseconds in which each tab comes up again with fresh contents."""
    return Started(_TABS, file, mkdtemp(prefix="zhibu-")).told
