"""How the three messages leave the library."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from clipphotos.core.changes import Event

Listener = Callable[[Event], None]

_log = logging.getLogger(__name__)


class Events:
    """The listeners of one library. Thread-safe; a listener is called in the thread that emits and must be quick."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener and return what removes it."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock, suppress(ValueError):  # it is closed
                self._listeners.remove(listener)

        return unsubscribe

    def close(self) -> None:
        """Tell nobody any more: a thread that a dead file system held may go on when the listeners are gone."""
        with self._lock:
            self._listeners.clear()

    def emit(self, event: Event) -> None:
        """Tell every listener."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception:
                _log.exception("A listener failed on %r", event)
