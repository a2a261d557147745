"""`why`: a picture of what in a photo speaks for a text."""

from __future__ import annotations

import os
from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from clipphotos.cli.output import emit, shown, translated_lines, translations
from clipphotos.cli.session import Session, add_json, picture_at
from clipphotos.core.asking.records import HeatMap
from clipphotos.core.errors import KnownError
from clipphotos.engine.library import Library


def register(commands: SubParsers[Any]) -> None:
    """Declare the command."""
    parser = commands.add_parser("why", help="show what in a photo speaks for a text, as a heat map over it")
    parser.add_argument("file")
    parser.add_argument("text", help="a description, the name of a label, or an answer")
    parser.add_argument("--out", required=True, metavar="MAP.png", help="the picture to write")
    parser.add_argument("--force", action="store_true", help="write it in place of a file that is no photo of yours")
    add_json(parser)
    parser.set_defaults(run=why)


def why(session: Session) -> int:
    """Write a photo with the heat map of a text over it."""
    args = session.args
    with session.reading() as library:
        _check_out(library, args.out, args.file, args.force)
        picture = picture_at(library, args.file)
        heat = library.asking.why(picture, args.text)
        library.asking.draw(picture, heat, args.out)
    region = heat.region
    document = {
        "path": args.file,
        "text": args.text,
        "out": args.out,
        "probability": round(heat.probability, 4),
        "method": heat.method,
        "region": [round(side, 4) for side in (region.x, region.y, region.width, region.height)],
        "translated": translations([heat.translated] if heat.translated else []),
    }
    emit(document, session.json, lambda: _lines(args.text, args.out, heat))
    return 0


def _check_out(library: Library, out: str, photo: str, force: bool) -> None:
    """Refuse what must not be written.

    Raises:
        KnownError: it is no PNG, it is a photo, or there is such a file.
    """
    if not out.lower().endswith(".png"):
        raise KnownError(f"The picture is written as PNG: {out} must end with .png.")
    if not os.path.lexists(out):
        return
    same = False
    with suppress(OSError):
        same = os.path.samefile(out, photo)
    if same or _is_photo(library, out) or _is_photo(library, os.path.realpath(out)):
        raise KnownError(f"{out} is a photo, which is never changed: give --out another name.")
    if not force:
        raise KnownError(f"{out} is there already: give --out another name, or say --force.")


def _is_photo(library: Library, path: str) -> bool:
    try:
        library.photos.at(path)
    except KnownError:
        return False
    return True


def _lines(text: str, out: str, heat: HeatMap) -> Iterator[str]:
    yield from translated_lines([heat.translated] if heat.translated else [])
    yield f"“{shown(text)}” fits by {heat.probability:.1%}. {shown(out)} shows where: the lighter, the more."
    if min(heat.region.width, heat.region.height) < 1:
        yield "The dark part was not looked at."
