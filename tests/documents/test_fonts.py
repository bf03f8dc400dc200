"""Fonts by role, characters that are rare, and those that nothing can print."""

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

import resources
from db.errors import Refused
from desktop.documents import fonts

RARE = "䶮㛃㻌𠮷龘喆燚堃晗昇頔垚璟犇龑翀珺"


@pytest.mark.parametrize("role", fonts.ROLES)
def test_every_role_prints_rare_names_with_its_own_or_a_lent_glyph(role: str) -> None:
    assert all(fonts.glyph(role, sign) for sign in RARE)


@pytest.mark.parametrize("role", fonts.ROLES)
def test_what_one_role_can_print_every_role_can(role: str) -> None:
    signs = "支部〔2026〕№①㈠§±×℃™Ωж…—“”‘’·•㎡→■□△○●★☆√"
    assert [
        s for s in signs if (fonts.glyph(role, s) is None) != (fonts.glyph("仿宋", s) is None)
    ] == []
    fonts.require([signs], role)


def test_gb2312_is_in_every_shipped_face() -> None:
    level_one = [
        bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFA)
    ]
    for role in (fonts.BIAOSONG, fonts.FANGSONG, fonts.KAITI, fonts.HEITI, fonts.SONGTI):
        face = TTFont("probe", str(resources.path(fonts._SHIPPED[role]))).face
        assert [sign for sign in level_one if ord(sign) not in face.charToGlyph] == []


def test_the_shipped_fonts_stay_under_forty_megabytes_with_their_licences_beside_them() -> None:
    folder = resources.path("fonts")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 40_000_000
    names = {path.name for path in folder.iterdir()}
    assert {"LICENSE-Noto.txt", "LICENSE-WenKai.txt", "LICENSE-Fandol.txt"} <= names


@pytest.mark.parametrize("sign", ["🙂", "\U0001f468", "\ue000", "\U000e0101"])
def test_a_character_without_a_glyph_is_refused_by_name(sign: str) -> None:
    with pytest.raises(Refused, match=f"U\\+{ord(sign):04X}"):
        fonts.require([f"开会{sign}了"])


def test_many_missing_characters_make_one_sentence() -> None:
    with pytest.raises(Refused, match="等7个字符"):
        fonts.require(["🙂🙃😀😁😂🤣😃"])


def test_control_characters_are_dropped_and_line_ends_kept() -> None:
    assert fonts.clean("一\x00二\u200b三\r\n四\r五\t六\xa0七\x07") == "一二三\n四\n五 六 七"


def test_the_font_of_the_office_is_taken_when_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "SIMKAI.TTF").write_bytes(resources.read_bytes("fonts/heiti.ttf"))
    with monkeypatch.context() as patched:
        patched.setattr(fonts, "folders", lambda: [tmp_path])
        # Not made known: reportlab keeps the first font of a name, for the tests that follow too.
        patched.setattr(fonts.pdfmetrics, "registerFont", lambda _font: None)
        fonts._installed.cache_clear()
        font, used = fonts._font.__wrapped__(fonts.KAITI)
    fonts._installed.cache_clear()
    assert used == fonts.FontInUse(fonts.KAITI, tmp_path / "SIMKAI.TTF", shipped=False)
    assert font.fontName == "zhibu-楷体"


def test_a_damaged_font_of_the_office_gives_way_to_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "simkai.ttf").write_bytes(b"OTTO" + bytes(200))
    monkeypatch.setattr(fonts, "folders", lambda: [tmp_path])
    fonts._installed.cache_clear()
    try:
        _, used = fonts._font.__wrapped__(fonts.KAITI)
    finally:
        fonts._installed.cache_clear()
    assert used.shipped


def test_the_report_names_a_file_for_every_role() -> None:
    report = fonts.in_use()
    assert [each.role for each in report] == [*fonts.ROLES, fonts.FALLBACK]
    assert all(each.path.is_file() for each in report)
