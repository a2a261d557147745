"""Which volume a folder lies on: a drive, a network share, a folder that some service keeps in step.

Only Linux is tested. On Windows the id is the volume's serial number; on macOS `diskutil` is asked.
"""

from __future__ import annotations

import contextlib
import os
import plistlib
import re
import subprocess
import sys

import psutil

from clipphotos.core.photo import Volume, VolumeKind

_NETWORK = re.compile(
    r"9p|afs|afpfs|beegfs|ceph|cifs|davfs|drvfs|fuse\..*|glusterfs|lustre|ncpfs|nfs\d?|smb.*|sshfs|vboxsf|virtiofs|webdav"
)
_CLOUD = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive|nextcloud|owncloud|pclouddrive|mega|box sync)(?: [-(].*)?|icloud ?drive|"
    r"mobile documents|cloudstorage|synologydrive",
    re.IGNORECASE,
)
_UDEV = "/dev/disk"
_DISKUTIL_S = 10.0


def is_inside(path: str, folder: str) -> bool:
    """Return whether an absolute path is a folder, or lies below it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def volume_of(path: str) -> Volume:
    """Return the volume that an absolute path lies on. Asks the system anew each time; any thread.

    A cloud folder is the same wherever it is, so it has no id. Nor has what the system gives no lasting name, such as a
    network share.
    """
    path = os.path.realpath(path)
    around = [p for p in psutil.disk_partitions(all=True) if is_inside(_key(path), _key(p.mountpoint))]
    if not around:
        return Volume("", "", VolumeKind.UNKNOWN)
    part = max(reversed(around), key=lambda p: len(p.mountpoint))  # of two at one place, the later covers the other
    if service := next((p for p in path.split(os.sep) if _CLOUD.fullmatch(p)), None):
        return Volume("", service, VolumeKind.CLOUD, part.mountpoint)
    if _is_network(part.fstype, part.opts):
        return Volume("", part.device, VolumeKind.NETWORK, part.mountpoint)
    ask = {"win32": _on_windows, "darwin": _on_macos}.get(sys.platform, _on_linux)
    volume_id, label, kind = ask(part.device, part.mountpoint, part.opts)
    return Volume(volume_id, label or os.path.basename(part.mountpoint), kind, part.mountpoint)


def mount_points(*, network: bool) -> list[str]:
    """Return where volumes are mounted now; network shares, which may not answer for minutes, only if wanted."""
    # Of two at one place, the later covers the other.
    shares = {p.mountpoint: _is_network(p.fstype, p.opts) for p in psutil.disk_partitions(all=True)}
    return [point for point, is_share in shares.items() if network or not is_share]


def nested_mount_points(folder: str) -> tuple[str, ...]:
    """Return where other volumes are mounted below an absolute path, as paths below it.

    Not on Windows, where that is rare, and to ask for it can take seconds.
    """
    if sys.platform == "win32":
        return ()
    inside = {point for point in mount_points(network=True) if is_inside(point, folder) and point != folder}
    return tuple(sorted(os.path.relpath(point, folder) for point in inside))


def _key(path: str) -> str:
    return os.path.normcase(path)


def _is_network(fstype: str, opts: str) -> bool:
    return bool(_NETWORK.fullmatch(fstype.lower())) or "remote" in opts.split(",")


def _on_linux(device: str, mount_point: str, _opts: str) -> tuple[str, str, VolumeKind]:
    if not device.startswith("/dev/"):
        return "", "", VolumeKind.UNKNOWN
    device = os.path.realpath(device)
    volume_id = _udev_name("by-uuid", device)
    label = _udev_name("by-label", device)
    block = os.path.realpath(os.path.join("/sys/class/block", os.path.basename(device)))
    removable = "/usb" in block or mount_point.startswith(("/media/", "/run/media/"))
    for folder in (block, os.path.dirname(block)):  # of a partition, or of its disk
        with contextlib.suppress(OSError), open(os.path.join(folder, "removable"), encoding="ascii") as file:
            removable = removable or file.read().strip() == "1"
    return volume_id, label, VolumeKind.REMOVABLE if removable else VolumeKind.FIXED


def _udev_name(kind: str, device: str) -> str:
    folder = os.path.join(_UDEV, kind)
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if os.path.realpath(os.path.join(folder, name)) == device:
                raw = os.fsencode(name)  # what is special is written \x20
                return os.fsdecode(re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), raw))
    return ""


def _on_windows(_device: str, mount_point: str, opts: str) -> tuple[str, str, VolumeKind]:
    try:
        serial = os.stat(mount_point).st_dev & 0xFFFFFFFF  # more bits since Python 3.12, of which these stay the same
    except OSError:
        return "", "", VolumeKind.UNKNOWN
    kinds = {"removable": VolumeKind.REMOVABLE, "cdrom": VolumeKind.REMOVABLE, "fixed": VolumeKind.FIXED}
    kind = next((kinds[word] for word in opts.split(",") if word in kinds), VolumeKind.UNKNOWN)
    return f"{serial:08X}" if serial else "", mount_point, kind


def _on_macos(_device: str, mount_point: str, _opts: str) -> tuple[str, str, VolumeKind]:
    try:
        command = ["/usr/sbin/diskutil", "info", "-plist", mount_point]
        told = subprocess.run(command, capture_output=True, timeout=_DISKUTIL_S, check=True).stdout
        facts = plistlib.loads(told)
    except (OSError, subprocess.SubprocessError, plistlib.InvalidFileException, ValueError):
        return "", "", VolumeKind.UNKNOWN
    removable = facts.get("RemovableMediaOrExternalDevice", not facts.get("Internal", True))
    kind = VolumeKind.REMOVABLE if removable else VolumeKind.FIXED
    return str(facts.get("VolumeUUID", "")), str(facts.get("VolumeName", "")), kind
