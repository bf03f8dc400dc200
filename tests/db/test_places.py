"""Places where nobody should work: recognised by path, environment and mounted disks alone."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from db.places import Kind, Mount, judge, mounts

WIN = {"OneDrive": r"D:\云\一号盘", "OneDriveCommercial": r"C:\Users\张三\OneDrive - 司法局"}


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        (r"C:\Users\张三\OneDrive\支部\一支部.zhibu", Kind.SYNCED, "OneDrive"),
        (r"D:\云\一号盘\一支部.zhibu", Kind.SYNCED, "OneDrive"),
        (r"C:\Users\张三\OneDrive - 司法局\一支部.zhibu", Kind.SYNCED, "OneDrive"),
        (r"C:\Users\张三\Nutstore\1\我的坚果云\一支部.zhibu", Kind.SYNCED, "坚果云"),
        (r"D:\我的坚果云\一支部.zhibu", Kind.SYNCED, "坚果云"),
        (r"D:\BaiduSyncdisk\一支部.zhibu", Kind.SYNCED, "百度网盘同步空间"),
        (r"C:\Users\张三\WPSDrive\123\WPS云盘\一支部.zhibu", Kind.SYNCED, "WPS云盘"),
        (r"C:\Users\张三\iCloudDrive\一支部.zhibu", Kind.SYNCED, "iCloud 云盘"),
        (r"C:\Users\张三\Dropbox (个人)\一支部.zhibu", Kind.SYNCED, "Dropbox"),
        (r"\\server\党建\一支部.zhibu", Kind.SHARE, "网络共享文件夹"),
    ],
)
def test_synchronised_folders_and_shares_of_windows(path, kind, name):
    found = judge(PureWindowsPath(path), WIN)
    assert found is not None
    assert (found.kind, found.name) == (kind, name)
    assert name in found.why_not or kind is Kind.SHARE


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\张三\Documents\一支部.zhibu",
        r"D:\党建\OneDrive使用说明\一支部.zhibu",
        r"D:\党建\坚果云.zhibu",
        r"D:\坚果\一支部.zhibu",
    ],
)
def test_ordinary_folders_are_no_matter(path):
    assert judge(PureWindowsPath(path), WIN, drive=3) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("\\\\?\\C:\\党建\\一支部.zhibu", None),
        ("\\\\?\\UNC\\server\\党建\\一支部.zhibu", Kind.SHARE),
    ],
)
def test_the_long_way_to_write_a_path_is_no_share(path, kind):
    found = judge(PureWindowsPath(path), {}, drive=3)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(("drive", "kind"), [(2, Kind.REMOVABLE), (4, Kind.SHARE), (3, None)])
def test_what_windows_says_of_a_drive(drive, kind):
    found = judge(PureWindowsPath(r"Z:\一支部.zhibu"), {}, drive=drive)
    assert (found.kind if found else None) == kind


DISKS = [
    Mount("/", "ext4", "/dev/sda1"),
    Mount("/home/zhang/共享", "cifs", "//server/share"),
    Mount("/media/zhang/U盘", "vfat", "/dev/sdb1"),
    Mount("/media/zhang/数据盘", "ext4", "/dev/nvme0n1p5"),
    Mount("/data", "ext4", "/dev/sdc1", removable=True),
    Mount("/cdrom", "iso9660", "/dev/sr0", readonly=True),
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/media/zhang/数据盘/一支部.zhibu", None),
        ("/home/zhang/一支部.zhibu", None),
        ("/home/zhang/共享/一支部.zhibu", Kind.SHARE),
        ("/home/zhang/共享文件/一支部.zhibu", None),
        ("/media/zhang/U盘/一支部.zhibu", Kind.REMOVABLE),
        ("/data/一支部.zhibu", Kind.REMOVABLE),
        ("/cdrom/一支部.zhibu", Kind.READ_ONLY),
        ("/home/zhang/Nutstore Files/一支部.zhibu", Kind.SYNCED),
    ],
)
def test_disks_of_linux(path, kind):
    found = judge(PurePosixPath(path), {}, DISKS)
    assert (found.kind if found else None) == kind
    assert found is None or found.why_not.endswith("。")


def test_the_table_of_mounts_is_read_with_its_blanks(tmp_path):
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw,relatime 0 0\n"
        "/dev/sdb1 /media/zhang/我的\\040U盘 vfat ro,nosuid 0 0\n坏行\n",
        encoding="utf-8",
    )
    found = mounts(table)
    assert [(m.at, m.readonly) for m in found] == [("/", False), ("/media/zhang/我的 U盘", True)]
    assert mounts(tmp_path / "没有") == []
