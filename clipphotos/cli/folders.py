"""`add`, `scan`, `watch`: bring the library up to date."""

from __future__ import annotations

import signal
import threading
from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import ProgressDisplay, complain, number_of
from clipphotos.cli.session import Session, add_json
from clipphotos.cli.status import print_status
from clipphotos.core.errors import KnownError
from clipphotos.engine.library import Library


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser("add", help="watch folders from now on; scan and embed them, then exit")
    parser.add_argument("folder", nargs="+")
    add_json(parser)
    parser.set_defaults(run=add)
    parser = commands.add_parser("scan", help="bring the library up to date, then exit")
    parser.add_argument(
        "--accept-missing",
        action="store_true",
        help="files that vanished at once, of which `status` tells, are gone; their tags stay with their photos",
    )
    add_json(parser)
    parser.set_defaults(run=scan)
    parser = commands.add_parser("watch", help="keep the library up to date until interrupted")
    parser.set_defaults(run=watch, json=False)


def add(session: Session) -> int:
    """Add folders; the good ones are added even if others are not."""
    problems = []
    with session.writing() as library:
        added = []
        for folder in session.args.folder:
            try:
                added.append(library.roots.add(folder))
            except KnownError as error:
                problems.append(str(error))
        if not added:
            raise KnownError(" ".join(problems))
        _finish(library)
        ids = {root.id for root in added}
        for root in library.roots.list():
            if root.id in ids and not root.photos:
                problems.append(f"There are no photos in {root.path}; it is watched from now on.")
        print_status(session, library)
    for problem in problems:
        complain(problem)
    return int(bool(problems))


def scan(session: Session) -> int:
    """Scan every root and embed what is new."""
    with session.writing() as library:
        if not library.roots.list():
            raise KnownError("No folder is watched yet. Add one with: clipphotos add FOLDER")
        if session.args.accept_missing:
            for root in library.roots.list():
                if root.vanished:
                    library.roots.accept_missing(root.id)
        _finish(library)
        print_status(session, library)
        held = sum(root.vanished for root in library.roots.list())
    if held:
        complain(f"{number_of(held, 'file')} vanished. If they are gone for good: clipphotos scan --accept-missing")
    return 0


def watch(session: Session) -> int:
    """Keep the library in step with its folders until SIGINT or SIGTERM."""
    interrupted = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: interrupted.set())
    with session.writing() as library, ProgressDisplay() as display:
        library.subscribe(display)
        library.start()
        while not interrupted.wait(1.0):  # a wait without end would not see the signal on Windows
            pass
    return 0


def _finish(library: Library) -> None:
    """Scan and embed, showing progress; an interruption keeps what was done."""
    with ProgressDisplay() as display:
        library.subscribe(display)
        library.start(watch=False)
        library.wait_until_done()
