"""How long closing a big library takes that a person changed: `python -m tests.bench.closing [PHOTOS] [--cache DIR]`.

Each line is a session: made-up photos, a thousand of them tagged, then closed, with the backup that this makes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from clipphotos.engine import backups
from clipphotos.engine.library import Library
from tests.bench import labels


def main() -> None:
    """Print a line for each way to close."""
    parser = argparse.ArgumentParser(description="Close a big library.")
    parser.add_argument("photos", type=int, nargs="?", default=100_000)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        library = Library(Path(directory), args.cache)
        labels._fill(library, args.photos, 0)
        library.close()
        for made in backups.list_for(Path(directory)):
            made.path.unlink()
        usual_s = backups.CLOSING_S
        _session(Path(directory), args.cache, "first backup given up at once", 0.0)
        _session(Path(directory), args.cache, "left to the background", usual_s)
        library = Library(Path(directory), args.cache)
        library.backups.make()
        library.close()
        _session(Path(directory), args.cache, "backed up", usual_s)


def _session(directory: Path, cache: Path, what: str, closing_s: float) -> None:
    backups.CLOSING_S = closing_s
    library = Library(directory, cache)
    library.start(watch=False)
    library.wait_until_done()
    library.tags.add(what, library.photos.ids().tolist()[:1000])
    started = time.perf_counter()
    library.close()
    seconds = time.perf_counter() - started
    newest = next(iter(backups.list_for(directory)), None)
    print(f"{what}: {seconds:.2f} s" + (f", the backup {newest.seconds:.2f} s" if newest else ""), flush=True)


if __name__ == "__main__":
    main()
