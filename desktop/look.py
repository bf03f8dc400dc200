"""Light or dark and the size of text: the choices of the menu 查看, kept for the next start."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.settings import Settings
from desktop.theme import SCALES, Theme


class Look(QObject):
    """Changes the theme and remembers it; `sizes` is the menu of text sizes."""

    def __init__(self, theme: Theme, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._settings = settings
        self._modes = QActionGroup(self)
        self.sizes = QMenu("文字大小", window)
        self._group = QActionGroup(self)
        for scale in SCALES:
            action = self.sizes.addAction(f"{scale} %")
            action.setData(scale)
            action.setCheckable(True)
            self._group.addAction(action)
        self._group.triggered.connect(self._size_chosen)
        theme.changed.connect(self.show_state)

    def add_modes(self, actions: dict[str, QAction]) -> None:
        """Take the actions for light, dark and system, by these names."""
        for name, action in actions.items():
            action.setCheckable(True)
            action.setData(name)
            self._modes.addAction(action)
        self.show_state()

    def show_state(self) -> None:
        """Tick what is in force."""
        for action in self._group.actions():
            action.setChecked(action.data() == self._theme.percent)
        for action in self._modes.actions():
            action.setChecked(action.data() == self._theme.mode)

    def use_light(self) -> None:
        """Light colours."""
        self._use("light")

    def use_dark(self) -> None:
        """Dark colours."""
        self._use("dark")

    def use_system(self) -> None:
        """The colours that the system has."""
        self._use("system")

    def larger_text(self) -> None:
        """The next larger text."""
        larger = [scale for scale in SCALES if scale > self._theme.percent]
        self._scale(larger[0] if larger else SCALES[-1])

    def smaller_text(self) -> None:
        """The next smaller text."""
        smaller = [scale for scale in SCALES if scale < self._theme.percent]
        self._scale(smaller[-1] if smaller else SCALES[0])

    def usual_text(self) -> None:
        """Text at 100 %."""
        self._scale(100)

    def _use(self, mode: str) -> None:
        self._theme.set_mode(mode)
        self._settings.change(theme=mode)
        self.show_state()

    def _size_chosen(self, action: QAction) -> None:
        self._scale(int(action.data()))

    def _scale(self, percent: int) -> None:
        self._theme.set_percent(percent)
        self._settings.change(text_percent=percent)
