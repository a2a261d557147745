"""A thread for work that follows what people do, while they go on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from clipphotos.core.changes import Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.engine.ending import end
from clipphotos.engine.events import Events

_log = logging.getLogger(__name__)


class Background:
    """Calls `work` soon after it was woken, one call at a time. Thread-safe; what goes wrong is a `Notice`."""

    def __init__(
        self, name: str, work: Callable[[], None], events: Events, trouble: str, *, settle_s: float, rest: float = 0.0
    ) -> None:
        """Prepare the thread.

        Args:
            name: of the thread.
            work: what is called; it may ask for `stopping`.
            events: hears what goes wrong.
            trouble: what to say of an error that nobody expected, as the first half of a sentence.
            settle_s: so long after the first of them, wakes are answered by one call.
            rest: after a call nothing is done for so many times as long as it took, if that is longer.
        """
        self._work, self._events, self._trouble = work, events, trouble
        self._settle_s, self._rest = settle_s, rest
        self._condition = threading.Condition()
        self._woken = self._stop = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def stopping(self) -> bool:
        """Whether work should end early."""
        return self._stop

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something to do. Any thread."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def close(self) -> None:
        """Join the thread, see `end`; what was not done is left."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        end(self._thread)

    def _run(self) -> None:
        pause_s = self._settle_s
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._woken or self._stop)
                if self._stop or self._condition.wait_for(lambda: self._stop, pause_s):
                    return
                self._woken = False
            started = time.monotonic()
            try:
                self._work()
            except KnownError as error:
                self._events.emit(Notice.of(error))
            except Exception:
                _log.exception("%s", self._trouble)
                self._events.emit(Notice(Level.ERROR, f"{self._trouble}; the log has the details."))
            pause_s = max(self._settle_s, self._rest * (time.monotonic() - started))
