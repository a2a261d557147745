"""Writes that fail, power cuts and full disks: what was acknowledged stays, the rest is refused, and work goes on."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipphotos.media import thumbnails
from tests.faults.conftest import Photos
from tests.photos import write_photos


def test_a_write_or_sync_that_fails_loses_nothing(quick_folder: Path, try_out: Callable[..., None]) -> None:
    try_out("write_faults", "failing", quick_folder)


def test_a_power_cut_loses_nothing(quick_folder: Path, try_out: Callable[..., None]) -> None:
    try_out("power_cuts", "cutting", quick_folder)


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(
    tmp_path: Path, try_out: Callable[..., None], guarded: Photos, model_cache: Path
) -> None:
    disk, photos = tmp_path / "disk", tmp_path / "photos"
    disk.mkdir()
    guarded.register(write_photos(photos, 40))
    mount = f"mount -t tmpfs -o size=24m tmpfs '{disk}'"
    alone = ("unshare", "-rm", "sh", "-c")
    if shutil.which("unshare") is None or subprocess.run([*alone, mount], check=False).returncode:
        pytest.skip("cannot mount a small file system here")
    through = (*alone, f'{mount} && exec "$0" "$@"')
    try_out("full_disks", "full_disk", disk, photos, model_cache, through=through)


def test_a_thumbnail_that_does_not_fit_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    """A write that stops short is no error to the system, and was none to Pillow."""
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (150, 200, 3), np.uint8))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            thumbnails.write(noise, tmp_path / "a.jpg")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []
