"""Colours, scale, icons: what can be measured of the look."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QRawFont
from PySide6.QtWidgets import QWidget

from desktop import icons, theme
from desktop.theme import DARK, LIGHT, contrast
from desktop.widgets import Button, Pill

ROOT = Path(__file__).parents[2]
GROUNDS = ("window", "card", "field")
PAIRS = [
    *[("text", ground) for ground in (*GROUNDS, "hover", "accent_soft", "done_soft")],
    *[("text", ground) for ground in ("caution_soft", "now_soft")],
    *[("muted", ground) for ground in (*GROUNDS, "hover", "accent_soft")],
    *[(ink, ground) for ink in theme.TONES for ground in ("card", "window", f"{ink}_soft")],
    ("now", "hover"),
    ("on_accent", "accent_fill"),
    ("on_accent", "accent_press"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(tokens, ink, ground):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


def test_no_colour_is_written_outside_the_theme():
    written = re.compile(r"#[0-9A-Fa-f]{6}\b")
    folder = ROOT / "desktop"
    files = [path for path in folder.rglob("*.py") if "documents" not in path.parts]
    found = [path.name for path in files if written.search(path.read_text(encoding="utf-8"))]
    assert found == ["theme.py"]


@pytest.fixture
def restored(theme):
    """Puts the look back after a test."""
    yield theme
    theme.set_mode("light")
    theme.set_percent(100)


def test_text_grows_at_once_and_is_never_under_ten_points(restored, qapp):
    for percent in theme.SCALES:
        restored.set_percent(percent)
        assert qapp.font().pointSizeF() == pytest.approx(12 * percent / 100)
        assert theme.small_font(qapp.font()).pointSizeF() >= 10
    sizes = re.findall(r"font-size: ([\d.]+)pt", theme.style_sheet(LIGHT))
    assert sizes
    assert min(map(float, sizes)) >= 10


def test_widgets_grow_with_the_text(restored, qtbot):
    button, pill = Button("定稿", "circle-check"), Pill("草稿")
    for widget in (button, pill):
        qtbot.addWidget(widget)
        widget.show()
    before = [widget.sizeHint() for widget in (button, pill)]
    restored.set_percent(150)
    after = [widget.sizeHint() for widget in (button, pill)]
    assert all(b.height() > a.height() * 1.3 for a, b in zip(before, after, strict=True))


def test_an_icon_is_drawn_in_the_colour_of_the_theme(restored):
    size = QSize(24, 24)

    def colours() -> set[str]:
        image = icons.icon("plus").pixmap(size).toImage()
        inside = [image.pixelColor(x, 12) for x in range(24)]
        return {QColor(c.rgb()).name() for c in inside if c.alpha() == 255}

    assert colours() == {LIGHT.text.lower()}
    restored.set_mode("dark")
    assert colours() == {DARK.text.lower()}


def test_an_icon_is_sharp_on_a_fine_screen(theme):
    made = icons.icon("printer").pixmap(QSize(20, 20), 2.0)
    assert made.size() == QSize(40, 40)
    assert made.devicePixelRatio() == 2.0


def test_every_icon_shipped_is_used():
    shipped = {path.stem for path in (ROOT / "resources/icons").glob("*.svg")}
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "desktop").rglob("*.py")]
    words = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', "\n".join(sources)))
    assert shipped - words == set()


def test_the_theme_of_the_system_is_followed_until_one_is_chosen(restored):
    restored.set_mode("dark")
    assert theme.tokens() is DARK
    restored.set_mode("light")
    assert theme.tokens() is LIGHT


def test_a_window_in_the_dark_has_a_dark_ground(restored, qtbot):
    restored.set_mode("dark")
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(20, 20)
    assert widget.grab().toImage().pixelColor(5, 5).name() == DARK.window.lower()


@pytest.mark.parametrize("character", "晗璟昇喆堃龑骉旸㬎𣲗𬭎𠮷")
def test_rare_characters_of_names_are_shown_and_not_as_boxes(theme, qapp, character):
    faces = [QRawFont.fromFont(QFont(family)) for family in qapp.font().families()]
    assert any(face.supportsCharacter(ord(character)) for face in faces)
