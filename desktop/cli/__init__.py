"""The command line: the same work without a window, for scripts and tests; imports no Qt.

Exit 0 done, 1 done but problems found, 2 bad input or use. Bad input gets one plain Chinese
sentence on stderr; what is meant for a script goes to stdout, as JSON where asked.
"""

import contextlib
import io
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path

from db.errors import Refused, reason
from desktop.cli import passwords
from desktop.cli.arguments import HANDLERS, build_parser

COMMANDS = frozenset(HANDLERS)
"""The names by which ``zhibu`` tells a command from the file to open in the window."""

DONE, PROBLEMS, BAD = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status; never raises for what a person got wrong."""
    _speak_utf8()
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        _silence_stdout()
        return DONE
    except KeyboardInterrupt:
        _say("已取消。")
        return 130
    except Refused as refused:
        _say(str(refused))
        return BAD
    except OSError as error:
        if error.filename is None:
            _silence_stdout()
        _say(_sentence(error))
        return BAD
    except Exception as error:
        _say(_fault(error))
        return BAD
    return status


def _run(argv: list[str]) -> int:
    parser = build_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as ended:  # after --help and --version
        return int(ended.code or 0)
    if arguments.command is None:
        parser.print_help()
        return BAD
    module, function = HANDLERS[arguments.command]
    passwords.use(arguments)
    handler = getattr(import_module(f"desktop.cli.{module}"), function)
    return int(handler(arguments) or DONE)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal claims, and never fail over a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(" ".join(sentence.split("\n")), file=sys.stderr, flush=True)


def _silence_stdout() -> None:
    """Keep the interpreter from complaining at its end that stdout cannot be written."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        stdout = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)


def _sentence(error: OSError) -> str:
    what = reason(error)
    where = f"“{error.filename}”" if error.filename else "输出"
    return f"{where}不能读写：{what}。请检查位置和磁盘后重试；数据文件没有改动。"


def _fault(error: Exception) -> str:
    """A fault of ours, told without the message, which may quote what is in a record."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}，{Path(place.filename).name} 第{place.lineno}行"
    return f"程序出错（{where}），这次操作没有完成，数据没有改动。请把这句话告诉维护的人。"
