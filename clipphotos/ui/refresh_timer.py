"""When to ask the library again: soon, but never so often that asking takes a large share of the time."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

_SHARE = 0.1


class RefreshTimer(QTimer):
    """A single-shot timer that slows down as the answers do: in a large library an answer takes its time."""

    def __init__(self, shortest_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._shortest_ms = shortest_ms
        self._asked_at = 0.0
        self.setSingleShot(True)
        self.setInterval(shortest_ms)

    def ask_later(self) -> None:
        """Start, if it does not run already."""
        if not self.isActive():
            self.start()

    def asked(self) -> None:
        """Note that the question is put now, whether the timer ran out or not."""
        self.stop()
        self._asked_at = time.monotonic()

    def answered(self) -> None:
        """Note that the answer came."""
        took_ms = 1000 * (time.monotonic() - self._asked_at)
        self.setInterval(max(self._shortest_ms, round(took_ms / _SHARE)))
