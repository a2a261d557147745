"""`album`: make, fill, list and rename albums."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import emit, number_of, shown
from clipphotos.cli.session import Session, add_json, photos_at, suggestion
from clipphotos.core.album import Album
from clipphotos.core.errors import KnownError
from clipphotos.core.label import clean_name, name_key
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    actions = commands.add_parser("album", help="albums, which hold photos in an order of their own").add_subparsers(
        required=True, metavar="ACTION"
    )
    for name, run, text, *words in (
        ("list", list_all, "every album with its photos' number"),
        ("show", show, "the files of an album, in its order", "NAME"),
        ("add", add, "put files at an album's end; it is made if it is not there", "NAME", "FILE*"),
        ("remove", remove, "take files out of an album", "NAME", "FILE+"),
        ("rename", rename, "give an album another name", "NAME", "NEW"),
        ("delete", delete, "forget an album; its photos stay", "NAME"),
    ):
        parser = actions.add_parser(name, help=text)
        for word in words:
            parser.add_argument(word.rstrip("*+").lower(), nargs=word[-1] if word[-1] in "*+" else None)
        add_json(parser)
        parser.set_defaults(run=run)


def list_all(session: Session) -> int:
    """Print every album."""
    with session.reading() as library:
        found = library.albums.list()
    emit([_document(album) for album in found], session.json, lambda: map(_line, found))
    return 0


def show(session: Session) -> int:
    """Print the files of an album."""
    with session.reading() as library:
        album = _named(library, session.args.name)
        paths = [library.photos.best_path(PhotoId(int(photo))) for photo in library.photos.ids(album=album.id)]
    emit({**_document(album), "paths": paths}, session.json, lambda: map(shown, paths))
    return 0


def add(session: Session) -> int:
    """Put files into an album."""
    name = clean_name(session.args.name, "album")
    with session.writing() as library:
        photo_ids = photos_at(library, session.args.file)
        there = {name_key(album.name): album.id for album in library.albums.list()}.get(name_key(name))
        if there is None:
            library.albums.add(name, photo_ids)
        added = len(photo_ids) if there is None else library.albums.put(there, photo_ids)
        album = library.albums.named(name)
    emit({**_document(album), "added": added}, session.json, lambda: [_line(album)])
    return 0


def remove(session: Session) -> int:
    """Take files out of an album."""
    with session.writing(create=False) as library:
        album = _named(library, session.args.name)
        removed = library.albums.take(album.id, photos_at(library, session.args.file))
        album = library.albums.named(album.name)
    if not removed:
        raise KnownError(f"No photo given is in the album “{album.name}”.")
    emit({**_document(album), "removed": removed}, session.json, lambda: [_line(album)])
    return 0


def rename(session: Session) -> int:
    """Give an album another name."""
    with session.writing(create=False) as library:
        album = library.albums.rename(_named(library, session.args.name).id, session.args.new)
    emit(_document(album), session.json, lambda: [_line(album)])
    return 0


def delete(session: Session) -> int:
    """Forget an album."""
    with session.writing(create=False) as library:
        album = _named(library, session.args.name)
        library.albums.remove(album.id)
    said = f"The album “{shown(album.name)}” was deleted; its photos stay. To have it back: clipphotos undo"
    emit({"deleted": album.name}, session.json, lambda: [said])
    return 0


def _named(library: Library, name: str) -> Album:
    """Return an album.

    Raises:
        KnownError: there is none of this name; the sentence has the nearest.
    """
    with suggestion(name, lambda: (album.name for album in library.albums.list())):
        return library.albums.named(name)


def _document(album: Album) -> dict[str, object]:
    return {"album": album.name, "photos": album.photos}


def _line(album: Album) -> str:
    return f"{shown(album.name)}: {number_of(album.photos, 'photo')}"
