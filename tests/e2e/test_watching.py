"""What happens in the folders while the program runs is in the catalogue within seconds."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.e2e.conftest import Program
from tests.photos import write_photo, write_photos

WITHIN_S = 5.0


def test_copies_renames_moves_and_deletions_while_watching(
    tmp_path: Path, program: Program, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    photos = tmp_path / "photos"
    old = write_photos(photos, 40)
    (photos / "album").mkdir()
    assert program.run("add", str(photos)).returncode == 0
    before = rows("SELECT id, photo_id FROM embedding ORDER BY id")
    process = program.start("watch")
    time.sleep(3)

    for number in range(50):
        write_photo(photos / f"new_{number}.jpg", 1000 + number)
    for path in old[:10]:
        path.rename(path.with_name(f"renamed_{path.name}"))
    for path in old[10:20]:
        path.rename(photos / "album" / path.name)
    for path in old[20:25]:
        path.unlink()

    wanted = [("missing", 5), ("present", 85)]
    started = time.monotonic()
    while (found := rows("SELECT state, count(*) FROM file GROUP BY state ORDER BY state")) != wanted:
        assert time.monotonic() - started < WITHIN_S, found
        time.sleep(0.1)
    on_disk = {str(path) for path in photos.rglob("*.jpg")}
    assert set(_paths(rows)) == on_disk
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0

    assert program.json("scan")["embedded"] == 85
    after = rows("SELECT id, photo_id FROM embedding ORDER BY id")
    assert after[: len(before)] == before
    assert len(after) == 90


def test_a_file_is_taken_when_it_has_stopped_growing(
    tmp_path: Path, program: Program, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    whole = write_photo(tmp_path / "whole.jpg", 1).read_bytes()
    write_photos(tmp_path / "photos", 1)
    assert program.run("add", str(tmp_path / "photos")).returncode == 0
    process = program.start("watch")
    time.sleep(3)
    with (tmp_path / "photos" / "slow.jpg").open("wb") as file:
        for start in range(0, len(whole), len(whole) // 8 + 1):
            file.write(whole[start : start + len(whole) // 8 + 1])
            file.flush()
            time.sleep(0.4)
            assert rows("SELECT count(*) FROM file WHERE state != 'present'") == [(0,)]
    deadline = time.monotonic() + 10
    while rows("SELECT count(*) FROM embedding") != [(2,)]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert rows("SELECT count(*) FROM photo") == [(2,)]


def _paths(rows: Callable[[str], list[tuple[Any, ...]]]) -> list[str]:
    found = rows(
        """SELECT root.path, folder, name FROM file JOIN root ON root.id = root_id WHERE file.state = 'present'"""
    )
    return [str(Path(root.decode()) / folder.decode() / name.decode()) for root, folder, name in found]
