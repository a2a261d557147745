"""`kill -9` at random moments of indexing: each restart goes on, no photo twice, none missing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import psutil

from tests.e2e.conftest import Program
from tests.photos import write_photos

KILLS = 20
PHOTOS = 400
PER_ROUND = PHOTOS // KILLS


def test_killed_at_random_moments(
    tmp_path: Path, program: Program, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    rng = random.Random(int.from_bytes(os.urandom(4)))
    write_photos(tmp_path / "photos", 1)
    assert program.run("add", str(tmp_path / "photos")).returncode == 0
    interrupted = 0
    for kill in range(KILLS):
        write_photos(tmp_path / "photos", PER_ROUND, first_seed=1 + kill * PER_ROUND)
        process = program.start("scan")
        children = psutil.Process(process.pid)
        try:
            # From before the library is open until after the last commit of this round.
            process.wait(timeout=rng.uniform(0.2, 2.5))
        except subprocess.TimeoutExpired:
            workers = children.children(recursive=True)
            process.send_signal(signal.SIGKILL)
            process.wait()
            interrupted += 1
            _, alive = psutil.wait_procs(workers, timeout=5)
            assert not alive, "decode workers outlived the program"
        before = rows("SELECT photo_id, vector FROM embedding")
        assert len({photo for photo, _ in before}) == len(before)
    assert interrupted > KILLS // 4

    committed = dict(rows("SELECT photo_id, vector FROM embedding"))
    assert program.run("scan").returncode == 0
    after = dict(rows("SELECT photo_id, vector FROM embedding"))
    assert committed.items() <= after.items(), "a committed embedding was made again or lost"
    status = program.json("status")
    total = 1 + KILLS * PER_ROUND
    assert (status["photos"], status["files"], status["embedded"]) == (total, total, total)
    assert status["failed"] == []
    assert rows("SELECT count(*), count(DISTINCT hash) FROM photo") == [(total, total)]
    assert rows("SELECT count(*) FROM file") == [(total,)]
    assert rows("PRAGMA integrity_check") == [("ok",)]


def test_an_interrupted_add_says_so_and_goes_on(tmp_path: Path, program: Program) -> None:
    write_photos(tmp_path / "photos", 200)
    process = program.start("add", str(tmp_path / "photos"))
    database = tmp_path / "library" / "catalogue.db"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and _embedded(database) < 8:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert program.json("scan")["embedded"] == 200


def _embedded(database: Path) -> int:
    if not database.exists():
        return 0
    db = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    db.set_busy_timeout(5000)
    try:
        return int(db.execute("SELECT count(*) FROM embedding").get)
    except apsw.SQLError:  # the tables are not made yet
        return 0
    finally:
        db.close()
