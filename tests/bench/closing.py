"""How long closing a big library takes: `python -m tests.bench.closing [PHOTOS] [--cache DIR]`.

Each line is one session in which a person set a tag or did nothing. What the backup is part of is timed as a user has
it: from asking the library to close until its threads, processes and files are gone.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clipphotos.engine import backups
from clipphotos.engine.library import Library
from tests.bench.labels import fill


def main() -> None:
    """Print a line for each way to close."""
    parser = argparse.ArgumentParser(description="Close a big library.")
    parser.add_argument("photos", type=int, nargs="?", default=100_000)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        library = Library(Path(directory), args.cache)
        fill(library, args.photos)
        ids = library.photos.ids().tolist()
        library.tags.add("First", ids[::10])
        with _timed("as it was made, without any backup yet", library):
            pass
        for what, allowed_s in (("first backup takes too long", 0.1), ("again", 0.1), ("first backup", 60.0)):
            for backup in backups.list_for(Path(directory)):
                backup.path.unlink()
            backups.CLOSING_S = allowed_s
            _session(args.cache, directory, what, ids)
        backups.CLOSING_S = 2.0
        _session(args.cache, directory, "one more backup", ids)
        _session(args.cache, directory, "nothing was changed", [])
        for made in backups.list_for(Path(directory)):
            print(f"{made.path.name}: {made.size / 1e6:.0f} MB in {made.seconds:.2f} s")


def _session(cache: Path, directory: str, what: str, ids: list[int]) -> None:
    library = Library(Path(directory), cache)
    library.start(watch=False)
    library.wait_until_done()
    library.tags.add(what, ids[:10])
    with _timed(what, library):
        pass


@contextmanager
def _timed(what: str, library: Library) -> Iterator[None]:
    yield
    started = time.perf_counter()
    library.close()
    print(f"{what}: closed in {time.perf_counter() - started:.2f} s", flush=True)


if __name__ == "__main__":
    main()
