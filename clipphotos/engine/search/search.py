"""Search by description, by example and by what is known of photos."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from clipphotos.core.calibration import probabilities
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import understood
from clipphotos.core.query.records import Example, Query, Region, SearchResult, Sort, SortKey, Span
from clipphotos.engine.events import Events
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import ActiveModel
from clipphotos.engine.search.completion import Completer
from clipphotos.engine.search.evaluate import is_fact
from clipphotos.engine.search.explain import Explanation, explained
from clipphotos.engine.search.facts import Facts, Ids, unknown
from clipphotos.engine.search.history import SearchHistory
from clipphotos.engine.search.run import Ranked, Run
from clipphotos.engine.search.scores import CurrentScores
from clipphotos.store import photos, sorting
from clipphotos.store.catalogue import Catalogue

MOST_ALBUMS = 20
"""Smart albums can be so deep within each other's searches."""
_Known = dict[tuple[str, str], Ids]
"""What smart albums find, by name and query."""
_RELEVANCE = Sort(SortKey.RELEVANCE)
_NEWEST_FIRST = Sort(SortKey.DATE)


class Search:
    """Finds photos. Thread-safe; a call takes milliseconds once the model is loaded, which only scores need."""

    def __init__(self, catalogue: Catalogue, events: Events, model: ActiveModel, examples: Examples) -> None:
        self._catalogue = catalogue
        self._scores = CurrentScores(catalogue, events, model)
        self._examples = examples
        history = SearchHistory(catalogue)
        self.remember, self.history, self.forget = history.remember, history.list, history.forget
        self.completer = Completer(catalogue, events, history)
        self.complete = self.completer.complete

    def query(self, text: str, limit: int | None = None) -> SearchResult:
        """Return the photos that a query finds, in its order.

        A photo that is the only example, as in `like:#12`, is not among them.

        Args:
            text: see `core.query`.
            limit: at most so many photos; None: all that match and, by relevance, some beyond for "show more".

        Raises:
            KnownError: it is empty, has a mistake, or cannot be answered now; the sentence says what to do.
        """
        query = understood(text)
        return self._told(query, self._answer(query, limit))

    def explain(self, text: str) -> Explanation:
        """Return how a query is understood, and how many photos each part of it finds.

        Raises:
            KnownError: as `query`.
        """
        query = understood(text)
        known: _Known = {}
        found = self._told(query, self._answer(query, None, (), known))
        return explained(query, self._run((), known), found)

    def similar(self, photo_id: PhotoId, limit: int | None = None, region: Region | None = None) -> SearchResult:
        """Return the photos that look like one of the library, or like a part of it, best first, without itself.

        Raises:
            KnownError: it has no embedding yet, or cannot be read now.
        """
        run = self._run()
        return _result(run, run.ranked(Example(f"#{photo_id}", Span(0, 0), region), limit))

    def similar_file(self, path: str, limit: int | None = None, region: Region | None = None) -> SearchResult:
        """Return the photos that look like a file from anywhere, or like a part of it, best first.

        Raises:
            KnownError: it cannot be read as a photo.
        """
        run = self._run()
        return _result(run, run.ranked(Example(path, Span(0, 0), region), limit))

    def _run(self, inside: tuple[str, ...] = (), known: _Known | None = None) -> Run:
        """Return what answers a query.

        Args:
            inside: the smart albums whose queries it belongs to, the outermost first.
            known: what smart albums found so far in the same search.
        """
        known = {} if known is None else known

        def found_by(album: str, query: str) -> Ids:
            if album in inside:
                raise KnownError(f"The album “{album}” searches in itself. Change its search.")
            if len(inside) == MOST_ALBUMS:
                raise KnownError(
                    f"The album “{inside[0]}” searches in albums that search in others, more than {MOST_ALBUMS} deep. "
                    "Change its search."
                )
            if (album, query) not in known:
                found = self._answer(understood(query), None, (*inside, album), known)
                known[album, query] = found.photo_ids[: found.matching]
            return known[album, query]

        return Run(Facts(self._catalogue, found_by), self._scores.get, self._examples)

    def _answer(
        self, query: Query, limit: int | None, inside: tuple[str, ...] = (), known: _Known | None = None
    ) -> SearchResult:
        run = self._run(inside, known)
        if query.root is not None:
            run.facts.search_albums(query.root)
        if query.root is None or is_fact(query.root):
            sort = query.sort if query.sort and query.sort.key is not SortKey.RELEVANCE else _NEWEST_FIRST
            photo_ids = self._sorted(self._all() if query.root is None else run.facts(query.root), sort)[:limit]
            return SearchResult(photo_ids, None, len(photo_ids), len(photo_ids))
        sort = query.sort or _RELEVANCE
        if sort == _RELEVANCE:
            return _result(run, run.ranked(query.root, limit))
        found = _result(run, run.ranked(query.root))
        matching = found.photo_ids[: found.matching]
        photo_ids = matching[::-1] if sort.key is SortKey.RELEVANCE else self._sorted(matching, sort)
        by_id = np.argsort(matching)
        rows = by_id[np.searchsorted(matching, photo_ids[:limit], sorter=by_id)]
        assert found.scores is not None
        strong = int(np.count_nonzero(rows < found.strong))
        return SearchResult(matching[rows], found.scores[rows], strong, len(rows), found.translated)

    def _told(self, query: Query, found: SearchResult) -> SearchResult:
        return replace(found, unknown=unknown(self._catalogue, query.root)) if query.root else found

    def _all(self) -> Ids:
        with self._catalogue.read() as db:
            return photos.browsable(db)

    def _sorted(self, photo_ids: Ids, sort: Sort) -> Ids:
        with self._catalogue.read() as db:
            photo_ids = sorting.ordered(db, photo_ids, sort.key)
        return photo_ids[::-1] if sort.reversed else photo_ids


def _result(run: Run, found: Ranked) -> SearchResult:
    return SearchResult(found.photo_ids, probabilities(found.odds), *found.bands, run.translated)
