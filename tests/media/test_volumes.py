"""Which volume a folder lies on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from clipphotos.core.photo import VolumeKind
from clipphotos.media import volumes
from tests.mounts import Drives, drives

__all__ = ["drives"]

linux = pytest.mark.skipif(sys.platform != "linux", reason="is about Linux")


@linux
def test_a_folder_lies_on_the_innermost_drive(tmp_path: Path, drives: Drives) -> None:
    outer, inner = drives("OUTER"), drives("INNER")
    outer.plug(tmp_path / "mnt")
    (tmp_path / "mnt" / "photos-more").mkdir()
    inner.plug(tmp_path / "mnt" / "photos")
    assert volumes.volume_of(str(tmp_path / "mnt" / "photos" / "a")).mount_point == str(tmp_path / "mnt" / "photos")
    assert volumes.volume_of(str(tmp_path / "mnt" / "photos-more")).mount_point == str(tmp_path / "mnt")
    assert volumes.nested_mount_points(str(tmp_path / "mnt")) == ("photos",)
    assert volumes.nested_mount_points(str(tmp_path)) == ("mnt", os.path.join("mnt", "photos"))
    assert str(tmp_path / "mnt" / "photos") in volumes.mount_points(network=False)


@linux
def test_of_two_drives_at_one_place_the_later_counts(
    tmp_path: Path, drives: Drives, monkeypatch: pytest.MonkeyPatch
) -> None:
    below, above = drives("BELOW"), drives("ABOVE")
    (tmp_path / "disk" / "by-uuid").mkdir(parents=True)
    (tmp_path / "disk" / "by-label").mkdir()
    monkeypatch.setattr(volumes, "_UDEV", str(tmp_path / "disk"))
    for drive, uuid in ((below, "below"), (above, "above")):
        drive.plug(tmp_path / f"mount of {uuid}")
        (tmp_path / "disk" / "by-uuid" / uuid).symlink_to(drive.device)
        (tmp_path / "disk" / "by-label" / rf"{uuid}\x20drive").symlink_to(drive.device)
    found = volumes.volume_of(str(tmp_path / "mount of below"))
    assert (found.id, found.label) == ("below", "below drive")
    subprocess.run(["mount", "--bind", tmp_path / "mount of above", tmp_path / "mount of below"], check=True)
    try:
        assert volumes.volume_of(str(tmp_path / "mount of below" / "x")).id == "above"
    finally:
        subprocess.run(["umount", tmp_path / "mount of below"], check=True)
    assert volumes.volume_of(str(tmp_path / "mount of below" / "x")).id == "below"


@linux
def test_a_drive_is_removable_where_the_system_mounts_such(drives: Drives, tmp_path: Path) -> None:
    at = Path("/media") / f"clipphotos-test-{os.getpid()}"
    drive = drives("STICK")
    drive.plug(at)
    try:
        assert volumes.volume_of(str(at / "DCIM")).kind is VolumeKind.REMOVABLE
    finally:
        drive.unplug()
        at.rmdir()


@pytest.mark.parametrize(
    ("fstype", "kind"),
    [
        *(
            (name, VolumeKind.NETWORK)
            for name in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "virtiofs")
        ),
        *((name, VolumeKind.UNKNOWN) for name in ("fuseblk", "tmpfs", "overlay", "zfs")),
    ],
)
def test_network_shares_are_known_by_their_file_system(
    monkeypatch: pytest.MonkeyPatch, fstype: str, kind: VolumeKind
) -> None:
    share = psutil._ntuples.sdiskpart(device="server:/photos", mountpoint="/net", fstype=fstype, opts="rw")
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: [share])
    volume = volumes.volume_of("/net/2024")
    assert (volume.kind, volume.id) == (kind, "")
    assert volumes.mount_points(network=True) == ["/net"]
    assert volumes.mount_points(network=False) == ([] if kind is VolumeKind.NETWORK else ["/net"])


def test_a_network_share_that_covers_a_local_mount_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [
        psutil._ntuples.sdiskpart(device=device, mountpoint="/net", fstype=fstype, opts="rw")
        for device, fstype in (("systemd-1", "autofs"), ("server:/photos", "nfs4"))
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: parts)
    assert (volumes.mount_points(network=False), volumes.mount_points(network=True)) == ([], ["/net"])


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/Camera Uploads", "Dropbox"),
        ("OneDrive - Contoso/Pictures", "OneDrive - Contoso"),
        ("Library/Mobile Documents/com~apple~CloudDocs/a", "Mobile Documents"),
        ("Google Drive/photos", "Google Drive"),
    ],
)
def test_folders_of_sync_programs_are_known_by_their_names(tmp_path: Path, folder: str, service: str) -> None:
    volume = volumes.volume_of(str(tmp_path / folder))
    assert (volume.kind, volume.label, volume.id) == (VolumeKind.CLOUD, service, "")


@pytest.mark.parametrize("folder", ["Omega", "Dropboxes", "my drives"])
def test_other_names_are_no_sync_programs(tmp_path: Path, folder: str) -> None:
    assert volumes.volume_of(str(tmp_path / folder)).kind is not VolumeKind.CLOUD


def test_a_link_leads_to_the_volume_of_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/proc")
    assert volumes.volume_of(str(tmp_path / "link")).mount_point == "/proc"
