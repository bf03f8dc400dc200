"""Attached files: content by its SHA-256 inside the data file, photos shrunk on the way in.

Shrinking turns the picture upright and drops everything that the camera wrote into it, the
place above all; the day on which it was taken is read before and returned.
"""

import hashlib
import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import drafts, history
from db.connection import current_path, is_readonly, translated
from db.errors import Refused, reason
from db.file_names import free_path, readable
from db.model import Attachment, AttachmentKind, Blob, dicts, new_uid
from db.spec import Tree

LARGEST = 50 * 1024 * 1024
_LONGEST_SIDE = 2000
_MOST_PIXELS = 40_000_000  # unpacked whole, with a copy, they take 300 MB
_MOST_PIXELS_REDUCED = 170_000_000  # of a plain JPEG, which is unpacked at a part of its size
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "GIF", "TIFF")  # others run programs
_PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff"}
_DATE_TAKEN = 0x9003
_EXIF_DETAILS = 0x8769


@dataclass(frozen=True)
class _Photo:
    data: bytes
    taken_on: str | None


def is_photo(name: str) -> bool:
    """Return whether a file name is that of a picture we can show."""
    return Path(name).suffix.lower() in _PHOTO_SUFFIXES


def add_file(path: Path, *, at: str, kind: str = "") -> Tree:
    """Store a file and return the attachment line for it.

    Raises ``Refused`` when the file cannot be read, is empty, is larger than ``LARGEST`` bytes or
    is no picture in spite of its name.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            raise Refused(f"“{path.name}”不是文件，没有加入。文件夹请先打开，选择里面的文件。")
        if path.stat().st_size > LARGEST:
            raise Refused(f"“{path.name}”超过50 MB，没有加入。请先压缩，或只留必要的部分。")
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"“{path.name}”不能读取（{reason(error)}），没有加入。") from error
    return add(data, path.name, at=at, kind=kind)


def add(data: bytes, name: str, *, at: str, kind: str = "") -> Tree:
    """Store bytes under a file name and return the attachment line; see ``add_file``."""
    name = readable(name)
    if not data:
        raise Refused(f"“{name}”是空文件，没有加入。")
    taken_on = None
    if is_photo(name):
        photo = _shrunk(data, name)
        data, taken_on = photo.data, photo.taken_on
        name = str(Path(name).with_suffix(".jpg"))
        kind = kind or AttachmentKind.PHOTO
    return {
        "uid": new_uid(),
        "kind": str(kind or AttachmentKind.OTHER),
        "name": name,
        "caption": "",
        "sha256": _store(data, at),
        "taken_on": taken_on,
    }


def read(sha256: str) -> bytes:
    """Return the bytes of a stored file; raises ``Refused`` when they are missing or altered."""
    row = Blob.get_or_none(Blob.sha256 == sha256)
    if row is None:
        raise Refused("附件的内容不在数据文件中，请从备份恢复。")
    data = bytes(row.data)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused("附件的内容与登记不符，可能已损坏，请从备份恢复。")
    return data


def problems() -> list[str]:
    """Return a sentence for each attached file whose content is missing or altered."""
    names: dict[str, str] = {}
    for row in dicts(Attachment.select()):
        names.setdefault(row["sha256"], row["name"])
    found = []
    for digest, name in names.items():
        try:
            read(digest)
        except Refused as refused:
            found.append(f"附件“{name}”：{refused}")
    return found


def unused(before: str | None = None) -> list[str]:
    """Return the files that no record, history or draft refers to, added ``before`` a moment (UTC).

    A file is stored when it is added to a form, which may not be saved yet.
    """
    known = history.digests() | drafts.digests()
    known |= {row["sha256"] for row in dicts(Attachment.select(Attachment.sha256).distinct())}
    query = Blob.select(Blob.sha256)
    if before is not None:
        query = query.where(Blob.added_at < before)
    return [row["sha256"] for row in dicts(query) if row["sha256"] not in known]


def remove_unused(digests: Iterable[str]) -> int:
    """Remove those of the files that nothing refers to any more; returns how many.

    Belongs inside the transaction of who took the last reference away.
    """
    wanted = set(digests)
    gone = [digest for digest in unused() if digest in wanted] if wanted else []
    for digest in gone:
        Blob.delete().where(Blob.sha256 == digest).execute()
    return len(gone)


def export(line: Tree, folder: Path) -> Path:
    """Write an attachment into a folder and return its path; never replaces a file there."""
    target = free_path(folder, Path(line["name"].replace("\\", "/")).name, "附件")
    data = read(line["sha256"])
    with translated(target):
        try:
            target.write_bytes(data)
        except OSError:
            target.unlink(missing_ok=True)
            raise
    return target


def _store(data: bytes, at: str) -> str:
    path = current_path()
    if path is None or is_readonly():
        raise Refused("数据文件没有打开或是只读的，不能加入附件。")
    digest = hashlib.sha256(data).hexdigest()
    with translated(path):
        if not Blob.select().where(Blob.sha256 == digest).exists():
            Blob.insert(sha256=digest, size=len(data), added_at=at, data=data).execute()
    return digest


def _shrunk(data: bytes, name: str) -> _Photo:
    from PIL import Image, ImageOps

    too_large = Refused(f"照片“{name}”的尺寸过大，没有加入。请先缩小再加入。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a camera wrote; the size is checked here
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _most_pixels(opened):
                    raise too_large
                taken_on = _taken_on(opened.getexif())
                opened.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
                upright = ImageOps.exif_transpose(opened)
                out = io.BytesIO()
                _on_white(upright).save(out, "JPEG", quality=85, optimize=True)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise too_large from error
    except Exception as error:  # Pillow raises many kinds for a broken picture
        raise Refused(f"“{name}”不是能打开的照片（文件可能已损坏），没有加入。") from error
    return _Photo(out.getvalue(), taken_on)


def _most_pixels(image: Any) -> int:
    plain = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
    return _MOST_PIXELS_REDUCED if plain else _MOST_PIXELS


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "P"):
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return image.convert("RGB")


def _taken_on(exif: Any) -> str | None:
    import datetime as dt

    text = str(exif.get_ifd(_EXIF_DETAILS).get(_DATE_TAKEN, ""))[:10].replace(":", "-")
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None
