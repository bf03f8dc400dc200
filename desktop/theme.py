"""Colours, type sizes and the one style sheet of the window.

The look is held by the application itself: its palette says light or dark, its font says how
large text is. Widgets ask `tokens()` and `px()` while painting, so a change shows at once and no
widget has to remember a theme.

The tokens are those of the sketches, but muted and caution are a shade deeper: on the soft grounds
the sketched ones fall short of the contrast of 4.5 : 1.
"""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop.sheet import SHEET

MODES = ("light", "dark", "system")

BASE_POINTS = 12.0
SMALL_POINTS = 10.5
SCALES = (100, 110, 125, 150, 175, 200)

# Chinese sans faces that office computers really have, best first.
SYSTEM_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
SHIPPED_FONT = "fonts/NotoSansSC-Regular.ttf"
RARE_FONT = "fonts/fallback.ttf"


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as #rrggbb. No colour is written anywhere else in the window."""

    window: str
    card: str
    field: str
    hover: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_soft: str
    accent_fill: str
    accent_press: str
    on_accent: str
    done: str
    done_soft: str
    caution: str
    caution_soft: str
    now: str
    now_soft: str

    def colour(self, name: str) -> QColor:
        """The token `name` as a colour."""
        return QColor(getattr(self, name))


LIGHT = Tokens(
    window="#F6F5F2",
    card="#FFFFFF",
    field="#FFFFFF",
    hover="#F4F2EE",
    text="#22262B",
    muted="#626975",
    line="#E2DFD8",
    edge="#CFCBC2",
    accent="#A8211B",
    accent_soft="#FAECEA",
    accent_fill="#A8211B",
    accent_press="#8C1813",
    on_accent="#FFFFFF",
    done="#2F7A4D",
    done_soft="#E8F3EC",
    caution="#985A00",
    caution_soft="#FBF1DF",
    now="#2C5A92",
    now_soft="#E9F0F8",
)
DARK = Tokens(
    window="#1C1D20",
    card="#26282C",
    field="#1F2124",
    hover="#303338",
    text="#E7E6E2",
    muted="#A9AEB7",
    line="#3A3D43",
    edge="#50545C",
    accent="#F2958C",
    accent_soft="#432A2A",
    accent_fill="#B8322A",
    accent_press="#9C251E",
    on_accent="#FFFFFF",
    done="#84CDA1",
    done_soft="#203A2C",
    caution="#E8B96A",
    caution_soft="#3F331D",
    now="#93BDEB",
    now_soft="#23364C",
)
TONES = ("accent", "done", "caution", "now")


def tokens(palette: QPalette | None = None) -> Tokens:
    """The tokens in force, told from the application's palette."""
    palette = palette or QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def tone_colours(tone: str, palette: QPalette | None = None) -> tuple[QColor, QColor]:
    """Ink and ground of a tone: "accent", "done", "caution", "now" or "muted"."""
    current = tokens(palette)
    if tone not in TONES:
        return current.colour("muted"), current.colour("hover")
    return current.colour(tone), current.colour(f"{tone}_soft")


def scale() -> float:
    """How large text is, 1.0 being 100 %."""
    points = QGuiApplication.font().pointSizeF()
    return points / BASE_POINTS if points > 0 else 1.0


def px(size: float) -> int:
    """`size` device-independent pixels at 100 %, grown with the text."""
    return round(size * scale())


def small_font(font: QFont) -> QFont:
    """`font` in the size of secondary text (10.5 pt beside 12 pt)."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * SMALL_POINTS / BASE_POINTS)
    return result


def bold_font(font: QFont) -> QFont:
    """`font` in bold."""
    result = QFont(font)
    result.setBold(True)
    return result


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2, from 1 to 21."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def chinese_families() -> list[str]:
    """The families for all text, in order: a Chinese sans, then the face for rare characters.

    The sans is a good one of the system's, else the shipped one; shipped faces are registered
    here. Stopgap faces (Droid Sans Fallback) that come with other programs are passed by.
    """
    families = [family for family in SYSTEM_FAMILIES if QFontDatabase.hasFamily(family)][:1]
    families = families or _registered(SHIPPED_FONT)
    return families[:1] + _registered(RARE_FONT)


def _registered(name: str) -> list[str]:
    path = resources.path(name)
    if not path.is_file():
        return []
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))


def palette_for(current: Tokens) -> QPalette:
    """The Fusion palette made from `current`."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, name in (
        (role.Window, "window"),
        (role.Base, "field"),
        (role.AlternateBase, "hover"),
        (role.Button, "card"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.PlaceholderText, "muted"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "text"),
        # Of menus and of the system's own dialogs: icons must be seen on it in both themes.
        (role.Highlight, "now_soft"),
        (role.HighlightedText, "text"),
        (role.Accent, "now"),
        (role.Link, "now"),
        (role.LinkVisited, "now"),
        (role.Mid, "edge"),
        (role.Light, "card"),
        (role.Midlight, "hover"),
        (role.Dark, "edge"),
        (role.Shadow, "line"),
    ):
        palette.setColor(target, current.colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, current.colour("muted"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, current.colour("edge"))
    return palette


def style_sheet(current: Tokens, size: float = 1.0) -> str:
    """The style sheet; `size` is the text scale (1.0 = 100 %)."""
    values = {item.name: getattr(current, item.name) for item in fields(current)}
    values["small"] = f"{SMALL_POINTS * size:.2f}pt"
    values["title"] = f"{14 * size:.2f}pt"
    values["headline"] = f"{20 * size:.2f}pt"
    values["check"] = f"{round(16 * size)}px"
    values["arrow"] = f"{round(28 * size)}px"
    values["bar"] = f"{round(12 * size)}px"
    values["handle"] = f"{round(32 * size)}px"
    values["drop"] = f"{round(26 * size)}px"
    return Template(SHEET).substitute(values)


class Theme(QObject):
    """Light or dark, and the text scale, applied to the application."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system", percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode if mode in MODES else "system"
        self._percent = percent
        self._applied: tuple[bool, int] | None = None
        self._families = chinese_families()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply()

    @property
    def mode(self) -> str:
        """What was chosen: light, dark, or whatever the system has."""
        return self._mode

    @property
    def percent(self) -> int:
        """The text scale, 100 to 200."""
        return self._percent

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in force."""
        if self._mode == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def set_mode(self, mode: str) -> None:
        """Choose light, dark or the system's."""
        self._mode = mode
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(schemes.get(mode, Qt.ColorScheme.Unknown))
        self.apply()

    def set_percent(self, percent: int) -> None:
        """Choose the text scale in per cent."""
        self._percent = max(SCALES[0], min(SCALES[-1], percent))
        self.apply()

    def apply(self) -> None:
        """Give the application its palette, font and style sheet, if they are new."""
        wanted = (self.dark, self._percent)
        if wanted == self._applied:
            return
        self._applied = wanted
        current = DARK if self.dark else LIGHT
        font = QFont(self._app.font())
        if self._families:
            font.setFamilies(self._families)
        font.setPointSizeF(BASE_POINTS * self._percent / 100)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._app.setPalette(palette_for(current))
        self._app.setFont(font)
        self._app.setStyleSheet(style_sheet(current, self._percent / 100))
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._mode == "system":
            self.apply()


def is_restyle(event: QEvent) -> bool:
    """Whether a change event says that colours or text size are new."""
    return event.type() in (
        QEvent.Type.PaletteChange,
        QEvent.Type.FontChange,
        QEvent.Type.StyleChange,
        QEvent.Type.ApplicationPaletteChange,
    )
