"""`tags` and `tag`: keywords on photos."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.output import emit, number_of, shown
from clipphotos.cli.session import Session, add_json, photos_at, refresh_labels
from clipphotos.core.label import clean_name, name_key
from clipphotos.core.photo import PhotoDetails, Tag
from clipphotos.engine.library import Library


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser("tags", help="every tag, or the tags, rating and albums of files")
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
    """Print all tags with their counts, or of files the tags with where they come from, the rating and the albums."""
    with session.reading() as library:
        if not session.args.file:
            counts = library.tags.list()
            document: object = [{"tag": name, "photos": count} for name, count in counts]
            emit(document, session.json, lambda: (f"{name}: {count}" for name, count in counts))
            return 0
        found = {path: library.photos.details(library.photos.at(path)) for path in session.args.file}
    document = [
        {
            "path": path,
            "tags": [_document(tag) for tag in photo.tags],
            "rating": photo.rating,
            "albums": list(photo.albums),
        }
        for path, photo in found.items()
    ]
    emit(document, session.json, lambda: (line for path, photo in found.items() for line in _lines(path, photo)))
    return 0


def _document(tag: Tag) -> dict[str, object]:
    return {
        "tag": tag.name,
        "by": "label" if tag.by_label else "person",
        "at": tag.tagged_at,
        "label": tag.label,
        "label_version": tag.label_version,
        "model": tag.model,
        "score": None if tag.score is None else round(tag.score, 4),
    }


def _lines(path: str, photo: PhotoDetails) -> Iterator[str]:
    yield f"{shown(path)}: {'' if photo.tags else 'no tags'}".rstrip()
    if photo.rating:
        yield f"  {number_of(photo.rating, 'star')}"
    for album in photo.albums:
        yield f"  in the album “{shown(album)}”"
    for tag in photo.tags:
        by = "" if tag.by_label else "a person"
        if tag.label is not None:
            by += "" if tag.by_label else ", proposed by " if tag.score is not None else ", as "
            by += f"the label {shown(tag.label)}"
        if tag.score is not None:
            by += f" (version {tag.label_version}, model {tag.model}, {tag.score:.0%})"
        yield f"  {shown(tag.name)}: by {by}"


def change(session: Session) -> int:
    """Add a tag to files or remove it."""
    adding = session.args.action == "add"
    with session.writing() as library:
        photo_ids = photos_at(library, session.args.file)
        (library.tags.add if adding else library.tags.remove)(session.args.tag, photo_ids)
        if _is_label(library, session.args.tag):  # then it was a decision to learn from
            refresh_labels(library)
    document = {"tag": session.args.tag, "added" if adding else "removed": len(photo_ids)}
    emit(
        document, session.json, lambda: [f"{number_of(len(photo_ids), 'photo')} {'tagged' if adding else 'untagged'}."]
    )
    return 0


def _is_label(library: Library, name: str) -> bool:
    key = name_key(clean_name(name, "tag"))
    return any(name_key(label.name) == key for label in library.labels.list())
