"""What a review remembers while the program runs: what was shown, what is being saved, what was skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

import numpy as np

from clipphotos.core.label import LabelId, QueueOrder
from clipphotos.core.photo import PhotoId
from clipphotos.ui.sources import Pair, Shown

_KEPT = 100


class Session:
    """Belongs to the main thread. What is shown in a review changes by its decisions only, never by itself."""

    def __init__(self) -> None:
        self.order = QueueOrder.CERTAIN
        self._saving: Counter[Pair] = Counter()
        self._skipped: set[Pair] = set()
        self._skips: list[tuple[Pair, ...]] = []
        self._shown: list[Shown] = []

    # What was shown

    def show(self, shown: Shown) -> None:
        """Remember what is shown now."""
        self._shown = [*self._shown[1 - _KEPT :], shown]

    def find(self, label_ids: Collection[LabelId], photo_ids: Iterable[PhotoId], *, automatic: bool) -> Shown | None:
        """Return where photos of a label were shown last."""
        wanted = np.fromiter(photo_ids, np.int64)
        for shown in reversed(self._shown):
            if shown.label_id in label_ids and shown.automatic == automatic and np.isin(shown.ids, wanted).any():
                return shown
        return None

    # What is not to be shown

    def left_out(self, *, automatic: bool = False) -> frozenset[Pair]:
        """Return what a review does not show; a skip is about suggestions only."""
        return frozenset(self._saving) | (frozenset() if automatic else frozenset(self._skipped))

    def saving(self, label_id: LabelId, photo_ids: Iterable[PhotoId]) -> None:
        """Note decisions that are on their way to the library, which cannot take a skip back any more."""
        self._saving.update((label_id, photo_id) for photo_id in photo_ids)
        self._skips.clear()

    def saved(self, label_id: LabelId, photo_ids: Iterable[PhotoId]) -> None:
        """Trust the library again about these photos."""
        self._saving -= Counter((label_id, photo_id) for photo_id in photo_ids)

    def give_up_saving(self) -> frozenset[Pair]:
        """Trust the library about everything, and return what it may not have saved."""
        lost = frozenset(self._saving)
        self._saving.clear()
        return lost

    @property
    def skipped(self) -> int:
        """Return how many suggestions were skipped."""
        return len(self._skipped)

    @property
    def last_skip(self) -> tuple[Pair, ...]:
        """Return what was skipped last, if nothing was decided since."""
        return self._skips[-1] if self._skips else ()

    def skip(self, label_id: LabelId, photo_ids: Iterable[PhotoId]) -> None:
        """Leave suggestions out until the program ends."""
        pairs = tuple((label_id, photo_id) for photo_id in photo_ids)
        self._skipped.update(pairs)
        self._skips.append(pairs)

    def take_skip_back(self) -> tuple[Pair, ...]:
        """Forget the last skip and return what it was about."""
        pairs = self._skips.pop()
        self._skipped.difference_update(pairs)
        return pairs

    def forget_skips(self) -> None:
        """Let everything be shown again."""
        self._skipped.clear()
        self._skips.clear()
