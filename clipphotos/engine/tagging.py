"""Tags set and removed by a person."""

from __future__ import annotations

from collections.abc import Sequence

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Verdict, clean_name
from clipphotos.core.photo import PhotoId
from clipphotos.engine.events import Events
from clipphotos.store import labels, tags
from clipphotos.store.catalogue import Catalogue, Connection


class Tagging:
    """What the window and the command line do with tags. Thread-safe.

    Where a label has the tag's name, setting or removing the tag is a decision about that label too.
    """

    def __init__(self, catalogue: Catalogue, events: Events) -> None:
        self._catalogue, self._events = catalogue, events

    def list(self) -> list[tuple[str, int]]:
        """Return (name, photos) of every tag in use, by name."""
        with self._catalogue.read() as db:
            return tags.all_tags(db)

    def add(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Tag photos.

        Raises:
            KnownError: the tag has no name.
        """
        name = clean_name(name, "tag")

        def put(db: Connection) -> None:
            label = labels.with_name(db, name)
            tag = tags.tag_id(db, name)
            for photo_id in photo_ids:
                origin = labels.take_suggestion(db, label.id, photo_id) if label else None
                tags.put(db, photo_id, tag, origin)
            if label:
                tags.decide(db, label.id, photo_ids, Verdict.ACCEPTED)

        self._catalogue.write(put)
        self._events.emit(Changes(Kind.TAGS | Kind.SUGGESTIONS | Kind.LABELS, frozenset(photo_ids)))

    def remove(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Take a tag from photos.

        Raises:
            KnownError: none of them has it.
        """
        name = clean_name(name, "tag")

        def take(db: Connection) -> None:
            tag, label = tags.with_name(db, name), labels.with_name(db, name)
            taken = [p for p in photo_ids if tag is not None and tags.take(db, p, tag)]
            if not taken:
                raise KnownError(f"No photo given has the tag “{name}”.")
            if label:
                tags.decide(db, label.id, taken, Verdict.REJECTED)

        self._catalogue.write(take)
        self._events.emit(Changes(Kind.TAGS | Kind.LABELS, frozenset(photo_ids)))
