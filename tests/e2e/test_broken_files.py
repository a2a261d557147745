"""Every odd and hostile file is indexed or listed with a reason, and never stops the others."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.e2e.conftest import Program


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_broken_file_is_indexed_or_listed(tmp_path: Path, program: Program, shared_data: Path) -> None:
    folder = (shared_data / "broken" / "files").resolve()
    process = program.start("add", str(folder), "--json")
    out, err = process.communicate(timeout=590)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    status = program.json("status")
    assert status == json.loads(out)
    listed = [*status["failed"], *status["skipped"]]
    assert all(entry["reason"] for entry in listed)
    on_disk = {
        os.path.join(where, name)
        for where, folders, names in os.walk(folder)
        for name in names
        if not name.startswith(".")
    }
    assert len(on_disk) == status["files"] + len(listed)
    assert {entry["path"] for entry in listed} <= on_disk
    assert status["embedded"] == status["photos"] > 300
