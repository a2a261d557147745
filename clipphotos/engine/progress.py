"""How far the background work is, as one message."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import replace

from clipphotos.core.changes import Progress
from clipphotos.engine.events import Events

_INTERVAL_S = 0.2
_WINDOW_S = 10.0


class ProgressMeter:
    """Collects what scanner and ingest report, and emits a `Progress` a few times a second at most. Thread-safe."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._lock = threading.Lock()
        self._progress = Progress(done=0, total=0)
        self._ticks: deque[tuple[float, int]] = deque()
        self._emitted = 0.0

    @property
    def now(self) -> Progress:
        """Return the latest state."""
        with self._lock:
            return self._progress

    def embedding(self, done: int, total: int) -> None:
        """Report photos that have an embedding, of those that should."""
        with self._lock:
            now = time.monotonic()
            if done < self._progress.done or not self._ticks:
                self._ticks.clear()
            self._ticks.append((now, done))
            while now - self._ticks[0][0] > _WINDOW_S:
                self._ticks.popleft()
            since, done_then = self._ticks[0]
            rate = (done - done_then) / (now - since) if now > since else 0.0
            self._progress = replace(
                self._progress,
                done=done,
                total=total,
                rate=rate,
                seconds_left=(total - done) / rate if rate > 0 else None,
            )
        self._emit(at_once=done >= total)

    def scanning(self, busy: bool, waiting: int) -> None:
        """Report whether folders are being compared with the catalogue, and how many files wait to be read."""
        with self._lock:
            changed = busy != self._progress.scanning
            self._progress = replace(self._progress, scanning=busy, waiting=waiting)
        self._emit(at_once=changed)

    def loading_model(self, loading: bool) -> None:
        """Report that the model is being loaded, or that it is there."""
        with self._lock:
            self._progress = replace(self._progress, loading_model=loading)
        self._emit(at_once=True)

    def paused(self, paused: bool) -> None:
        """Report that the work was paused or resumed; the rate starts anew."""
        with self._lock:
            self._ticks.clear()
            self._progress = replace(self._progress, paused=paused, rate=0.0, seconds_left=None)
        self._emit(at_once=True)

    def _emit(self, *, at_once: bool) -> None:
        with self._lock:
            now = time.monotonic()
            if not at_once and now - self._emitted < _INTERVAL_S:
                return
            self._emitted = now
            progress = self._progress
        self._events.emit(progress)
