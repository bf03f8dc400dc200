"""The scheme: looked at, changed in versions, refused at its field, taken in and given out."""

import pytest

from db import assessment, schemes
from db.rules.scoring.model import Formula


@pytest.fixture
def scheme(assess):
    """The view of the scheme in front."""
    assess.page.show_view(2)
    assess.scheme = assess.page._scheme()
    return assess


def test_the_shipped_scheme_is_shown_with_its_sum(scheme):
    pane = scheme.scheme
    assert pane.title.text() == schemes.built_in().title
    assert pane.pill.text() == "程序自带"
    assert pane.form.sum.text() == "各项分值合计 100 分，满分 100 分。"
    assert list(pane.form.items) == [item.code for item in schemes.built_in().items]
    assert not pane.dirty


def test_every_parameter_is_read_back_the_same(scheme):
    form = scheme.scheme.form
    for row in form.items.values():
        row.toggle()
    assert form.value() == schemes.built_in()


def test_the_scheme_without_points_is_read_back_the_same(scheme):
    pane = scheme.scheme
    pane.version.set_value("shipped:plain")
    pane.version.changed.emit()
    for row in pane.form.items.values():
        row.toggle()
    assert pane.form.value() == schemes.built_in("plain")
    assert pane.save_button.text() == "采用这个方案"
    pane.save_button.click()
    assert not schemes.of_year(scheme.context.branch, 2026).scheme.pointed
    assert schemes.of_year(scheme.context.branch, 2025).scheme.pointed


def test_points_that_do_not_add_up_are_refused_at_once(scheme):
    pane = scheme.scheme
    scheme.over(pane.form.items["B2"].points.target, "7")
    assert pane.form.sum.text() == "各项分值合计 99 分，满分 100 分，少 1 分。"
    assert not scheme.page.leave()
    assert "差 1 分" in pane.banner.label.text()
    pane.revert()
    assert scheme.page.leave()
    assert schemes.kept(scheme.context.branch) == []


def test_a_change_is_kept_as_the_branchs_own_scheme_on_leaving(scheme):
    pane = scheme.scheme
    scheme.over(pane.form.items["B1"].points.target, "7")
    scheme.over(pane.form.items["B2"].points.target, "7")
    scheme.page.show_view(0)
    used = schemes.of_year(scheme.context.branch, 2026)
    assert (used.version, used.scheme.item("B1").points) == (1, 700)
    scheme.settle()
    assert scheme.row("B1").points.text() == "7"
    scheme.context.undo()
    assert schemes.of_year(scheme.context.branch, 2026).uid is None


def test_a_parameter_and_a_switched_off_item_count(scheme):
    pane = scheme.scheme
    row = pane.form.items["B4"]
    row.toggle()
    row._parameters["deduct", "missing"].set_value(50)
    row.changed.emit()
    pane.form.items["B3"].on.box.click()
    assert "停用 1 项" in pane.form.sum.text()
    assert pane.save()
    used = schemes.of_year(scheme.context.branch, 2026).scheme
    assert used.item("B4").deduct["missing"] == 50
    assert not used.item("B3").on
    assert assessment.assess(scheme.context.branch, 2026, "2026-11-25").line("B3").absent


def test_a_scheme_that_was_used_gets_a_new_version_and_the_draft_may_follow(scheme):
    scheme.page.show_view(0)
    scheme.row("A3").confirm_button.click()
    scheme.page.show_view(2)
    pane = scheme.scheme
    assert pane.pill.text() == "第1版，已用于考核"
    pane.form.items["B4"].title.set_value("上党课")
    pane.form.items["B4"].changed.emit()
    assert pane.save()
    assert [row["version"] for row in schemes.kept(scheme.context.branch)] == [2, 1]
    assert scheme.stored()["scheme_version"] == 1
    assert pane.banner.button.text() == "改用这一版"
    pane.banner.acted.emit()
    assert scheme.stored()["scheme_version"] == 2
    assert scheme.line("A3")["confirmed"]


def test_what_the_rules_of_schemes_refuse_is_said_at_its_item(scheme):
    pane = scheme.scheme
    row = pane.form.items["B1"]
    row.toggle()
    row._parameters["deduct", "missing"].set_value(None)
    row.changed.emit()
    assert not pane.save()
    assert row.error.text().startswith("要用 deduct 写明")
    assert "行：B1 " in pane.banner.label.text()
    assert schemes.kept(scheme.context.branch) == []


def test_the_formula_is_one_that_the_source_allows(scheme):
    row = scheme.scheme.form.items["B1"]
    row.toggle()
    row.editors["formula"].set_value("ratio")
    row.changed.emit()
    assert row.value().formula is Formula.RATIO
    assert row.value().deduct == {}


def test_a_broken_file_is_refused_with_its_line_and_nothing_changes(scheme, tmp_path):
    broken = tmp_path / "方案.toml"
    text = schemes.text_of(schemes.built_in()).replace('group = "A"', 'group = "Z"', 1)
    broken.write_text(text, encoding="utf-8")
    scheme.context.answers = [broken]
    scheme.scheme.import_file()
    said = scheme.scheme.banner.label.text()
    assert said.startswith("没有导入：“方案.toml”第")
    assert "没有“Z”这一组" in said
    assert schemes.kept(scheme.context.branch) == []


def test_a_scheme_goes_out_and_comes_in_the_same(scheme, tmp_path):
    target = tmp_path / "方案.toml"
    scheme.context.answers = [target, target]
    scheme.scheme.export_file()
    assert schemes.parse(target.read_text(encoding="utf-8")) == schemes.built_in()
    scheme.scheme.import_file()
    used = schemes.of_year(scheme.context.branch, 2026)
    assert (used.version, used.scheme) == (1, schemes.built_in())


def test_a_file_that_is_no_text_is_refused(scheme, tmp_path):
    target = tmp_path / "方案.toml"
    target.write_bytes(b"\xff\xfe\x00\x01")
    scheme.context.answers = [target]
    scheme.scheme.import_file()
    assert "不是 UTF-8 文字" in scheme.scheme.banner.label.text()


def test_a_crash_loses_no_change_of_the_scheme(scheme):
    pane = scheme.scheme
    scheme.over(pane.form.items["B1"].points.target, "7")
    scheme.over(pane.form.items["B2"].points.target, "7")
    draft = pane.draft()
    pane.revert()
    scheme.page.open_draft("scheme", draft)
    assert pane.form.value().item("B1").points == 700
    assert pane.dirty
