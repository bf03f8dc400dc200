"""A data file in a place where nobody should work: why, and what can be done about it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.places import Place
from desktop.app import Context
from desktop.dialogs.base import Dialog
from desktop.widgets import Button, Label

MOVE, STAY, LEAVE = "move", "stay", ""


class PlaceDialog(Dialog):
    """`answer()` waits for the person: `MOVE` (have it on this computer), `STAY` or `LEAVE`.

    `fresh` for a file that is only going to be made.
    """

    def __init__(
        self,
        context: Context,
        place: Place,
        path: Path,
        parent: QWidget | None,
        *,
        fresh: bool = False,
    ) -> None:
        super().__init__(f"这个文件放在{place.name}里", parent, width=600, height=260)
        self._chosen = LEAVE
        move = Button("改放在本机" if fresh else "复制到本机再打开", "hard-drive", "primary")
        move.clicked.connect(self._move)
        stay = Button("仍放在这里" if fresh else "仍在这里打开", "folder-open")
        stay.clicked.connect(self._stay)
        self.body.addWidget(Label(str(path), "muted"))
        self.body.addWidget(Label(place.why_not))
        self.body.addWidget(
            Label("建议在本机的文件夹里工作，把这里作为第二处备份（文件 → 备份和存放）。")
        )
        self.body.addStretch(1)
        self.close_button.setText("取消")
        self.add_button(stay)
        self.add_button(move)

    def answer(self) -> str:
        """Show the dialog and return what the person chose."""
        self.exec()
        return self._chosen

    def _move(self) -> None:
        self._chosen = MOVE
        self.accept()

    def _stay(self) -> None:
        self._chosen = STAY
        self.accept()
