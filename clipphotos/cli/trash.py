"""`trash`: move photos to the system's trash."""

from __future__ import annotations

import sys
from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.output import complain, emit, number_of
from clipphotos.cli.session import Session, add_json, photos_at
from clipphotos.core.errors import KnownError
from clipphotos.engine.trash import Plan, Thrown


def register(commands: SubParsers[Any]) -> None:
    """Declare the command."""
    parser = commands.add_parser("trash", help="move photos to the system's trash, with all their copies")
    parser.add_argument("file", nargs="+")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_json(parser)
    parser.set_defaults(run=trash)


def trash(session: Session) -> int:
    """Move photos to the trash, asking before; 1 if some stay or the answer is no."""
    with session.writing(create=False) as library:
        photo_ids = photos_at(library, session.args.file)
        plan = library.trash.plan(photo_ids)
        if not session.args.yes and plan.files and not _agrees(plan):
            emit({"photos": 0, "files": 0, "failed": []}, session.json, lambda: ["Nothing was moved."])
            return 1
        thrown = library.trash.throw(photo_ids)
    failed = [{"path": file.path, "reason": file.reason} for file in thrown.failed]
    emit({"photos": thrown.photos, "files": thrown.files, "failed": failed}, session.json, lambda: _lines(thrown))
    return 1 if failed else 0


def _agrees(plan: Plan) -> bool:
    if not sys.stdin.isatty():
        raise KnownError("There is no terminal to ask on. Say --yes to move photos to the trash without a question.")
    print(f"Move {_counted(plan.photos, plan.files)} to the trash? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _lines(thrown: Thrown) -> Iterator[str]:
    if thrown.photos:
        yield f"{_counted(thrown.photos, thrown.files)} moved to the trash; clipphotos undo puts them back."
    for file in thrown.failed:
        complain(f"{file.path} stays: {file.reason}")


def _counted(photos: int, files: int) -> str:
    """Return "2 photos", or "2 photos (3 files)" where there are copies."""
    return number_of(photos, "photo") + (f" ({number_of(files, 'file')})" if files != photos else "")
