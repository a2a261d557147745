"""Photos to browse: which there are, what is known of one, its rating, its thumbnail."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError, UnreadableFileError
from clipphotos.core.photo import MOST_STARS, PhotoDetails, PhotoId, RootId
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.engine.events import Events
from clipphotos.engine.folders.roots import place_of
from clipphotos.media import thumbnails
from clipphotos.media.pool import DecodePool
from clipphotos.store import albums, embeddings, history, photos, proposals, roots, tags
from clipphotos.store import files as store_files
from clipphotos.store.catalogue import Catalogue

_ANY_INPUT = Preprocessing(size_px=224, resize_px=224)
"""For decoding a photo whose pixels are wanted for the thumbnail only."""


class Photos:
    """What the window and the command line show of photos. Thread-safe."""

    def __init__(self, catalogue: Catalogue, events: Events, pool: DecodePool, thumbnail_dir: Path) -> None:
        self._catalogue, self._events, self._pool, self._thumbnail_dir = catalogue, events, pool, thumbnail_dir

    def ids(self, root_id: RootId | None = None, tag: str | None = None) -> npt.NDArray[np.int64]:
        """Return the photos that have a file, newest first: all, or those of a root, or with a tag. (N,) int64."""
        with self._catalogue.read() as db:
            return photos.browsable(db, root_id, tag)

    def rate(self, photo_ids: Sequence[PhotoId], rating: int) -> None:
        """Give photos 1 to 5 stars, or none by 0; can be undone.

        Raises:
            KnownError: the rating is another number.
        """
        if rating not in range(MOST_STARS + 1):
            raise KnownError(f"A rating is a number from 0 to {MOST_STARS}.")
        action = Action(ActionKind.RATE, str(rating), len(photo_ids))
        self._catalogue.write(lambda db: history.recorded(db, action, lambda db: photos.rate(db, photo_ids, rating)))
        self._events.emit(Changes(Kind.RATINGS, frozenset(photo_ids)))

    def ratings(self) -> dict[PhotoId, int]:
        """Return the stars of every photo that has any."""
        with self._catalogue.read() as db:
            return photos.ratings(db)

    def details(self, photo_id: PhotoId) -> PhotoDetails:
        """Return everything that is known of a photo.

        Raises:
            KnownError: there is no such photo.
        """
        with self._catalogue.read() as db:
            known = photos.facts_of(db, photo_id)
            if known is None:
                raise KnownError("This photo is no longer in the library.")
            width, height, facts = known
            paths = store_files.paths_of(db, photo_id)
            return PhotoDetails(
                id=photo_id,
                paths=tuple(path for path, _ in paths),
                online=any(readable for _, readable in paths),
                width=width,
                height=height,
                facts=facts,
                tags=tags.of_photo(db, photo_id),
                suggestions=proposals.of_photo(db, photo_id),
                embedded=embeddings.exists(db, photo_id),
                rating=photos.rating_of(db, photo_id),
                albums=albums.of_photo(db, photo_id),
            )

    def path(self, photo_id: PhotoId) -> str | None:
        """Return a path where the photo can be read now, or None."""
        with self._catalogue.read() as db:
            return next((path for path, readable in store_files.paths_of(db, photo_id) if readable), None)

    def best_path(self, photo_id: PhotoId) -> str:
        """Return a path of the photo, preferably one that can be read now."""
        with self._catalogue.read() as db:
            return next((path for path, _ in store_files.paths_of(db, photo_id)), "")

    def at(self, path: str) -> PhotoId:
        """Return the photo that a path shows.

        Raises:
            KnownError: the library does not have it.
        """
        path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        with self._catalogue.read() as db:
            place = place_of(roots.all_roots(db), path)
            photo_id = photos.at_path(db, place.root_id, place.folder, place.name) if place else None
        if photo_id is None:
            raise KnownError(f"{path} is not a photo of this library.")
        return photo_id

    def thumbnail(self, photo_id: PhotoId) -> Path | None:
        """Return the thumbnail's file (JPEG, 512 px), made anew if it is missing; None if that is not possible now."""
        with self._catalogue.read() as db:
            digest = photos.hash_of(db, photo_id)
        if digest is None:
            return None
        thumbnail = thumbnails.path_of(self._thumbnail_dir, digest.hex())
        if not thumbnail.exists():
            path = self.path(photo_id)
            if path is None:
                return None
            try:
                self._pool.submit(path, _ANY_INPUT, thumbnail).result()
            except UnreadableFileError:
                return None
        return thumbnail
