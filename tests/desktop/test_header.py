"""The head of the window has room for every word at any size of the text."""

import itertools

import pytest

from desktop.theme import SCALES
from desktop.window import MainWindow


@pytest.fixture
def header(context, theme, qtbot):
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield window.header
    theme.set_percent(100)


@pytest.mark.parametrize("percent", SCALES)
def test_nothing_of_the_head_is_cut_or_covered(header, theme, qapp, percent):
    theme.set_percent(percent)
    qapp.processEvents()
    qapp.processEvents()  # what the first round asked of the layout
    parts = [*header.tabs, header.finder, header.branch, header.year]
    for left, right in itertools.pairwise(parts):
        assert left.geometry().right() < right.geometry().left()
    assert all(part.width() >= part.sizeHint().width() for part in [*header.tabs, header.year])
    assert header.year.geometry().right() <= header.width()


def test_there_is_an_ellipsis_for_what_does_not_fit_and_a_tip_that_says_it_whole(
    header, theme, qapp
):
    before = header.branch.width()
    theme.set_percent(200)
    qapp.processEvents()
    assert header.branch.width() < before * 2
    assert header.branch.toolTip() == header.branch.currentText()
