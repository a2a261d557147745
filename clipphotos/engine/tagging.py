"""Tags set and removed by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Verdict, clean_name
from clipphotos.core.photo import PhotoId
from clipphotos.engine.events import Events
from clipphotos.store import history, labels, proposals, scorers, tags
from clipphotos.store.catalogue import Catalogue, Connection


class Tagging:
    """What the window and the command line do with tags. Thread-safe.

    Where a label has the tag's name, setting or removing the tag is a decision about that label too; also where the
    label was removed, since it comes back with its decisions.
    """

    def __init__(self, catalogue: Catalogue, events: Events, on_decided: Callable[[], None]) -> None:
        """Prepare; `on_decided` is called when there may be something that labels can learn."""
        self._catalogue, self._events, self._on_decided = catalogue, events, on_decided

    def list(self) -> list[tuple[str, int]]:
        """Return (name, photos) of every tag in use, by name."""
        with self._catalogue.read() as db:
            return tags.all_tags(db)

    def add(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Tag photos; those that are gone meanwhile are left out.

        Raises:
            KnownError: the tag has no name.
        """
        name = clean_name(name, "tag")

        def put(db: Connection) -> None:
            label, label_id = labels.with_name(db, name), labels.id_of(db, name)
            tag = tags.tag_id(db, name)
            for photo_id in photo_ids:
                tags.put(db, photo_id, tag, proposals.take(db, label.id, photo_id) if label else None)
            if label_id is not None:
                tags.decide(db, label_id, photo_ids, Verdict.ACCEPTED)
                proposals.withdraw(db, photo_ids)
                scorers.mark_stale(db, label_id)

        self._done(Action(ActionKind.TAG, name, len(photo_ids)), put, photo_ids)

    def remove(self, name: str, photo_ids: Sequence[PhotoId]) -> None:
        """Take a tag from photos.

        Raises:
            KnownError: none of them has it.
        """
        name = clean_name(name, "tag")

        def take(db: Connection) -> None:
            tag, label_id = tags.with_name(db, name), labels.id_of(db, name)
            taken = [p for p in photo_ids if tag is not None and tags.take(db, p, tag)]
            if not taken:
                raise KnownError(f"No photo given has the tag “{name}”.")
            if label_id is not None:
                tags.decide(db, label_id, taken, Verdict.REJECTED)
                scorers.mark_stale(db, label_id)

        self._done(Action(ActionKind.UNTAG, name, len(photo_ids)), take, photo_ids)

    def _done(self, action: Action, change: Callable[[Connection], None], photo_ids: Sequence[PhotoId]) -> None:
        def write(db: Connection) -> None:
            tags.tag_id(db, action.subject)  # outside of what is undone
            history.recorded(db, action, change)

        self._catalogue.write(write)
        self._events.emit(Changes(Kind.TAGS | Kind.SUGGESTIONS | Kind.LABELS, frozenset(photo_ids)))
        self._on_decided()
