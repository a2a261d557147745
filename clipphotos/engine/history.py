"""Undo and redo of what people did to labels, decisions and tags; across restarts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clipphotos.core.action import Action
from clipphotos.core.changes import Changes
from clipphotos.engine.events import Events
from clipphotos.engine.labels.labelling import CHANGED
from clipphotos.store import history, proposals, scorers
from clipphotos.store.catalogue import Catalogue, Connection


class History:
    """What the window and the command line do to take something back. Thread-safe."""

    def __init__(self, catalogue: Catalogue, events: Events, on_change: Callable[[], None]) -> None:
        """Prepare; `on_change` is called when labels have to score anew."""
        self._catalogue, self._events, self._on_change = catalogue, events, on_change

    def next_undo(self) -> Action | None:
        """Return what `undo` would undo."""
        with self._catalogue.read() as db:
            return history.next_action(db, redo=False)

    def next_redo(self) -> Action | None:
        """Return what `redo` would do again."""
        with self._catalogue.read() as db:
            return history.next_action(db, redo=True)

    def undo(self) -> Action | None:
        """Undo the last action and return it; None if there is none."""
        return self._step(redo=False)

    def redo(self) -> Action | None:
        """Do the last undone action again and return it; None if there is none."""
        return self._step(redo=True)

    def _step(self, *, redo: bool) -> Action | None:
        def write(db: Connection) -> history.Touched | None:
            touched = history.step(db, redo=redo)
            if touched:
                proposals.clear_beyond_mode(db, touched.label_ids)
                for label_id in touched.label_ids:
                    scorers.mark_stale(db, label_id)
            return touched

        touched = self._catalogue.write(write)
        if touched is None:
            return None
        self._events.emit(Changes(CHANGED, touched.photo_ids or None))
        self._on_change()
        return replace(touched.action, label_ids=touched.label_ids, photo_ids=touched.photo_ids)
