"""`status`: the library in numbers."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.output import emit, shown
from clipphotos.cli.session import Session, add_json
from clipphotos.core.photo import FailedFile, Root, RootState
from clipphotos.engine.library import Library, Status


def register(commands: SubParsers[Any]) -> None:
    """Declare the command."""
    parser = commands.add_parser("status", help="photos, files, failures, model and folders")
    add_json(parser)
    parser.set_defaults(run=status)


def status(session: Session) -> int:
    """Print the status."""
    with session.reading() as library:
        print_status(session, library)
    return 0


def print_status(session: Session, library: Library) -> None:
    """Print a library's status, as `status`, `add` and `scan` do."""
    found = library.status()
    document = {
        "library": str(library.directory),
        "photos": found.photos,
        "files": found.files,
        "embedded": found.embedded,
        "failed": _listed(found.failed),
        "skipped": _listed(found.skipped),
        "model": found.model,
        "roots": [_root(root) for root in found.roots],
    }
    emit(document, session.json, lambda: _lines(found))


def _root(root: Root) -> dict[str, object]:
    volume = {"label": root.volume.label, "kind": root.volume.kind.value, "id": root.volume.id} if root.volume else None
    return {
        "path": root.path,
        "state": root.state.value,
        "photos": root.photos,
        "reason": root.reason,
        "vanished": root.vanished,
        "polled": root.polled,
        "volume": volume,
    }


def _listed(files: tuple[FailedFile, ...]) -> list[dict[str, str]]:
    return [{"path": file.path, "reason": file.reason} for file in files]


def _lines(status: Status) -> Iterator[str]:
    for root in status.roots:
        where = f" on {shown(root.volume.label)}" if root.volume and root.volume.label else ""
        offline = "" if root.state is RootState.ONLINE else " (offline)"
        yield f"{shown(root.path)}{where}{offline}: {root.photos} photos"
        yield from (f"  {shown(sentence)}" for sentence in (root.reason, root.polled) if sentence)
    yield f"{status.photos} photos in {status.files} files, {status.embedded} embedded by the model {status.model}"
    if status.skipped:
        yield f"{len(status.skipped)} files of other kinds were left out"
    if status.failed:
        yield f"{len(status.failed)} files could not be read:"
        yield from (f"  {shown(file.path)}: {file.reason}" for file in status.failed)
