"""The counts of smart albums, kept up to date while the library changes."""

from __future__ import annotations

import logging

from clipphotos.core.changes import Changes, Event, Kind, Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Description, Example, Field, Filter, Node
from clipphotos.engine.albums import Matching
from clipphotos.engine.background import Background
from clipphotos.engine.events import Events
from clipphotos.engine.model import ActiveModel
from clipphotos.engine.search.evaluate import leaves
from clipphotos.store import albums, searches
from clipphotos.store.catalogue import Catalogue

_SETTLE_S = 3.0
"""The least time between two counts."""
_REST = 20.0
"""Counting takes at most one part in so many of the time."""

_log = logging.getLogger(__name__)


class Counting:
    """Counts what smart albums find, some seconds after the library changed, in a thread of its own.

    A query that describes something waits until the model is loaded for another reason. One that cannot be run keeps
    its last count, and the reason is told once.
    """

    def __init__(self, catalogue: Catalogue, events: Events, model: ActiveModel, matching: Matching) -> None:
        self._catalogue, self._events, self._model, self._matching = catalogue, events, model, matching
        self._waiting = False
        self._told = set[str]()
        trouble = "Smart albums could not be counted"
        self._background = Background("counter", self._count, events, trouble, settle_s=_SETTLE_S, rest=_REST)

    def start(self) -> None:
        """Start the thread, which counts once and then after each change."""
        self._events.subscribe(self._on_event)
        self._background.start()
        self._background.wake()

    def close(self) -> None:
        """Join the thread."""
        self._background.close()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Changes):
            if event.photo_ids != frozenset():  # of which the counts' own news are
                self._background.wake()
        elif self._waiting and self._model.loaded:
            self._waiting = False
            self._background.wake()

    def _count(self) -> None:
        with self._catalogue.read() as db:
            known = searches.counts(db)
        found = dict[str, int]()
        self._waiting = False
        for query in known:
            if self._background.stopping:
                return
            if _may_need_model(query) and not self._model.loaded:
                self._waiting = True
                continue
            try:
                found[query] = len(self._matching(query))
            except KnownError as error:
                self._tell(query, error)
        changed = {query: count for query, count in found.items() if count != known[query]}
        if changed:
            self._catalogue.write(lambda db: searches.put_counts(db, changed))
            self._events.emit(Changes(Kind.ALBUMS, frozenset()))
        if self._waiting and self._model.loaded:  # it was just then, and nothing more may be told of it
            self._background.wake()

    def _tell(self, query: str, error: KnownError) -> None:
        text = f"The smart albums that look for “{query}” cannot be counted: {error}"
        if text not in self._told:
            self._told.add(text)
            with self._catalogue.read() as db:
                ids = [album.id for album in albums.all_albums(db) if album.query == query]
            _log.info("Smart albums cannot be counted: %s", ids)  # their names and queries are nobody's business
            self._events.emit(Notice(Level.WARNING, text))


def _may_need_model(query: str) -> bool:
    root = parse(query).root
    return root is not None and any(map(_is_scored, leaves(root)))


def _is_scored(leaf: Node) -> bool:
    """Return whether a term has, or may have, a score: another album may be a smart one."""
    return isinstance(leaf, Description | Example) or (isinstance(leaf, Filter) and leaf.field is Field.ALBUM)
