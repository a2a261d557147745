"""`search` and `similar`."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import emit, shown
from clipphotos.cli.session import Session, add_json, positive
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import SearchResult
from clipphotos.engine.library import Library

_LIMIT = 20


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser("search", help="find photos by description")
    parser.add_argument("query", nargs="+")
    _add_options(parser)
    parser.set_defaults(run=search)
    parser = commands.add_parser("similar", help="find photos that look like a file")
    parser.add_argument("file")
    _add_options(parser)
    parser.set_defaults(run=similar)


def _add_options(parser: Any) -> None:
    parser.add_argument("--limit", type=positive, default=_LIMIT, metavar="N", help=f"at most N photos ({_LIMIT})")
    add_json(parser)


def search(session: Session) -> int:
    """Print the photos that fit a description."""
    with session.reading() as library:
        _print(session, library, library.search.text(" ".join(session.args.query), session.args.limit))
    return 0


def similar(session: Session) -> int:
    """Print the photos that look like a file."""
    with session.reading() as library:
        _print(session, library, library.search.similar_file(session.args.file, session.args.limit))
    return 0


def _print(session: Session, library: Library, result: SearchResult) -> None:
    assert result.scores is not None
    found = [
        {"path": library.photos.best_path(PhotoId(photo_id)), "score": round(score, 4), "id": photo_id}
        for photo_id, score in zip(result.photo_ids.tolist(), result.scores.tolist(), strict=True)
    ]
    emit(found, session.json, lambda: (f"{hit['score']:6.1%}  {shown(hit['path'])}" for hit in found))
