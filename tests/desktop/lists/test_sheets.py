"""Lists as workbooks: out to a file, and an old one in from the tab itself."""

from openpyxl import Workbook, load_workbook

from db import listing
from desktop.dialogs.import_list import ImportTableDialog


def old_list(path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["序号", "问题", "来源", "整改措施", "责任人", "时限", "完成情况"])
    sheet.append([1, "学习笔记不全", "督查", "每季度检查一次", "王芳", "2026年9月30日", "正在检查"])
    book.save(path)


def test_the_lists_of_the_year_are_kept_as_a_workbook(desk, tmp_path):
    desk.put(title="送法进社区")
    path = tmp_path / "三张清单.xlsx"
    desk.context.answers.append(path)
    desk.page.overview._sheets.actions()[1].trigger()
    book = load_workbook(path)
    assert book.sheetnames == ["责任清单", "任务清单", "问题清单"]
    cells = [cell.value for row in book["任务清单"].iter_rows() for cell in row]
    assert "送法进社区" in cells
    assert any("三张清单.xlsx" in text for text in desk.context.notices)


def test_a_workbook_that_cannot_be_written_leaves_one_sentence(desk, tmp_path):
    desk.context.answers.append(tmp_path / "没有" / "三张清单.xlsx")
    desk.page.overview._sheets.actions()[1].trigger()
    assert len(desk.context.warnings) == 1


def test_an_old_list_comes_in_from_the_tab_and_goes_again_with_one_undo(desk, tmp_path):
    path = tmp_path / "旧清单.xlsx"
    old_list(path)
    desk.page.overview._sheets.actions()[0].trigger()
    (dialog,) = desk.window.findChildren(ImportTableDialog)
    dialog.show_file(path)
    dialog.main_button.click()
    branch = desk.context.branch
    (found,) = listing.items(branch, 2026, "2026-06-30", "problem")
    assert found.values["title"] == "学习笔记不全"
    desk.context.undo()
    assert listing.items(branch, 2026, "2026-06-30", "problem") == []


def test_a_file_for_reading_offers_no_import(desk):
    path = desk.context.path
    desk.context.close_file()
    desk.context.open_file(path, readonly=True)
    desk.window.show_page(0)
    desk.page.refresh()
    assert not desk.page.overview.import_action.isVisible()
