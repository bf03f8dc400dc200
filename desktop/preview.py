"""The preview of a paper: the pages of the very PDF, and the way from a PDF to a printer.

Pages are drawn by PDFium in the worker thread; PDFium is not safe in two threads, hence the lock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.errors import Refused
from desktop import errors
from desktop.tasks import Job, Tasks
from desktop.theme import tokens
from desktop.widgets import Button, Label, row

Make = Callable[[], bytes]
_ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
_PRINT_DPI = 300
_lock = Lock()


@dataclass(frozen=True)
class Sheet:
    """A PDF, how many pages it has, and the picture of one of them (number from 0)."""

    data: bytes
    pages: int
    number: int
    image: QImage


def draw(data: bytes, number: int, width: int) -> Sheet:
    """Return page `number` (or the last) of a PDF as a picture `width` pixels wide."""
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(data)
        try:
            pages = len(document)
            place = max(0, min(number, pages - 1))
            page = document[place]
            bitmap = page.render(scale=max(0.1, width / page.get_width()), rev_byteorder=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888
                if bitmap.n_channels == 4
                else QImage.Format.Format_RGB888,
            ).copy()
        finally:
            document.close()
    return Sheet(data, pages, place, image)


def ask_printer(parent: QWidget | None, title: str) -> QPrinter | None:
    """Let the person choose a printer in the system's dialog; None when it was given up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印{title}")
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if agreed else None


def print_pdf(data: bytes, printer: QPrinter) -> None:
    """Send the pages of a PDF to a printer; raises `Refused` when it cannot begin."""
    import pypdfium2

    printer.setFullPage(True)
    with _lock:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        document.close()
    first = max(1, printer.fromPage())
    last = min(count, printer.toPage() or count)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("打印机没有接受打印，请检查打印机是否打开、是否有纸，再试一次。")
    try:
        area = printer.paperRect(QPrinter.Unit.DevicePixel)
        dots = min(_PRINT_DPI, printer.resolution())
        width = round(area.width() * dots / printer.resolution())
        for number in range(first - 1, last):
            if number > first - 1:
                printer.newPage()
            image = draw(data, number, width).image
            painter.drawImage(QRectF(0, 0, area.width(), area.height()), image)
    finally:
        painter.end()


class _Paper(QLabel):
    """The picture of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName("页面预览")


class PdfPreview(QWidget):
    """Pages one at a time: turned with the buttons or Page Up and Page Down, enlarged with + and −.

    `request(make)` has the PDF made and drawn in the worker; only the newest wish is kept while
    one is being worked on. `shown(sheet)` after a page was drawn. `tools` takes further buttons.
    """

    shown = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._make: Make | None = None
        self._waiting = False
        self._busy = False
        self._zoom = 0
        self._number = 0
        self.sheet: Sheet | None = None
        self.back = Button("", "chevron-left", "ghost", tip="上一页")
        self.on = Button("", "chevron-right", "ghost", tip="下一页")
        self.smaller = Button("缩小", "", "ghost")
        self.larger = Button("放大", "", "ghost")
        self.back.clicked.connect(self.turn_back)
        self.on.clicked.connect(self.turn_on)
        self.smaller.clicked.connect(self.zoom_out)
        self.larger.clicked.connect(self.zoom_in)
        self.place = Label("", "muted", wrap=False)
        self.message = Label("", "muted")
        self.message.hide()
        self._paper = _Paper()
        self._area = QScrollArea()
        self._area.setWidget(self._paper)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.tools = row(self.back, self.place, self.on, None, self.smaller, self.larger, spacing=4)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(self.tools)
        body.addWidget(self.message)
        body.addWidget(self._area, 1)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(200)
        self._resized.timeout.connect(self._redraw)
        self._update()

    def request(self, make: Make) -> None:
        """Have `make` build the PDF (in the worker) and show the page that was being looked at."""
        self._make = make
        self._begin()

    def show_message(self, text: str) -> None:
        """Say in one sentence why there is nothing to see."""
        self.sheet = None
        self._make = None
        self._paper.clear()
        self._say(text)
        self._update()

    def turn_to(self, number: int) -> None:
        """Show page `number`, counted from 0."""
        if self.sheet is not None and 0 <= number < self.sheet.pages:
            self._number = number
            self._area.verticalScrollBar().setValue(0)
            self._begin()

    def turn_back(self) -> None:
        """Show the page before."""
        self.turn_to(self._number - 1)

    def turn_on(self) -> None:
        """Show the next page."""
        self.turn_to(self._number + 1)

    def zoom_in(self) -> None:
        """Draw larger."""
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """Draw smaller, down to the width of the panel."""
        self._set_zoom(self._zoom - 1)

    def sizeHint(self) -> QSize:
        return QSize(320, 460)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._resized.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown:
            self.turn_on()
        elif event.key() == Qt.Key.Key_PageUp:
            self.turn_back()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def _set_zoom(self, zoom: int) -> None:
        if 0 <= zoom < len(_ZOOMS):
            self._zoom = zoom
            self._redraw()

    def _redraw(self) -> None:
        if self.sheet is not None:
            self._begin()

    def _begin(self) -> None:
        if self._busy:
            self._waiting = True
            return
        make, known = self._make, self.sheet
        if make is None and known is None:
            return
        self._make = None
        number = self._number
        width = self._wanted_width()

        def work(_job: Job) -> Sheet:
            data = make() if make is not None else known.data if known is not None else b""
            return draw(data, number, width)

        self._busy = True
        self._tasks.run("排版预览", work, self._drawn, self._failed)

    def _wanted_width(self) -> int:
        # Room for the scroll bar is always kept, else the page and the bar chase each other.
        room = self._area.width() - self._area.verticalScrollBar().sizeHint().width() - 4
        return max(120, round(room * _ZOOMS[self._zoom] * self.devicePixelRatioF()))

    def _drawn(self, sheet: Sheet) -> None:
        self._busy = False
        self.sheet, self._number = sheet, sheet.number
        picture = QPixmap.fromImage(sheet.image)
        painter = QPainter(picture)
        painter.setPen(tokens().colour("edge"))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._paper.setPixmap(picture)
        self._say("")
        self._update()
        self.shown.emit(sheet)
        self._go_on()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, Refused):
            self.show_message(str(error))
        else:
            self.show_message("这一份没有排出来，内容没有丢失。")
            if isinstance(error, Exception):
                errors.report(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            self._waiting = False
            self._begin()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _update(self) -> None:
        pages = self.sheet.pages if self.sheet else 0
        self.place.setText(f"{self._number + 1} / {pages}" if pages else "")
        self.back.setEnabled(self._number > 0 and pages > 0)
        self.on.setEnabled(self._number + 1 < pages)
        self.smaller.setEnabled(bool(pages) and self._zoom > 0)
        self.larger.setEnabled(bool(pages) and self._zoom + 1 < len(_ZOOMS))
