"""Carries the library's messages and answers into the main thread."""

from __future__ import annotations

import logging
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clipphotos.core.changes import Changes, Digest, Event, Level, Notice, Progress
from clipphotos.core.errors import DamagedLibraryError, KnownError

log = logging.getLogger(__name__)

_READERS = 3
_NOTICES_KEPT = 20


@dataclass(frozen=True)
class _Job:
    """What is to be done with an answer, and whether anybody still waits for it."""

    epoch: int
    topic: str | None
    generation: int
    on_done: Callable[[Any], object] | None
    on_error: Callable[[KnownError], object] | None


@dataclass(frozen=True)
class _Answer:
    job: _Job
    value: Any = None
    error: Exception | None = None


class Bridge(QObject):
    """The only door between the window and the engine's threads.

    Its methods belong to the main thread, except `receive`, which any thread may call.

    Signals:
        changed(Changes): something in the catalogue changed; changes in quick succession arrive as one.
        progressed(Progress): the latest state of the background work.
        noticed(Notice): one sentence for the user.
        digested(Digest): what labels tagged by themselves among new photos.
        damaged(): a call, or the library's own work, found the catalogue damaged; nothing else is said of that, unless
            whoever asked does.
        broke(str): an unexpected error; the text is its traceback.
    """

    changed = Signal(object)
    progressed = Signal(object)
    noticed = Signal(object)
    digested = Signal(object)
    damaged = Signal()
    broke = Signal(str)

    _answered = Signal(object)
    _mail_came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(_READERS, "ui-read")
        self._writer = ThreadPoolExecutor(1, "ui-change")
        self._epoch = 0
        self._retired = False
        self._generations: dict[str, int] = {}
        self._futures: dict[str, Future[None]] = {}
        self._mail_lock = threading.Lock()
        self._mail_changes: Changes | None = None
        self._mail_progress: Progress | None = None
        self._mail_notices: deque[Notice] = deque(maxlen=_NOTICES_KEPT)
        self._mail_digest: Counter[str] = Counter()
        self._mail_waits = False
        self._unsubscribe: Callable[[], None] | None = None
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._mail_came.connect(self._open_mail, Qt.ConnectionType.QueuedConnection)

    def listen(self, subscribe: Callable[[Callable[[Event], None]], Callable[[], None]]) -> None:
        """Subscribe to a library's messages."""
        self._unsubscribe = subscribe(self.receive)

    def receive(self, event: Event) -> None:
        """Take a message from any thread.

        One that nobody has read yet is merged with the next, so that a fast engine cannot flood a slow window.
        """
        with self._mail_lock:
            if isinstance(event, Changes):
                self._mail_changes = event if self._mail_changes is None else _merged(self._mail_changes, event)
            elif isinstance(event, Progress):
                self._mail_progress = event
            elif isinstance(event, Digest):
                self._mail_digest.update(dict(event.tagged))
            else:
                self._mail_notices.append(event)
            if self._mail_waits:
                return
            self._mail_waits = True
        self._mail_came.emit()

    @Slot()
    def _open_mail(self) -> None:
        with self._mail_lock:
            changes, self._mail_changes = self._mail_changes, None
            progress, self._mail_progress = self._mail_progress, None
            notices = list(self._mail_notices)
            self._mail_notices.clear()
            tagged, self._mail_digest = self._mail_digest, Counter()
            self._mail_waits = False
        if self._unsubscribe is None:
            return
        if changes is not None:
            self.changed.emit(changes)
        if progress is not None:
            self.progressed.emit(progress)
        for notice in notices:
            if notice.damage:
                self.damaged.emit()
            else:
                self.noticed.emit(notice)
        if tagged:
            self.digested.emit(Digest(tuple(tagged.most_common())))

    def run(
        self,
        fn: Callable[[], Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[KnownError], object] | None = None,
        *,
        topic: str | None = None,
    ) -> None:
        """Call `fn` in a worker and `on_done` with its result in the main thread.

        Args:
            fn: an engine call that reads.
            on_done: bound method of an object that lives as long as the bridge.
            on_error: told of a KnownError; without it, the error becomes a notice.
            topic: answers to earlier calls with this topic are dropped from now on.
        """
        if self._retired:  # a timer of the window may still fire
            return
        job = _Job(self._epoch, topic, self._renew(topic), on_done, on_error)
        future = self._readers.submit(self._work, fn, job)
        if topic is not None:
            self._futures[topic] = future

    def change(
        self,
        fn: Callable[[], Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Do as `run` does for a call that changes something: one after the other, in the order of the calls."""
        self._writer.submit(self._work, fn, _Job(self._epoch, None, 0, on_done, on_error))

    def forget(self, topic: str) -> None:
        """Drop the answer that this topic still waits for."""
        self._renew(topic)

    def retire(self) -> None:
        """Stop listening, ask nothing any more, and drop every message and answer that has not been delivered.

        What is asked of `change` after this, the closing of the library, is still done and answered.
        """
        self._retired = True
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._epoch += 1

    def close(self) -> None:
        """Join the workers; calls that have not begun never do."""
        self.retire()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=False)

    def _renew(self, topic: str | None) -> int:
        if topic is None:
            return 0
        previous = self._futures.pop(topic, None)
        if previous is not None:
            previous.cancel()
        self._generations[topic] = self._generations.get(topic, 0) + 1
        return self._generations[topic]

    def _work(self, fn: Callable[[], Any], job: _Job) -> None:
        """Run in a worker; every outcome becomes an answer."""
        try:
            answer = _Answer(job, value=fn())
        except Exception as error:
            answer = _Answer(job, error=error)
        self._answered.emit(answer)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        job = answer.job
        late = job.epoch != self._epoch or (job.topic is not None and job.generation != self._generations[job.topic])
        error = answer.error
        if error is not None and not isinstance(error, KnownError):
            text = "".join(traceback.format_exception(error))
            log.error("An engine call failed unexpectedly.\n%s", text)
            if not late:
                self.broke.emit(text)
        elif late:
            return
        elif error is None:
            if job.on_done is not None:
                job.on_done(answer.value)
        else:
            damage = isinstance(error, DamagedLibraryError)
            if job.on_error is not None:
                job.on_error(error)
            elif not damage:
                self.noticed.emit(Notice(Level.WARNING, str(error)))
            if damage:
                self.damaged.emit()


def _merged(first: Changes, second: Changes) -> Changes:
    both = None
    if first.photo_ids is not None and second.photo_ids is not None:
        both = first.photo_ids | second.photo_ids
    return Changes(first.kinds | second.kinds, both)
