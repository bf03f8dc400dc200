"""Real files to spoil: made by the program itself, or kept in ``tests/data``; made once."""

import io
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from db import connection, exchange, operations, package
from db.ledgers import exporter as lists
from db.records import RECORDS
from db.rosters import exporter as rosters
from db.schemes import shipped_text
from desktop.archive import checklist, inspection
from tests.samples import AT, LATER, WHO, make_world, sample

DATA = Path(__file__).parents[1] / "data"
PASSWORD = "四月·Spring'27"
HOLIDAYS = """source = "国务院办公厅关于2027年部分节假日安排的通知"

[[day]]
day = 2027-01-01
kind = "off"
name = "元旦"

[[day]]
day = 2027-01-03
kind = "work"
"""


@dataclass(frozen=True)
class Samples:
    """The folder of the real files and, in ``store``, the data file that imports go into."""

    folder: Path
    store: Path
    branch: str

    def data(self, name: str) -> bytes:
        """Return the bytes of a real file."""
        return _read(self.folder / name)


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


def make(folder: Path) -> Samples:
    """Make the real files in an empty folder."""
    store = folder / "支部.zhibu"
    connection.create(store)
    world = make_world(occasions=True)
    for kind in RECORDS[1:]:
        operations.save(kind, sample(kind, world), who=WHO, at=AT)
    rosters.write(folder / "roster.xlsx", world.organisation, "2026-03-27", full_numbers=True)
    lists.write(folder / "lists.xlsx", world.organisation, None, 2026, today="2026-03-27")
    checklist.write(folder / "checklist.xlsx", checklist.standard(), inspection.names())
    exchange.write(folder / "all.json", at=LATER, attachments=True)
    options = {"at": LATER, "identity": True, "talks": True}
    package.write(folder / "package.zhibu", world.organisation, 2026, **options)
    package.write(folder / "secret.zhibu", world.organisation, 2026, password=PASSWORD, **options)
    connection.close()
    shutil.copyfile(DATA / "rosters" / "党员花名册.xlsx", folder / "real.xlsx")
    for old in DATA.glob("v*.zhibu"):
        shutil.copyfile(old, folder / old.name)
    shutil.copyfile(store, folder / "data.zhibu")
    _texts(folder)
    _pictures(folder)
    return Samples(folder, store, world.organisation)


def _texts(folder: Path) -> None:
    roster = (
        "序号,姓名,性别,民族,出生年月,入党时间,转正时间\n1,单伟,男,汉族,1974.03,1998.06,1999.06\n"
    )
    roster += "2,龑堃,女,汉族,1980年1月,2004-12,2005-12-01\n"
    tasks = (
        "序号\t任务\t责任人\t完成时限\t完成情况\n1\t整改“三会一课”记录\t单伟\t2026年6月\t进行中\n"
    )
    for name, text in (("roster", roster), ("tasks", tasks)):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            (folder / f"{name}.{encoding}.csv").write_bytes(text.encode(encoding))
    (folder / "holidays.toml").write_text(HOLIDAYS, encoding="utf-8")
    (folder / "scheme.toml").write_text(shipped_text("standard"), encoding="utf-8")
    rules = resources.read_text("rules/meetings.toml")
    (folder / "rules.toml").write_text(rules, encoding="utf-8")


def _pictures(folder: Path) -> None:
    from PIL import Image

    image = Image.linear_gradient("L").resize((320, 200)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2026:03:27 09:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(folder / "photo.jpg", exif=exif)
    image.save(folder / "progressive.jpg", progressive=True)
    image.convert("CMYK").save(folder / "cmyk.jpg")
    image.save(folder / "photo.png", exif=exif)
    image.convert("P").save(folder / "palette.png", transparency=3)
    image.convert("I;16").save(folder / "deep.png")
    image.save(folder / "photo.webp", exif=exif)
    image.save(folder / "photo.bmp")
    image.save(folder / "photo.tif", compression="tiff_lzw")
    image.convert("F").save(folder / "float.tif")
    image.convert("1").save(folder / "fax.tif", compression="group4")
    frames = [image.rotate(angle) for angle in (0, 90, 180)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])


def as_bytes(image: object, form: str, **options: object) -> bytes:
    """Return a picture as a file of that form."""
    out = io.BytesIO()
    image.save(out, form, **options)  # type: ignore[attr-defined]
    return out.getvalue()
