"""Where a file lies: on a disk of this computer, or where others meddle with it.

A folder that a program keeps in step with a server, a share of another computer and a stick are
no places to work in: the file may be locked, replaced or gone in the middle of a save. As places
for backups they are welcome. Nothing is opened or asked over a network: the answer comes from the
path, from the environment and from the table of mounted disks.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath


class Kind(StrEnum):
    """What is unusual about a place."""

    SYNCED = "同步盘"
    SHARE = "网络共享"
    REMOVABLE = "移动存储"
    READ_ONLY = "只读"


@dataclass(frozen=True)
class Place:
    """An unusual place; ``name`` is what people call it (坚果云, U盘或移动硬盘)."""

    kind: Kind
    name: str

    @property
    def why_not(self) -> str:
        """Why nobody should work there, in a sentence."""
        return _WHY[self.kind].format(name=self.name)


_WHY = {
    Kind.SYNCED: "{name}会在保存时锁住文件，或用服务器上的旧内容把它换掉，记录可能因此损坏或丢失。",
    Kind.SHARE: "{name}断开或两人同时打开时，正在保存的记录可能损坏。",
    Kind.REMOVABLE: "{name}随时可能被拔掉，正在保存的记录可能损坏；丢了，记录也就丢了。",
    Kind.READ_ONLY: "这个位置{name}，不能保存修改。",
}

# How the folders of synchronising programs are called, and the variables that name them.
_SYNCED = (
    (re.compile(r"onedrive( - .*|-.*)?"), "OneDrive"),
    (re.compile(r"(我的)?坚果云(同步)?|nutstore( files)?"), "坚果云"),
    (
        re.compile(r"baidusyncdisk|百度(网盘)?同步(空间|盘)?|baidunetdisk(workspace)?"),
        "百度网盘同步空间",
    ),
    (re.compile(r"wpsdrive|wps ?云(盘|文档)|wps cloud files"), "WPS云盘"),
    (re.compile(r"icloud ?drive|iclouddrive|mobile documents"), "iCloud 云盘"),
    (re.compile(r"dropbox( \(.*\))?"), "Dropbox"),
    (re.compile(r"google drive|googledrive|my drive"), "Google 云端硬盘"),
    (re.compile(r"腾讯微云|weiyun(disk)?"), "腾讯微云"),
    (re.compile(r"阿里云盘|aliyundrive|adrive"), "阿里云盘"),
)
_VARIABLES = (
    ("OneDrive", "OneDrive"),
    ("OneDriveConsumer", "OneDrive"),
    ("OneDriveCommercial", "OneDrive"),
)
_NETWORK = frozenset(
    "nfs nfs4 cifs smb3 smbfs ncpfs davfs 9p afs ceph glusterfs fuse.sshfs fuse.davfs2"
    " fuse.gvfsd-fuse fuse.rclone fuse.glusterfs".split()
)
_STICKS = frozenset("vfat msdos exfat ntfs ntfs3 fuseblk".split())
"""How sticks are formatted; an internal disk, which UOS mounts below /media too, is not so."""

_REMOVABLE_ROOTS = ("/media", "/run/media", "/mnt/usb", "/Volumes")
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4  # what GetDriveTypeW answers


@dataclass(frozen=True)
class Mount:
    """A mounted disk: where, of which kind (nfs, vfat …), its device, and what is unusual."""

    at: str
    kind: str
    device: str = ""
    readonly: bool = False
    removable: bool = False


def place_of(path: Path) -> Place | None:
    """Return what is unusual about the place of a file on this computer, None for nothing."""
    real = _real(path)
    return judge(real, os.environ, mounts(), drive_type(real))


def judge(
    path: PurePath,
    environment: Mapping[str, str],
    mounted: Iterable[Mount] = (),
    drive: int = 0,
) -> Place | None:
    """Return what is unusual about a place, told by these facts alone.

    ``drive`` is what Windows says of the drive, 0 where there is no Windows.
    """
    if name := _synced(path, environment):
        return Place(Kind.SYNCED, name)
    if _is_share(str(path)) or drive == _REMOTE_DRIVE:
        return Place(Kind.SHARE, "网络共享文件夹")
    if drive == _REMOVABLE_DRIVE:
        return Place(Kind.REMOVABLE, "U盘或移动硬盘")
    disk = _disk_of(path, mounted)
    if disk is None:
        return None
    if disk.kind in _NETWORK:
        return Place(Kind.SHARE, "网络共享文件夹")
    under = any(disk.at == root or disk.at.startswith(f"{root}/") for root in _REMOVABLE_ROOTS)
    if disk.removable or (under and disk.kind in _STICKS):
        return Place(Kind.REMOVABLE, "U盘或移动硬盘")
    if disk.readonly:
        return Place(Kind.READ_ONLY, "是只读的")
    return None


def mounts(table: Path = Path("/proc/mounts")) -> list[Mount]:
    """Return the mounted disks of a Linux computer; none where there is no such table."""
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        parts = line.split(" ")
        if len(parts) >= 4:
            device, at, kind, options = (_unescaped(part) for part in parts[:4])
            readonly = "ro" in options.split(",")
            found.append(Mount(at, kind, device, readonly, removable=_is_removable(device)))
    return found


def drive_type(path: PurePath) -> int:
    """Return what Windows says of the drive of a path (GetDriveTypeW), 0 elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{path.anchor}"))
    return 0


def _is_share(text: str) -> bool:
    """Whether a path leads to another computer; ``\\\\?\\C:`` is only the long way to write C:."""
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text[4:8].upper() == "UNC\\"
    return text.startswith(("\\\\", "//"))


def _synced(path: PurePath, environment: Mapping[str, str]) -> str:
    for variable, name in _VARIABLES:
        root = environment.get(variable, "")
        if root and path.is_relative_to(root):
            return name
    for part in path.parts[:-1]:  # the folders above the file
        for pattern, name in _SYNCED:
            if pattern.fullmatch(part.casefold()):
                return name
    return ""


def _disk_of(path: PurePath, mounted: Iterable[Mount]) -> Mount | None:
    """Return the disk on which a path lies: the one mounted nearest, and there the last one."""
    found = None
    for disk in mounted:
        if path.is_relative_to(disk.at) and (found is None or len(disk.at) >= len(found.at)):
            found = disk
    return found


def _unescaped(text: str) -> str:
    """Return a word of the table of mounts, in which a blank is written as \\040."""
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), text)


def _is_removable(device: str) -> bool:
    """Whether Linux calls the disk of a device removable, or it hangs on USB."""
    name = device.removeprefix("/dev/")
    if name == device or "/" in name:
        return False
    base = re.sub(r"(?<=\d)p\d+$|(?<=[a-z])\d+$", "", name)
    disk = Path("/sys/block") / base
    try:
        if "/usb" in str(disk.readlink()):
            return True
        return (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except OSError:  # a share that does not answer
        return path.absolute()
