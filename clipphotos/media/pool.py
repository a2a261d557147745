"""Decode workers: processes that may crash, hang or run out of memory without harming the program."""

from __future__ import annotations

import multiprocessing
import multiprocessing.resource_tracker
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import RLock as ProcessLock
from pathlib import Path
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from clipphotos.core.errors import BugError, UnavailableFileError, UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.query.records import Region
from clipphotos.media import worker
from clipphotos.media.decode import Decoded

DEADLINE_S = 20.0
"""Seconds that one file may take."""

_STRIKES = 2
"""Worker deaths on one file until the file is to blame."""
_BREAKS = 3
"""Breakdowns of the whole pool that one file may meet until something is wrong with the installation."""
_TASKS_PER_WORKER = 2000
"""A worker is replaced after so many files, which bounds what a leaking library can hold."""

DecodeFunction = Callable[[str, Preprocessing, Path | None, Region | None], Decoded]


class _Context(SpawnContext):
    """Spawns workers, and keeps the locks that they share for as long as itself.

    WORKAROUND: a pebble pool that stops drops its locks before its workers, and one that is still starting then fails
    to find them, with a traceback.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[ProcessLock] = []

    def RLock(self) -> ProcessLock:  # noqa: N802 -- its name in multiprocessing
        self._locks.append(super().RLock())
        return self._locks[-1]


@dataclass(eq=False)
class _Job:
    arguments: tuple[str, Preprocessing, Path | None, Region | None]
    future: Future[Decoded] = field(default_factory=Future)
    sent: float = 0.0
    """`time.monotonic()`, seconds."""
    strikes: int = 0
    breaks: int = 0


class DecodePool:
    """Decodes files in worker processes that have a deadline and a memory cap, run at low priority and die with us.

    A file whose worker dies is tried once more, one such file at a time; a second death is the file's fault. The
    workers start with the first file. The queue is not bounded here: the caller bounds what it submits.

    Workers are spawned, so they import the main module again: it must be guarded by `if __name__ == "__main__"`, and
    what it imports at its top delays every worker.

    Threads: any thread may call any method. The futures' callbacks run in threads of the pool and must not block.
    """

    def __init__(self, workers: int, decode: DecodeFunction = worker.run, deadline_s: float = DEADLINE_S) -> None:
        """Prepare a pool.

        Args:
            workers: processes, at least 1.
            decode: what the workers call; importable by name in another process.
            deadline_s: seconds that one file may take.
        """
        self._workers = workers
        self._decode = decode
        self._deadline_s = deadline_s
        self._lock = threading.RLock()
        self._pool: ProcessPool | None = None
        self._disposals: list[threading.Thread] = []
        self._jobs: set[_Job] = set()
        self._suspects: deque[_Job] = deque()
        self._suspect: _Job | None = None
        self._closed = False

    def __enter__(self) -> DecodePool:
        """Return the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the pool."""
        self.close()

    def submit(
        self, path: str, preprocessing: Preprocessing, thumbnail: Path | None = None, region: Region | None = None
    ) -> Future[Decoded]:
        """Decode a file in a worker; the arguments are those of `decode.decode`.

        Returns:
            A future whose exception, if any, is an `UnreadableFileError`, or a `BugError` where no worker starts.
            Cancelling it stops the work; closing the pool cancels it.

        Raises:
            BugError: the pool is closed.
        """
        job = _Job((path, preprocessing, thumbnail, region))
        job.future.add_done_callback(_tell_waiters)
        with self._lock:
            if self._closed:
                raise BugError("The decode pool is closed.")
            self._jobs.add(job)
        self._send(job)
        return job.future

    def close(self) -> None:
        """Cancel what is not done, end the workers and join everything. May be called twice."""
        with self._lock:
            self._closed = True
            self._suspects.clear()
            jobs = list(self._jobs)
            self._retire()
            disposals, self._disposals = self._disposals, []
        for job in jobs:
            job.future.cancel()
        for disposal in disposals:
            disposal.join()

    def _send(self, job: _Job) -> None:
        with self._lock:
            if self._closed:
                job.future.cancel()
                return
            job.sent = time.monotonic()
            inner = self._running_pool().schedule(self._decode, args=job.arguments, timeout=self._deadline_s)
        # Outside the lock: a callback of a future that is done runs at once.
        inner.add_done_callback(partial(self._settle, job))
        job.future.add_done_callback(lambda outer: inner.cancel() if outer.cancelled() else None)

    def _settle(self, job: _Job, inner: Future[Decoded]) -> None:
        """Take the outcome of one attempt; runs in a thread of pebble's."""
        again: Callable[[_Job], None] | None = None
        outcome: Decoded | BaseException
        try:
            outcome = inner.result()
        except BaseException as error:
            outcome, again = self._judge(job, error)
        with self._lock:
            if self._suspect is job:
                self._suspect = None
            if again is None:
                self._jobs.discard(job)
        if again is not None:
            again(job)
        else:
            _resolve(job.future, outcome)
        self._send_suspect()

    def _judge(self, job: _Job, error: BaseException) -> tuple[BaseException, Callable[[_Job], None] | None]:
        """Return the error that stands, and how to try again if it does not."""
        if isinstance(error, ProcessExpired):
            job.strikes += 1
            again = self._suspects.append if job.strikes < _STRIKES else None
            return UnreadableFileError("It crashes the decoder."), again
        if isinstance(error, BrokenProcessPool):
            # An idle worker died (the system was short of memory, say): pebble gives up all files, guilty of nothing.
            job.breaks += 1
            return BugError("The decode workers do not start."), self._send if job.breaks < _BREAKS else None
        if isinstance(error, TimeoutError):
            # Pebble reads the wall clock, which jumps: after a sleep of the computer, for one.
            early = time.monotonic() - job.sent < self._deadline_s
            late = f"It took longer than {self._deadline_s:g} seconds to read."
            return UnavailableFileError(late), self._send if early else None
        if isinstance(error, UnreadableFileError | CancelledError):
            return error, None
        return BugError(f"The decoder let an error out: {error!r}"), None

    def _send_suspect(self) -> None:
        with self._lock:
            if self._suspect is not None or not self._suspects:
                return
            self._suspect = job = self._suspects.popleft()
        self._send(job)

    def _running_pool(self) -> ProcessPool:
        """Return a pool that takes work, a new one where there is none or the old one broke. The lock is held."""
        if self._pool is not None and not self._pool.active:
            self._retire()
        if self._pool is None:
            pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=_TASKS_PER_WORKER,
                initializer=worker.initialize,
                context=_Context(),
            )
            with _interrupts_blocked():
                # Asking starts the workers.
                assert pool.active
            self._pool = pool
        return self._pool

    def _retire(self) -> None:
        """End the pool's workers and threads, in a thread, as the caller may be one of them. The lock is held."""
        pool, self._pool = self._pool, None
        if pool is not None:
            disposal = threading.Thread(target=_dispose, args=(pool,), name="decode-pool-disposal")
            disposal.start()
            self._disposals.append(disposal)


def _dispose(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


def _resolve(future: Future[Decoded], outcome: Decoded | BaseException) -> None:
    if isinstance(outcome, CancelledError):
        future.cancel()
        return
    with suppress(InvalidStateError):  # cancelled meanwhile
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)


def _tell_waiters(future: Future[Decoded]) -> None:
    """Finish a cancellation, so that `concurrent.futures.wait` sees it; called once, as a done callback."""
    if future.cancelled():
        future.set_running_or_notify_cancel()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C from the processes and threads that start meanwhile.

    The terminal sends it to the workers too, and one that is still importing would print a traceback: a new process
    inherits the mask of the thread that starts it, and so does the thread that starts the later workers.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Would unblock the signal when it starts.
    multiprocessing.resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
