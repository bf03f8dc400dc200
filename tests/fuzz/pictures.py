"""Pictures that are none, that unpack to gigabytes, whose notes are broken; and other files."""

import struct
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz import bytewise
from tests.fuzz.samples import Samples, as_bytes

_NAMES = (
    "photo.jpg",
    "progressive.jpg",
    "cmyk.jpg",
    "photo.png",
    "palette.png",
    "deep.png",
    "photo.webp",
    "photo.bmp",
    "photo.tif",
    "float.tif",
    "fax.tif",
    "moving.gif",
)


def damaged(samples: Samples, rng: Random) -> bytes:
    """Damaged bytes of any form."""
    return bytewise.spoil(samples.data(rng.choice(_NAMES)), rng)


def damaged_head(samples: Samples, rng: Random) -> bytes:
    """Damage where the size, the form and the notes of the camera stand."""
    data = samples.data(rng.choice(_NAMES))
    return bytewise.spoil(data[:400], rng) + data[400:]


def whole(samples: Samples, rng: Random) -> bytes:
    """A whole picture under whatever suffix."""
    return samples.data(rng.choice(_NAMES))


def huge(samples: Samples, rng: Random) -> bytes:
    """A few bytes that are a picture of a hundred million points and more."""
    from PIL import Image

    what = rng.randrange(6)
    side = rng.choice((5_000, 9_000, 12_000, 30_000))
    if what == 0:
        return _png(side, side, rng.choice((0, 2, 6)), rng.choice((8, 16)))
    if what == 1:
        return as_bytes(Image.new("1", (side, min(side, 12_000))), "TIFF", compression="group4")
    if what == 2:
        return as_bytes(Image.new("L", (6_000, 6_000)), "JPEG", progressive=rng.random() < 0.5)
    if what == 3:
        return as_bytes(Image.new("P", (7_000, 7_000)), "GIF")
    jpeg = bytearray(samples.data(rng.choice(("photo.jpg", "progressive.jpg"))))
    for marker in (b"\xff\xc0", b"\xff\xc2"):
        place = bytes(jpeg).find(marker)
        if place > 0:
            jpeg[place + 5 : place + 9] = struct.pack(
                ">HH", *rng.choice(((65_500, 65_500), (9_000, 9_000), (13_000, 13_000)))
            )
    return bytes(jpeg)


def _png(width: int, height: int, colour: int, depth: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    channels = {0: 1, 2: 3, 6: 4}[colour]
    packer = zlib.compressobj(1)
    line = bytes(1 + width * channels * depth // 8)
    body = b"".join(packer.compress(line) for _ in range(min(height, 2_000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pretending(samples: Samples, rng: Random) -> bytes:
    """Something else under the name of a picture; some of it would start another program."""
    return rng.choice(
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:/etc/passwd'/></svg>",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) print\n%%EOF\n",
            b"%PDF-1.7\n",
            b"8BPS\0\1" + b"\0" * 60,
            b"P6 99999 99999 255 ",
            b"GIF89a",
            b"\xff\xd8\xff",
            b"RIFF\xff\xff\xff\xffWEBPVP8 ",
            samples.data("roster.xlsx"),
            b"\0" * 1000,
        )
    )


MAKERS: dict[str, Callable[[Samples, Random], bytes]] = {
    each.__name__: each for each in (damaged, damaged_head, whole, pretending)
}
BOMBS: dict[str, Callable[[Samples, Random], bytes]] = {"huge": huge}
