"""A person's decisions about what labels propose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes
from clipphotos.core.label import Batch, LabelId, QueueOrder, Suggestion, Verdict
from clipphotos.core.photo import PhotoId
from clipphotos.engine.events import Events
from clipphotos.engine.labels.labelling import CHANGED, existing
from clipphotos.store import history, proposals, scorers, tags
from clipphotos.store.catalogue import Catalogue, Connection


class Review:
    """The queue of suggestions, and what a person says to them. Thread-safe.

    A decision is kept for good: a rejected photo is never proposed again for that label. Labels learn from decisions
    right after, in the background.
    """

    def __init__(self, catalogue: Catalogue, events: Events, on_decided: Callable[[], None]) -> None:
        """Prepare; `on_decided` is called after every decision, when there is something to learn."""
        self._catalogue, self._events, self._on_decided = catalogue, events, on_decided

    def suggestions(self, label_id: LabelId, limit: int = 1000) -> Sequence[Suggestion]:
        """Return what waits for a decision about one label, best first."""
        with self._catalogue.read() as db:
            return proposals.of_label(db, label_id, limit)

    def next_batch(
        self,
        order: QueueOrder = QueueOrder.CERTAIN,
        limit: int = 24,
        skipped: Collection[tuple[LabelId, PhotoId]] = (),
    ) -> Batch | None:
        """Return the next suggestions to decide, of one label; None when nothing waits but what was skipped.

        Args:
            order: which label and which of its photos come first; a batch is best first by probability, or nearest
                to the toss of a coin first.
            limit: how many at most.
            skipped: (label, photo) that the user does not want to see now.
        """
        with self._catalogue.read() as db:
            waiting = proposals.waiting(db)
            total = sum(count for count, _, _ in waiting.values()) - proposals.count_waiting(db, skipped)

            def place(label_id: LabelId) -> tuple[float, float]:
                count, best, decisions = waiting[label_id]
                return (-best, 0.0) if order is QueueOrder.CERTAIN else (decisions, -count)

            for label_id in sorted(waiting, key=place):
                left_out = {photo for label, photo in skipped if label == label_id}
                wanted = limit + len(left_out)
                found = (
                    proposals.of_label(db, label_id, wanted)
                    if order is QueueOrder.CERTAIN
                    else proposals.near(db, label_id, 0.5, wanted)
                )
                left = tuple(suggestion for suggestion in found if suggestion.photo_id not in left_out)[:limit]
                if left:
                    return Batch(existing(db, label_id), left, total)
        return None

    def accept(self, label_id: LabelId, photo_ids: Sequence[PhotoId]) -> None:
        """Tag photos by a label, for good.

        Raises:
            KnownError: the label was removed.
        """

        def decide(db: Connection) -> None:
            tag = tags.tag_id(db, existing(db, label_id).name)
            tags.decide(db, label_id, photo_ids, Verdict.ACCEPTED)
            for photo_id in photo_ids:
                tags.put(db, photo_id, tag, proposals.take(db, label_id, photo_id))
            proposals.withdraw(db, photo_ids)

        self._decided(ActionKind.ACCEPT, label_id, photo_ids, decide)

    def reject(self, label_id: LabelId, photo_ids: Sequence[PhotoId]) -> None:
        """Never propose a label for these photos again, and take its tag from them.

        Raises:
            KnownError: the label was removed.
        """

        def decide(db: Connection) -> None:
            tag = tags.tag_id(db, existing(db, label_id).name)
            tags.decide(db, label_id, photo_ids, Verdict.REJECTED)
            for photo_id in photo_ids:
                proposals.take(db, label_id, photo_id)
                tags.take(db, photo_id, tag)

        self._decided(ActionKind.REJECT, label_id, photo_ids, decide)

    def _decided(
        self, kind: ActionKind, label_id: LabelId, photo_ids: Sequence[PhotoId], decide: Callable[[Connection], None]
    ) -> None:
        def write(db: Connection) -> None:
            action = Action(kind, existing(db, label_id).name, len(photo_ids))
            tags.tag_id(db, action.subject)  # outside of what is undone
            history.recorded(db, action, decide)
            scorers.mark_stale(db, label_id)

        self._catalogue.write(write)
        self._events.emit(Changes(CHANGED, frozenset(photo_ids)))
        self._on_decided()
