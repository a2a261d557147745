"""`rate`: give files stars."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import emit, number_of
from clipphotos.cli.session import Session, add_json, photos_at
from clipphotos.core.photo import MOST_STARS


def register(commands: SubParsers[Any]) -> None:
    """Declare the command."""
    parser = commands.add_parser("rate", help="give files 1 to 5 stars, or none by 0")
    parser.add_argument("stars", type=int, choices=range(MOST_STARS + 1), metavar="STARS")
    parser.add_argument("file", nargs="+")
    add_json(parser)
    parser.set_defaults(run=rate)


def rate(session: Session) -> int:
    """Rate files."""
    stars = session.args.stars
    with session.writing() as library:
        photo_ids = photos_at(library, session.args.file)
        library.photos.rate(photo_ids, stars)
    rated = f"{number_of(len(photo_ids), 'photo')}: {number_of(stars, 'star') if stars else 'no rating'}."
    emit({"rating": stars, "photos": len(photo_ids)}, session.json, lambda: [rated])
    return 0
