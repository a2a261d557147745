"""Folders that may not be read are told, and nothing is concluded about what is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import Program
from tests.photos import write_photos

NOBODY = 65534
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Root without the right to read everything."""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders have no such permissions here")
def test_a_closed_subfolder_is_told_and_hides_nothing(tmp_path: Path, program: Program) -> None:
    root = os.geteuid() == 0
    closed = tmp_path / "photos" / "closed"
    write_photos(tmp_path / "photos", 2)
    write_photos(closed, 2, first_seed=10)
    assert program.json("add", str(tmp_path / "photos"))["photos"] == 4

    closed.chmod(0)
    if root:
        os.chown(closed, NOBODY, NOBODY)
    try:
        process = program.start("scan", through=POWERLESS if root else ())
        _, err = process.communicate(timeout=60)
    finally:
        closed.chmod(0o755)
    assert process.returncode == 0
    assert f"{closed} cannot be read" in err
    assert program.json("status")["photos"] == 4
