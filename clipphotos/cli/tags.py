"""`tags` and `tag`: keywords on photos."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.output import emit, shown
from clipphotos.cli.session import Session, add_json, photos_at
from clipphotos.core.photo import PhotoDetails


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser("tags", help="every tag, or the tags of files")
    parser.add_argument("file", nargs="*")
    add_json(parser)
    parser.set_defaults(run=show)
    actions = commands.add_parser("tag", help="tag files by hand").add_subparsers(required=True, metavar="ACTION")
    for action in ("add", "remove"):
        parser = actions.add_parser(action, help=f"{action} a tag")
        parser.add_argument("tag")
        parser.add_argument("file", nargs="+")
        add_json(parser)
        parser.set_defaults(run=change, action=action)


def show(session: Session) -> int:
    """Print all tags with their counts, or the tags of files with where they come from."""
    with session.reading() as library:
        if not session.args.file:
            counts = library.tags.list()
            document: object = [{"tag": name, "photos": count} for name, count in counts]
            emit(document, session.json, lambda: (f"{name}: {count}" for name, count in counts))
            return 0
        photo_ids = photos_at(library, session.args.file)
        found = dict(zip(session.args.file, map(library.photos.details, photo_ids), strict=True))
    document = [
        {
            "path": path,
            "tags": [
                {"tag": t.name, "by": "label" if t.by_label else "person", "score": t.score, "model": t.model}
                for t in details.tags
            ],
        }
        for path, details in found.items()
    ]
    emit(document, session.json, lambda: _lines(found))
    return 0


def _lines(found: dict[str, PhotoDetails]) -> Iterator[str]:
    for path, details in found.items():
        names = [f"{tag.name} (label, {tag.score:.0%})" if tag.by_label else tag.name for tag in details.tags]
        yield f"{shown(path)}: {', '.join(names) or 'no tags'}"


def change(session: Session) -> int:
    """Add a tag to files or remove it."""
    adding = session.args.action == "add"
    with session.writing() as library:
        photo_ids = photos_at(library, session.args.file)
        (library.tags.add if adding else library.tags.remove)(session.args.tag, photo_ids)
    document = {"tag": session.args.tag, "added" if adding else "removed": len(photo_ids)}
    emit(document, session.json, lambda: [f"{len(photo_ids)} photos {'tagged' if adding else 'untagged'}."])
    return 0
