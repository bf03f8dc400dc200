"""What is seen while the tabs of the window are made."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.pages import PAGES
from desktop.window import MainWindow


class Shown(QObject):
    """Notes each window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_nothing_flashes_up_beside_the_window_while_its_tabs_are_made(context, qtbot):
    window = MainWindow(context)
    qtbot.addWidget(window)
    seen = Shown()
    QApplication.instance().installEventFilter(seen)
    window.show()
    for number in range(len(PAGES)):
        window.show_page(number)
    QApplication.instance().removeEventFilter(seen)
    assert seen.windows == [window]
