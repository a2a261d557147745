"""Albums: made, renamed, removed and filled by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.album import Album, AlbumId
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import clean_name
from clipphotos.core.photo import PhotoId
from clipphotos.engine.events import Events
from clipphotos.store import albums, history
from clipphotos.store.catalogue import Catalogue, Connection

T = TypeVar("T")


class Albums:
    """What the window and the command line do with albums; each call can be undone. Thread-safe."""

    def __init__(self, catalogue: Catalogue, events: Events) -> None:
        self._catalogue, self._events = catalogue, events

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

    def add(self, name: str, photo_ids: Sequence[PhotoId] = ()) -> Album:
        """Make an album of photos, in this order, and return it.

        Raises:
            KnownError: the name is empty, or another album has it.
        """
        name = clean_name(name, "album")

        def make(db: Connection) -> AlbumId:
            album_id = albums.insert(db, name)
            albums.put(db, album_id, photo_ids)
            return album_id

        def write(db: Connection) -> tuple[Album, Iterable[PhotoId]]:
            album_id = history.recorded(db, Action(ActionKind.ADD_ALBUM, name, len(photo_ids)), make)
            return _known(db, album_id), photo_ids

        return self._write(write)

    def rename(self, album_id: AlbumId, name: str) -> Album:
        """Give an album another name and return it.

        Raises:
            KnownError: it is gone, the name is empty, or another album has it.
        """
        name = clean_name(name, "album")

        def write(db: Connection) -> tuple[Album, Iterable[PhotoId]]:
            _known(db, album_id)
            history.recorded(db, Action(ActionKind.RENAME_ALBUM, name), lambda db: albums.rename(db, album_id, name))
            return _known(db, album_id), albums.members(db, album_id)

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
            KnownError: it is gone.
        """
        return self._fill(ActionKind.PUT_IN_ALBUM, album_id, photo_ids)

    def take(self, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
        """Take photos out of an album; return how many of them were in it.

        Raises:
            KnownError: it is gone.
        """
        return self._fill(ActionKind.TAKE_FROM_ALBUM, album_id, photo_ids)

    def _fill(self, kind: ActionKind, album_id: AlbumId, photo_ids: Sequence[PhotoId]) -> int:
        taking = kind is ActionKind.TAKE_FROM_ALBUM

        def write(db: Connection) -> tuple[int, Iterable[PhotoId]]:
            album, members = _known(db, album_id), albums.members(db, album_id)
            ids = [photo_id for photo_id in dict.fromkeys(photo_ids) if (photo_id in members) is taking]
            change = albums.take if taking else albums.put
            history.recorded(db, Action(kind, album.name, len(ids)), lambda db: change(db, album_id, ids))
            return len(ids), ids

        return self._write(write)

    def _write(self, change: Callable[[Connection], tuple[T, Iterable[PhotoId]]]) -> T:
        result, photo_ids = self._catalogue.write(change)
        self._events.emit(Changes(Kind.ALBUMS, frozenset(photo_ids)))
        return result


def _known(db: Connection, album_id: AlbumId) -> Album:
    album = albums.with_id(db, album_id)
    if album is None:
        raise KnownError("This album is gone.")
    return album
