"""Kills a process while it migrates a catalogue, at one write after another: `interrupting FOLDER FORMAT TIMES`.

The process kills itself with SIGKILL right before or in the middle of its Nth write or sync, for N spread over all of
them, so no moment is left to chance.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import apsw

from clipphotos.store import migrate
from clipphotos.store.catalogue import Catalogue
from tests.faults.content import make_catalogue
from tests.faults.faulty import Plan, file_system
from tests.faults.outcome import Outcome
from tests.faults.person import damage_in
from tests.faults.scenario import dump

_PHOTOS = 300


def _migrate(path: Path, on_moment: Callable[[int], None]) -> int:
    """Open a catalogue, which migrates it; return at how many moments it can be killed."""
    plan = Plan(on_operation=on_moment)
    with file_system(plan):
        Catalogue(path).close()
    return plan.operations


def _killed_at(path: Path, at: int) -> bool:
    """Migrate in a process that is killed at an operation; return whether it was."""
    child = os.fork()
    if child == 0:

        def die(number: int) -> None:
            if number == at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            _migrate(path, die)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _wrong(path: Path) -> list[str]:
    """Return what is wrong with a file that must be a catalogue of the newest format."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        newest = migrate.migrations()[-1][0]
        old = [] if db.pragma("user_version") == newest else ["it is not of the newest format"]
        return old + damage_in(db)
    finally:
        db.close()


def main(folder: Path, number: int, times: int) -> Outcome:
    """Kill at so many points, each time with a new copy, and open what is left."""
    base = make_catalogue(folder / "base.db", number, _PHOTOS)
    before = dump(base)
    place = folder / "library"

    def fresh() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(base, place / "catalogue.db")
        return place / "catalogue.db"

    path = fresh()
    moments = _migrate(path, lambda _: None)
    expected = dump(path)
    failures = [
        f"format {number}: {table} lost or gained rows"
        for table in ("decision", "photo_tag", "photo", "file", "root")
        if len(expected[table]) != len(before[table])
    ]
    killed = 0
    for kill in range(times):
        at = kill * moments // times
        path = fresh()
        killed += _killed_at(path, at)
        left = [it for it in place.rglob("*.db") if it != path]  # copies of before the migration
        problems = [f"the copy {it.name} is not what there was" for it in left if dump(it) != before]
        Catalogue(path).close()
        problems += _wrong(path)
        if dump(path) != expected:
            problems.append("what was migrated after it is something else")
        failures += [f"format {number}, killed at {at}: {problem}" for problem in problems]
    return Outcome(times, failures, f"format {number}: {killed} of {moments} moments")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])).tell()
