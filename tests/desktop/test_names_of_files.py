"""The names that the window proposes for files lie in the folder, whatever a branch is called."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop import paths
from desktop.app import Context
from desktop.window import MainWindow

NAMES = [
    "../../外面",
    "/etc/一支部",
    "C:\\一支部",
    "一\n支部",
    "CON",
    "一支部" * 100,
    "一支部\u202egpj",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_proposed_name_stays_in_the_folder_and_keeps_its_suffix(bare_context, monkeypatch, name):
    asked: list[Path] = []

    def choose(parent, title, start, pattern):
        asked.append(Path(start))
        return start, pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    Context.choose_save(bare_context, "导出", f"{name}花名册.xlsx", "表格 (*.xlsx)")
    assert asked[0].parent == Path(bare_context._folder())
    assert asked[0].suffix == ".xlsx"
    assert asked[0].name.isprintable()
    assert len(asked[0].name.encode()) < 240


@pytest.mark.parametrize("name", NAMES)
def test_a_new_file_is_proposed_in_the_documents_whatever_the_branch_is_called(
    bare_context, qtbot, name
):
    window = MainWindow(bare_context)
    qtbot.addWidget(window)
    window.new_file()
    form = window.welcome.form
    form.short.set_value(name)
    assert form.path().parent == paths.documents()
    assert form.path().suffix == ".zhibu"
