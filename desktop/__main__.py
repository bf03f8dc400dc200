"""Where the program begins: a command goes to the command line, anything else opens the window."""

import argparse
import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import COMMANDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.app import Context

_WORDS = (*COMMANDS, "-h", "--help", "--version")


def main(argv: list[str] | None = None) -> int:
    """Run `zhibu`; returns the exit status. No Qt is imported for a command."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in _WORDS:
        from desktop.cli import main as run_command

        return run_command(arguments)
    parser = argparse.ArgumentParser(prog="zhibu", add_help=False)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--data-dir")
    options, unknown = parser.parse_known_args(arguments)
    if unknown or (options.file is not None and _is_a_word(options.file)):
        from desktop.cli import main as run_command

        return run_command(arguments)
    return _open_window(options.file, options.data_dir)


def _is_a_word(path: Path) -> bool:
    """Whether what stands for a file is rather a command that does not exist."""
    return not path.suffix and path.name == str(path) and not path.exists()


def _open_window(file: Path | None, data_dir: str | None) -> int:
    # Nothing made while starting is garbage: looking for it then costs a twentieth of the start.
    gc.disable()
    _prepare_surroundings()
    if not _has_screen():
        sys.stderr.write("这里没有图形界面，打不开窗口。请在桌面上运行；命令见 zhibu --help。\n")
        return 2
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        sys.stderr.write(f"缺少系统的图形库，打不开窗口：{error}。请运行 packaging/run 补齐。\n")
        return 2

    from desktop import errors, paths, scratch
    from desktop.app import Context
    from desktop.settings import Settings
    from desktop.tasks import Tasks
    from desktop.theme import Theme
    from desktop.window import MainWindow

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folders = paths.find(data_dir)
    scratch.sweep()
    with contextlib.suppress(OSError):  # without settings and log the program works all the same
        folders.root.mkdir(parents=True, exist_ok=True)
        errors.install(folders.log)
    speak_chinese(app)
    settings = Settings(folders.settings)
    chosen = settings.preferences
    theme = Theme(app, chosen.theme, chosen.text_percent)
    context = Context(settings, Tasks(), theme)
    window = MainWindow(context)
    _open_first(window, context, file)
    if settings.geometry("window") is None:
        fit_to_screen(window)
    window.show()
    gc.freeze()
    gc.enable()
    return app.exec()


def fit_to_screen(window: "QWidget") -> None:
    """Fill a screen that is too small for the window and its frame, or the footer is cut off."""
    from PySide6.QtCore import QSize, Qt

    frame = QSize(16, 48)
    needed = (window.size() + frame).boundedTo(window.screen().availableSize())
    if needed != window.size() + frame:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _open_first(window: object, context: "Context", file: Path | None) -> None:
    from desktop.window import MainWindow

    assert isinstance(window, MainWindow)
    last = context.settings.preferences.last_file
    if file is not None:
        window.open_path(file)
    elif last and Path(last).is_file():
        window.open_path(Path(last))


def _prepare_surroundings() -> None:
    """Set what Qt reads from the environment when it is loaded."""
    # The wheels of Qt hold the plug-in of ibus, not that of fcitx; fcitx5 answers to ibus.
    method = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if "fcitx" in method and sys.platform.startswith("linux"):
        os.environ["QT_IM_MODULE"] = "ibus"


def _has_screen() -> bool:
    """Whether a window can be shown; Qt would end the program without a word."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def speak_chinese(app: object) -> None:
    """Speak Chinese in dates, numbers and the buttons of Qt's own dialogs."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.setApplicationName("zhibu")
    app.setApplicationDisplayName("")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


if __name__ == "__main__":
    sys.exit(main())
