"""`album`: make, fill, list and rename albums; smart albums show what a query finds."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from dataclasses import replace
from typing import Any

from clipphotos.cli.output import complain, emit, number_of, shown
from clipphotos.cli.session import Session, add_json, photos_at, suggestion
from clipphotos.core.album import Album
from clipphotos.core.errors import KnownError
from clipphotos.core.label import clean_name, name_key
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
        ("query", query, "show or change what a smart album looks for", "NAME", "TEXT*"),
        ("remove", remove, "take files out of an album", "NAME", "FILE+"),
        ("rename", rename, "give an album another name", "NAME", "NEW"),
        ("delete", delete, "forget an album; its photos stay", "NAME"),
    ):
        parser = actions.add_parser(name, help=text)
        for word in words:
            parser.add_argument(word.rstrip("*+").lower(), nargs=word[-1] if word[-1] in "*+" else None)
        if run is add:
            parser.add_argument("--query", metavar="TEXT", help="make a smart album, of the photos that this finds")
        add_json(parser)
        parser.set_defaults(run=run)


def list_all(session: Session) -> int:
    """Print every album."""
    with session.reading() as library:
        found = [_counted(library, album) for album in library.albums.list()]
    emit([_document(album) for album in found], session.json, lambda: map(_line, found))
    return 0


def show(session: Session) -> int:
    """Print the files of an album."""
    with session.reading() as library:
        album = _named(library, session.args.name)
        photo_ids = library.albums.photos(album.id).tolist()
        paths = [library.photos.best_path(photo_id) for photo_id in photo_ids]
    album = replace(album, photos=len(paths))
    emit({**_document(album), "paths": paths}, session.json, lambda: map(shown, paths))
    return 0


def add(session: Session) -> int:
    """Put files into an album, or make a smart one."""
    name = clean_name(session.args.name, "album")
    if session.args.query is not None and session.args.file:
        raise KnownError("A smart album holds no files: give it either a query or files.")
    with session.writing() as library:
        photo_ids = photos_at(library, session.args.file)
        there = {name_key(album.name): album.id for album in library.albums.list()}.get(name_key(name))
        if there is None or session.args.query is not None:
            library.albums.add(name, photo_ids, session.args.query)
        added = len(photo_ids) if there is None else library.albums.put(there, photo_ids)
        album = _counted(library, library.albums.named(name))
    emit({**_document(album), "added": added}, session.json, lambda: [_line(album)])
    return 0


def query(session: Session) -> int:
    """Print what a smart album looks for, or let it look for something else."""
    text = " ".join(session.args.text)
    with session.writing(create=False) if session.args.text else session.reading() as library:
        album = _named(library, session.args.name)
        if session.args.text:
            album = library.albums.set_query(album.id, text)
        elif not album.smart:
            raise KnownError(f"“{album.name}” is no smart album.")
        album = _counted(library, album)
    emit(_document(album), session.json, lambda: [_line(album)])
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
        album = _counted(library, library.albums.rename(_named(library, session.args.name).id, session.args.new))
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


def _counted(library: Library, album: Album) -> Album:
    """Return an album with the number of its photos now; of a smart one that cannot be run now with the last count."""
    if not album.smart:
        return album
    try:
        return replace(album, photos=len(library.albums.photos(album.id)))
    except KnownError as error:
        complain(f"{shown(album.name)}: {error}")
        return album


def _document(album: Album) -> dict[str, object]:
    document: dict[str, object] = {"album": album.name, "photos": album.photos}
    return {**document, "query": album.query} if album.smart else document


def _line(album: Album) -> str:
    count = "not counted yet" if album.photos is None else number_of(album.photos, "photo")
    return f"{shown(album.name)}: {count}" + (f"  [{shown(album.query)}]" if album.smart else "")
