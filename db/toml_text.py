"""The text of a small file that a person writes by hand (TOML), read or refused with its line."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.errors import Refused, reason

SUFFIX = ".toml"
_LARGEST = 200_000  # bytes; the longest that ships has 20,000
# The library reads a key of many parts in squared time: one of 50,000 takes it a minute.
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}""")


def read(path: Path) -> str:
    """Return the text of a file; raises ``Refused`` when it is none, or nothing like ours."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(f"“{path.name}”太大，不像手写的{SUFFIX}文件，请核对。")
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refused(f"“{path.name}”不是 UTF-8 文字，请另存为 UTF-8 后再导入。") from error
    except OSError as error:
        raise Refused(f"“{path.name}”读不了：{reason(error)}。") from error
    if _LONG_KEY.search(text):
        raise Refused(f"“{path.name}”里的项层层套得太深，读不懂，请按使用说明里的样子写。")
    return text


def parse(text: str, name: str, number: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return what the text says; ``number`` makes fractions. Raises ``Refused`` with the line."""
    try:
        return tomllib.loads(text, parse_float=number)
    except (ValueError, RecursionError, ArithmeticError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else max(1, len(text.splitlines()))
        raise Refused(f"{name}第{line}行不合写法，读不懂：请检查引号、方括号和等号。") from error
