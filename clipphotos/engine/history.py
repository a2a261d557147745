"""Undo and redo of what people did to labels, decisions, tags and the library's folders; across restarts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError, RefusedActionError
from clipphotos.engine.events import Events
from clipphotos.engine.folders.roots import overlap
from clipphotos.engine.labels.labelling import CHANGED
from clipphotos.store import history, proposals, roots, rules, scorers
from clipphotos.store.catalogue import Catalogue, Connection

OnDisk = Callable[[Action, bool], str]
"""Called with an action and whether it is to be done again (True) or taken back; returns what could not be done."""


class History:
    """What the window and the command line do to take something back. Thread-safe."""

    def __init__(
        self,
        catalogue: Catalogue,
        events: Events,
        on_labels: Callable[[], None],
        on_roots: Callable[[], None],
        on_disk: Mapping[ActionKind, OnDisk] | None = None,
    ) -> None:
        """Prepare.

        Args:
            catalogue: what is changed.
            events: hears of it.
            on_labels: called when labels have to score anew.
            on_roots: called when folders are watched again, or no longer.
            on_disk: what kinds of action do outside of the catalogue. It is called before the catalogue's part, and
                again if the program ended between the two, so it leaves alone what is done already.
        """
        self._catalogue, self._events = catalogue, events
        self._on_labels, self._on_roots, self._on_disk = on_labels, on_roots, on_disk or {}

    def next_undo(self) -> Action | None:
        """Return what `undo` would undo."""
        return self._next(redo=False)

    def next_redo(self) -> Action | None:
        """Return what `redo` would do again."""
        return self._next(redo=True)

    def undo(self, *, skip: bool = False) -> Action | None:
        """Undo the last action and return it; None if there is none.

        Args:
            skip: if it is refused, leave it as it is and undo the one before. `redo` takes the skipped one back among
                what can be undone.

        Raises:
            RefusedActionError: it cannot be undone now; nothing was changed.
        """
        return self._step(redo=False, skip=skip)

    def redo(self, *, skip: bool = False) -> Action | None:
        """Do the last undone action again and return it; None if there is none.

        Args:
            skip: if it is refused, leave it as it is and do the one after it again.

        Raises:
            RefusedActionError: it cannot be done again now; nothing was changed.
        """
        return self._step(redo=True, skip=skip)

    def _next(self, *, redo: bool) -> Action | None:
        with self._catalogue.read() as db:
            return history.next_action(db, redo=redo)

    def _step(self, *, redo: bool, skip: bool) -> Action | None:
        action = self._next(redo=redo)
        if action is None:
            return None
        try:
            return self._do(action, redo=redo)
        except RefusedActionError:
            if not skip:
                raise
        self._catalogue.write(lambda db: history.leave(db, action, redo=redo))
        return self._step(redo=redo, skip=False)

    def _do(self, action: Action, *, redo: bool) -> Action | None:
        on_disk = self._on_disk.get(action.kind)
        trouble = on_disk(action, redo) if on_disk is not None else ""

        def write(db: Connection) -> history.Touched | None:
            coming = history.next_action(db, redo=redo)
            if coming is None or coming.id != action.id:
                raise KnownError("Something else was done in the meantime. Try again.")
            touched = history.step(db, redo=redo)
            if touched:
                proposals.clear_beyond_mode(db, touched.label_ids)
                for label_id in touched.label_ids:
                    scorers.mark_stale(db, label_id)
                if touched.root_ids:
                    rules.mark_folders_stale(db)
                    if overlap(roots.all_roots(db)):
                        raise RefusedActionError("This cannot be undone now: another watched folder overlaps with it.")
            return touched

        touched = self._catalogue.write(write)
        if touched is None:
            return None
        if touched.root_ids:
            self._events.emit(Changes(CHANGED | Kind.ROOTS | Kind.PHOTOS))
            self._on_roots()
        else:
            kinds = CHANGED | Kind.ALBUMS | Kind.RATINGS | Kind.DUPLICATES
            self._events.emit(Changes(kinds, touched.photo_ids or None))
        self._on_labels()
        return replace(touched.action, label_ids=touched.label_ids, photo_ids=touched.photo_ids, trouble=trouble)
