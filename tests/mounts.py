"""Drives for tests: file systems in files, which are mounted for real where the system lets us."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest


class Drive:
    """An ext4 drive of a few megabytes in a file."""

    def __init__(self, image: Path) -> None:
        self.image = image
        self.at: Path | None = None

    def plug(self, at: Path, *options: str) -> None:
        at.mkdir(parents=True, exist_ok=True)
        _run("mount", "-o", ",".join(("loop", *options)), str(self.image), str(at))
        self.at = at

    def unplug(self) -> None:
        if self.at is not None:
            _run("umount", "--lazy", str(self.at))
            self.at = None

    @property
    def device(self) -> str:
        """The device that is mounted now."""
        return next(part.device for part in psutil.disk_partitions(all=True) if part.mountpoint == str(self.at))

    def cloned(self) -> Drive:
        """Return a drive with the same content, as a backup program makes it."""
        copy = self.image.with_name(f"clone-of-{self.image.name}")
        copy.write_bytes(self.image.read_bytes())
        return Drive(copy)


class Drives:
    """Makes drives, and unplugs them all at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Drive] = []

    def __call__(self, name: str) -> Drive:
        image = self._folder / f"{name}.img"
        with image.open("wb") as file:
            file.truncate(8 << 20)
        _run("mkfs.ext4", "-q", "-O", "^has_journal", "-L", name, str(image))
        return self.known(Drive(image))

    def known(self, drive: Drive) -> Drive:
        self._made.append(drive)
        return drive

    def unplug_all(self) -> None:
        for drive in reversed(self._made):  # one may be mounted below another
            drive.unplug()


@pytest.fixture
def drives(tmp_path: Path) -> Iterator[Drives]:
    if not _can_mount():
        pytest.skip("mounting drives takes rights that this process has not")
    made = Drives(tmp_path)
    yield made
    made.unplug_all()


class Silent:
    """A network share whose server never answers, until it ends."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._mounted: list[tuple[int, Path]] = []

    def mount(self, at: Path) -> None:
        at.mkdir(parents=True, exist_ok=True)
        server = os.open("/dev/fuse", os.O_RDWR)
        options = f"fd={server},rootmode=40000,user_id=0,group_id=0".encode()
        if self._libc.mount(b"nas:/photos", os.fsencode(at), b"fuse.sshfs", 0, options):
            os.close(server)
            raise OSError(ctypes.get_errno(), "mounting failed")
        self._mounted.append((server, at))

    def end(self) -> None:
        """Let go of whoever waits, and unmount."""
        while self._mounted:
            server, at = self._mounted.pop()
            os.close(server)
            _run("umount", "--lazy", str(at))


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Silent]:
    if sys.platform != "linux" or not os.path.exists("/dev/fuse") or os.geteuid() != 0:
        pytest.skip("mounting shares takes rights that this process has not")
    share = Silent()
    try:
        share.mount(tmp_path / "silent")
    except OSError:
        pytest.skip("mounting shares takes rights that this process has not")
    share.end()
    yield share
    share.end()


@cache
def _can_mount() -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    try:
        _run("losetup", "--find")
        _run("mkfs.ext4", "-V")
    except (OSError, subprocess.CalledProcessError):
        return False
    return subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"], check=False).returncode == 0


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
