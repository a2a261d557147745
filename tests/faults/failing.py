"""Does everything that writes to a catalogue while one write or sync fails, for all of them: `failing FOLDER TIMES`."""

from __future__ import annotations

import contextlib
import itertools
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import apsw

from clipphotos.core.errors import KnownError
from clipphotos.engine import backups
from clipphotos.store.backups import backup
from clipphotos.store.catalogue import Catalogue
from tests.faults.content import make_catalogue
from tests.faults.faulty import Fault, Plan, file_system
from tests.faults.outcome import Outcome
from tests.faults.person import damage_in
from tests.faults.scenario import Expected, dump, prepare, steps

_OPEN = "open"


def _open(path: Path, problems: list[str], *, again: bool) -> Catalogue | None:
    """Open and migrate; where that fails, once more if it is to work then."""
    for attempt in range(1 + again):
        try:
            catalogue = Catalogue(path)
            prepare(catalogue)
            return catalogue
        except KnownError:
            if attempt:
                problems.append("it cannot be opened although the disk works again")
        except Exception as error:
            problems.append(f"opening raised {error!r}")
    return None


def _run(path: Path, plan: Plan, expected: Expected) -> list[str]:
    """Do the steps on a failing disk; return what is wrong then, and after it was opened on a disk that works."""
    problems: list[str] = []
    acknowledged, failed = [], []
    with file_system(plan):
        catalogue = _open(path, problems, again=not plan.lasting)
        if catalogue is not None:
            for name, step in steps(catalogue).items():
                fired = plan.fired
                try:
                    step()
                    acknowledged.append(name)
                except KnownError:
                    failed.append(name)
                    if fired and not plan.lasting:
                        problems.append(f"“{name}” failed although the disk works again")
                except Exception as error:
                    failed.append(name)
                    problems.append(f"“{name}” raised {error!r}")
            # What fails when SQLite empties its log at the end is told by APSW, of file systems in Python only.
            with contextlib.suppress(apsw.IOError, apsw.FullError):
                catalogue.close()
    made = [it for it in backups.list_for(path.parent) if it.path.parent != path.parent]
    problems += [f"the backup {it.path.name} is damaged" for it in made if not (it.verified and backup.is_intact(it))]
    if "back up" in acknowledged and not made:
        problems.append("there is no backup")
    db = apsw.Connection(str(path))
    problems += damage_in(db)
    db.close()
    Catalogue(path).close()
    # Where the log could not be synced, what was refused may be there, but whole: the last change, and one whose commit
    # was done when a sync of SQLite's own housekeeping failed (which only APSW tells, of file systems in Python).
    found = dump(path)
    kept = (more for count in range(3) for more in itertools.combinations(failed, count))
    if not any(found == expected.after([*acknowledged, *more]) for more in kept):
        problems.append(f"something was lost, or is half; {acknowledged} were acknowledged, {failed} failed")
    return problems


def _points(writes: int, syncs: int) -> Iterator[tuple[Fault, int, bool]]:
    for fault in Fault:
        for at in range(syncs if fault is Fault.UNSYNCED else writes):
            yield fault, at, False
            yield fault, at, True


def main(folder: Path, times: int) -> Outcome:
    """Fail at every point, or at so many of them."""
    base = make_catalogue(folder / "base.db")
    expected = Expected(base, folder / "expected")
    place = folder / "library"

    def run(plan: Plan) -> list[str]:
        place.mkdir()
        shutil.copy(base, place / "catalogue.db")
        found = _run(place / "catalogue.db", plan, expected)
        shutil.rmtree(place)
        return found

    counted = Plan()
    failures = run(counted)
    points = list(_points(counted.writes, counted.syncs))
    if times < len(points):
        points = random.Random(times).sample(points, times)
    fired = Counter[str]()
    for fault, at, lasting in points:
        plan = Plan(fault, at, lasting)
        when = f"{fault.name} {'from' if lasting else 'at'} {at}"
        failures += [f"{when}: {problem}" for problem in run(plan)]
        fired[fault.name.lower()] += plan.fired
    seen = ", ".join(f"{count:,} {name}" for name, count in sorted(fired.items()))
    return Outcome(len(points), failures, f"of {counted.writes} writes and {counted.syncs} syncs: {seen}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2])).tell()
