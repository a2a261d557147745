"""Which ids an index has, and which it had."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import BugError
from clipphotos.store.vectors.protocol import Ids


class Ledger:
    """The live and the removed ids of one index. Not thread-safe: the index's lock guards it."""

    def __init__(self, live: Ids | None = None, removed: Ids | None = None) -> None:
        """Start from what an index was saved with, or from nothing.

        Raises:
            BugError: an id is there twice.
        """
        empty = np.empty(0, np.int64)
        self._live = np.sort(live) if live is not None else empty
        self._removed = np.sort(removed) if removed is not None else empty
        both = np.concatenate([self._live, self._removed])
        if np.unique(both).size != both.size:
            raise BugError("An id is in the index twice.")
        self._max_id = int(both.max(initial=-1))

    def __len__(self) -> int:
        """Return the number of live ids."""
        return len(self._live)

    @property
    def live(self) -> Ids:
        """The live ids, ascending; never changed in place."""
        return self._live

    @property
    def removed(self) -> Ids:
        """The removed ids, ascending; never changed in place."""
        return self._removed

    @property
    def max_id(self) -> int:
        """The largest id ever added, -1 before the first."""
        return self._max_id

    def contains(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Return for each id whether it is live."""
        return _among(ids, self._live)

    def require(self, ids: Ids) -> None:
        """Raise KeyError unless every id is live."""
        unknown = ids[~self.contains(ids)]
        if unknown.size:
            raise KeyError(int(unknown[0]))

    def check_new(self, ids: Ids) -> None:
        """Raise BugError if one of the ids was ever added."""
        if not ids.size or int(ids.min()) > self._max_id:
            return  # the usual case: the catalogue's ids only grow
        used = ids[_among(ids, self._live) | _among(ids, self._removed)]
        if used.size:
            raise BugError(f"Id {int(used[0])} was added to the index before.")

    def add(self, ids: Ids) -> None:
        """Make ids live that `check_new` let pass."""
        if not ids.size:
            return
        ascending = np.sort(ids)
        merged = np.concatenate([self._live, ascending])
        if self._live.size and ascending[0] < self._live[-1]:
            merged.sort(kind="stable")
        self._live = merged
        self._max_id = max(self._max_id, int(ascending[-1]))

    def remove(self, ids: Ids) -> Ids:
        """Make ids removed, and return those of them that were live."""
        were_live = ids[self.contains(ids)]
        if were_live.size:
            self._live = self._live[~np.isin(self._live, were_live)]
            self._removed = np.sort(np.concatenate([self._removed, were_live]))
        return were_live


def _among(ids: Ids, ascending: Ids) -> npt.NDArray[np.bool_]:
    if not ascending.size:
        return np.zeros(ids.shape, np.bool_)
    places = np.minimum(np.searchsorted(ascending, ids), len(ascending) - 1)
    found: npt.NDArray[np.bool_] = ascending[places] == ids
    return found
