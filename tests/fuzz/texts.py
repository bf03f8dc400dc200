"""Text files that say something else than they should: csv, JSON, TOML."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from tests.fuzz import bytewise
from tests.fuzz.samples import Samples

Maker = Callable[[Samples, Random], bytes]
_WORDS = (
    "",
    "=1+1",
    "党" * 50_000,
    "\0",
    "\x1b[2J",
    "\ud800",
    "\u202e",
    "\u2028",
    "9" * 30,
    "2026-02-30",
    "null",
    "{{7*7}}",
    "../../x",
    "'; DROP TABLE member; --",
    "\r\n",
    "a\tb",
)
_VALUES = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**13,
    10**400,
    float("nan"),
    float("inf"),
    [],
    {},
    [[]],
    {"a": {}},
    "",
    *_WORDS,
)


def _csvs(samples: Samples) -> list[bytes]:
    kinds = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    return [samples.data(f"{name}.{kind}.csv") for name in ("roster", "tasks") for kind in kinds]


def csv_bytes(samples: Samples, rng: Random) -> bytes:
    """Damaged bytes in any encoding."""
    return bytewise.spoil(rng.choice(_csvs(samples)), rng)


def csv_cells(samples: Samples, rng: Random) -> bytes:
    """Cells exchanged for strange ones, in any encoding that can write them."""
    rows = [line.split(",") for line in samples.data("roster.utf-8.csv").decode().splitlines()]
    for _ in range(rng.choice((1, 5))):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice((*_WORDS, '"', '"a', "a" * 200_000, "," * 3000))
    text = "\n".join(",".join(row) for row in rows)
    return text.encode(
        rng.choice(("utf-8", "gb18030", "utf-16", "utf-32", "big5")), errors="ignore"
    )


def csv_bombs(samples: Samples, rng: Random) -> bytes:
    """As large as a table may be, and of one thing only."""
    head = samples.data("roster.utf-8.csv")
    return (
        head
        + rng.choice((b"\n", b",", b"\r", b'"', b"\t", b"a,", b'""\n', b"\xe5\x85\x9a\n"))
        * 3_000_000
    )


def json_bytes(samples: Samples, rng: Random) -> bytes:
    """Damaged bytes."""
    return bytewise.spoil(samples.data("all.json"), rng)


def _places(node: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    keys = (
        node.keys()
        if isinstance(node, dict)
        else range(len(node))
        if isinstance(node, list)
        else ()
    )
    for key in keys:
        found.append((node, key))
        _places(node[key], found)
    return found


def json_values(samples: Samples, rng: Random) -> bytes:
    """Values of another type, keys lost or doubled, parts exchanged, in records that come anew."""
    text = samples.data("all.json").decode()
    if rng.random() < 0.7:  # other uids, so that the records are new to the file
        text = re.sub(r'"([0-9a-f]{8})-([0-9a-f]{4}-)', lambda m: f'"{m[1][::-1]}-{m[2]}', text)
    content = json.loads(text)
    if rng.random() < 0.5:
        content["fingerprints"] = {}
    for _ in range(rng.choice((1, 1, 3))):
        node, key = rng.choice(_places(content, []))
        other, from_key = rng.choice(_places(content, []))
        what = rng.randrange(4)
        if what == 0 and isinstance(node, dict):
            node.pop(key, None)
        elif what == 1 and isinstance(node, dict):
            node[rng.choice(("neu", "uid", "__class__", "", "entered_at"))] = rng.choice(_VALUES)
        elif what == 2:
            node[key] = json.loads(json.dumps(other[from_key]))
        else:
            node[key] = rng.choice(_VALUES)
    return json.dumps(content, ensure_ascii=rng.random() < 0.5).encode(errors="surrogatepass")


def json_bombs(samples: Samples, rng: Random) -> bytes:
    """Depth, width and numbers without end."""
    inner = rng.choice(
        (
            b"[" * 10_000,
            b"[" * 10_000 + b"]" * 10_000,
            b'{"a":' * 100_000,
            b"9" * 1_000_000,
            b"[" + b"0," * 4_000_000 + b"0]",
            b"[" + b"{}," * 2_000_000 + b"{}]",
            b"NaN",
            b"1e9999",
            b'"\\ud800"',
            b'"' + b"a" * 20_000_000 + b'"',
            b'{"member":[]}, "records":[]',
            b'{"member":[' + b'{"uid":"0"},' * 200_000 + b"{}]}",
        )
    )
    return b'{"format":"zhibu","version":1,"records":' + inner + b"}"


def _toml(name: str) -> dict[str, Maker]:
    def of_bytes(samples: Samples, rng: Random) -> bytes:
        return bytewise.spoil(samples.data(f"{name}.toml"), rng)

    def of_values(samples: Samples, rng: Random) -> bytes:
        lines = samples.data(f"{name}.toml").decode().splitlines()
        written = [number for number, line in enumerate(lines) if re.match(r"\s*[\w\"]+\s*=", line)]
        for number in sorted(rng.sample(written, rng.choice((1, 1, 3))), reverse=True):
            key = lines[number].split("=")[0]
            lines[number] = f"{key}= {rng.choice(_TOML_VALUES)}"
            if rng.random() < 0.2:
                lines[number : number + 1] = rng.choice(([], [lines[number]] * 2, ["[[x]]"], ["x"]))
        return "\n".join(lines).encode(errors="surrogatepass")

    def bombs(samples: Samples, rng: Random) -> bytes:
        start = rng.choice((samples.data(f"{name}.toml"), b""))
        return start + b"\n" + rng.choice(_TOML_BOMBS)

    return {f"{name}_{each.__name__}": each for each in (of_bytes, of_values, bombs)}


_TOML_VALUES = (
    '""',
    "true",
    "0",
    "-1",
    "1.5",
    "9" * 30,
    "9" * 5000,
    "nan",
    "inf",
    "-inf",
    "1e999999",
    "[]",
    "{}",
    "[[[]]]",
    "2027-01-01",
    "2027-02-30",
    "0001-01-01",
    "9999-12-31",
    "09:00:00",
    "2027-01-01T00:00:00Z",
    '"x"',
    '"\\u0000"',
    '"\\ud800"',
    '"\u202e"',
    "'''a\nb'''",
    "{ a = 1 }",
    "[1, 'a']",
    '["a", ["b"]]',
    "[{ at_least = 85, points = 1e99 }]",
    "[{ title = 1 }]",
    '["R99"]',
    "0.001",
    "1_000",
)
_TOML_BOMBS = (
    b"x = " + b"[" * 10_000,
    b"x = " + b"[" * 500 + b"]" * 500,
    b"x = " + b"{a=" * 5_000,
    b"a" + b".a" * 90_000 + b" = 1",
    b"'a'" + b".'a'" * 45_000 + b" = 1",
    b"[[a.b]]\n" * 20_000,
    b"[" + b"a." * 50_000 + b"a]",
    b"x = '" + b"a" * 300_000 + b"'",
    b"x = " + b"9" * 100_000,
    b"\n" * 190_000,
    b"[[day]]\n" * 20_000,
    b"[[item]]\n" * 20_000,
    b"x = 1\nx = 2",
)

CSV: dict[str, Maker] = {each.__name__: each for each in (csv_bytes, csv_cells, csv_bombs)}
JSON: dict[str, Maker] = {each.__name__: each for each in (json_bytes, json_values, json_bombs)}
TOML: dict[str, Maker] = _toml("holidays") | _toml("scheme") | _toml("rules")
