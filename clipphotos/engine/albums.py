"""Albums: made, renamed, removed and filled by a person, or by a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.album import Album, AlbumId
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import clean_name
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import understood
from clipphotos.engine.events import Events
from clipphotos.store import albums, history
from clipphotos.store.catalogue import Catalogue, Connection

T = TypeVar("T")

Matching = Callable[[str], npt.NDArray[np.int64]]
"""Returns the photos that a query finds, in its order; KnownError where it cannot be run now."""


class Albums:
    """What the window and the command line do with albums; each call can be undone. Thread-safe."""

    def __init__(self, catalogue: Catalogue, events: Events, matching: Matching) -> None:
        self._catalogue, self._events, self._matching = catalogue, events, matching

    def list(self) -> list[Album]:
        """Return every album, by name."""
        with self._catalogue.read() as db:
            return albums.all_albums(db)

    def named(self, name: str) -> Album:
        """Return an album by its name.

        Raises:
            KnownError: there is none of this name.
        """
        with self._catalogue.read() as db:
            found = albums.with_name(db, name)
        if found is None:
            raise KnownError(f"There is no album “{name}”.")
        return found

    def photos(self, album_id: AlbumId) -> npt.NDArray[np.int64]:
        """Return the photos of an album that have a file: in its own order, or in that of its query. (N,) int64.

        None if it is gone.

        Raises:
            KnownError: the query of a smart album cannot be run now.
        """
        with self._catalogue.read() as db:
            album = albums.with_id(db, album_id)
            if album is None or not album.smart:
                return albums.browsable(db, album_id)
        return self._matching(album.query)

    def add(self, name: str, photo_ids: Sequence[PhotoId] = (), query: str | None = None) -> Album:
        """Make an album of photos, in this order, or without any a smart one, of what a query finds; return it.

        Raises:
            KnownError: the name is empty, or another album has it; the query is empty, or not understood.
        """
        name = clean_name(name, "album")
        query = "" if query is None else _clean_query(query)

        def make(db: Connection) -> AlbumId:
            album_id = albums.insert(db, name, query)
            albums.put(db, album_id, photo_ids)
            return album_id

        def write(db: Connection) -> tuple[Album, Iterable[PhotoId] | None]:
            album_id = history.recorded(db, Action(ActionKind.ADD_ALBUM, name, len(photo_ids)), make)
            return _known(db, album_id), None if query else photo_ids

        return self._write(write)

    def set_query(self, album_id: AlbumId, query: str) -> Album:
        """Let a smart album look for something else and return it.

        Raises:
            KnownError: it is gone, or no smart album; the query is empty, or not understood.
        """
        query = _clean_query(query)

        def write(db: Connection) -> tuple[Album, Iterable[PhotoId] | None]:
            album = _known(db, album_id)
            if not album.smart:
                raise KnownError(f"“{album.name}” is no smart album: it holds the photos that were put into it.")
            action = Action(ActionKind.QUERY_ALBUM, album.name)
            history.recorded(db, action, lambda db: albums.set_query(db, album_id, query))
            return _known(db, album_id), None

        return self._write(write)

    def rename(self, album_id: AlbumId, name: str) -> Album:
        """Give an album another name and return it; smart albums that look for it do so by the new name.

        Raises:
            KnownError: it is gone, the name is empty, or another album has it.
        """
        name = clean_name(name, "album")

        def write(db: Connection) -> tuple[Album, Iterable[PhotoId] | None]:
            _known(db, album_id)
            action = Action(ActionKind.RENAME_ALBUM, name)
            others = history.recorded(db, action, lambda db: albums.rename(db, album_id, name))
            return _known(db, album_id), None if others else albums.members(db, album_id)

        return self._write(write)

    def remove(self, album_id: AlbumId) -> None:
        """Forget an album; its photos stay.

        Raises:
            KnownError: it is gone.
        """

        def write(db: Connection) -> tuple[None, Iterable[PhotoId]]:
            album, members = _known(db, album_id), albums.members(db, album_id)
            action = Action(ActionKind.REMOVE_ALBUM, album.name, len(members))
            history.recorded(db, action, lambda db: albums.remove(db, album_id))
            return None, members

        self._write(write)

    def put(self, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
        """Put photos at an album's end, in this order; return how many of them were not in it.

        Raises:
            KnownError: it is gone, or a smart album.
        """
        return self._fill(ActionKind.PUT_IN_ALBUM, album_id, photo_ids)

    def take(self, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
        """Take photos out of an album; return how many of them were in it.

        Raises:
            KnownError: it is gone, or a smart album.
        """
        return self._fill(ActionKind.TAKE_FROM_ALBUM, album_id, photo_ids)

    def _fill(self, kind: ActionKind, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
        taking = kind is ActionKind.TAKE_FROM_ALBUM

        def write(db: Connection) -> tuple[int, Iterable[PhotoId]]:
            album, members = _known(db, album_id), albums.members(db, album_id)
            if album.smart:
                raise KnownError(f"“{album.name}” is a smart album: in it are the photos that its query finds.")
            ids = [photo_id for photo_id in dict.fromkeys(photo_ids) if (photo_id in members) is taking]
            change = albums.take if taking else albums.put
            history.recorded(db, Action(kind, album.name, len(ids)), lambda db: change(db, album_id, ids))
            return len(ids), ids

        return self._write(write)

    def _write(self, change: Callable[[Connection], tuple[T, Iterable[PhotoId] | None]]) -> T:
        """Change the catalogue and say which photos it was about; None: any."""
        result, photo_ids = self._catalogue.write(change)
        self._events.emit(Changes(Kind.ALBUMS, None if photo_ids is None else frozenset(photo_ids)))
        return result


def _known(db: Connection, album_id: AlbumId) -> Album:
    album = albums.with_id(db, album_id)
    if album is None:
        raise KnownError("This album is gone.")
    return album


def _clean_query(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:  # a command line that is not UTF-8 arrives with lone surrogates
        raise KnownError("The query is no text: it is not in Unicode.") from error
    return understood(text.strip()).text
