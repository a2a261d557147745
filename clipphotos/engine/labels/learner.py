"""The thread in which labels learn from decisions while people go on deciding."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.engine.ending import end
from clipphotos.engine.events import Events

_log = logging.getLogger(__name__)

_SETTLE_S = 0.3
"""Decisions that follow each other this quickly are learned from together."""


class Learner:
    """Calls `refresh` soon after it was woken, one call at a time."""

    def __init__(self, refresh: Callable[[], None], events: Events) -> None:
        self._refresh, self._events = refresh, events
        self._condition = threading.Condition()
        self._woken = self._stop = False
        self._thread = threading.Thread(target=self._run, name="labeller", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something to learn. Any thread."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def close(self) -> None:
        """Join the thread, see `end`; what was not learned is learned at the next start."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        end(self._thread)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._woken or self._stop)
                if self._stop or self._condition.wait_for(lambda: self._stop, _SETTLE_S):
                    return
                self._woken = False
            try:
                self._refresh()
            except KnownError as error:
                self._events.emit(Notice.of(error))
            except Exception:
                _log.exception("Learning failed")
                self._events.emit(Notice(Level.ERROR, "Labels could not be scored anew; the log has the details."))
