"""Damage that knows nothing of the form of a file: flipped, lost, doubled, moved bytes."""

from random import Random

_TELLING = (b"\x00", b"\xff", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00" * 8)


def spoil(data: bytes, rng: Random) -> bytes:
    """Return the bytes with one to four damages."""
    spoiled = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        rng.choice(_DAMAGES)(spoiled, rng)
    return bytes(spoiled)


def _place(data: bytearray, rng: Random) -> int:
    """A place, more often near the beginning, where a file says what it is."""
    size = max(1, len(data))
    return rng.randrange(min(size, 200)) if rng.random() < 0.3 else rng.randrange(size)


def _flip(data: bytearray, rng: Random) -> None:
    for _ in range(rng.choice((1, 8, 64))):
        if data:
            data[_place(data, rng)] ^= 1 << rng.randrange(8)


def _tell(data: bytearray, rng: Random) -> None:
    place, what = _place(data, rng), rng.choice(_TELLING)
    data[place : place + len(what)] = what


def _truncate(data: bytearray, rng: Random) -> None:
    del data[_place(data, rng) :]


def _lose(data: bytearray, rng: Random) -> None:
    place = _place(data, rng)
    del data[place : place + rng.choice((1, 16, 512, 4096))]


def _double(data: bytearray, rng: Random) -> None:
    place = _place(data, rng)
    data[place:place] = data[place : place + rng.choice((1, 16, 512, 4096))]


def _swap(data: bytearray, rng: Random) -> None:
    size = rng.choice((16, 512, 4096))
    first, second = sorted((_place(data, rng), _place(data, rng)))
    if first + size <= second and second + size <= len(data):
        data[first : first + size], data[second : second + size] = (
            data[second : second + size],
            data[first : first + size],
        )


def _noise(data: bytearray, rng: Random) -> None:
    place = _place(data, rng)
    data[place : place + 100] = rng.randbytes(100)


_DAMAGES = (_flip, _flip, _tell, _truncate, _lose, _double, _swap, _noise)
