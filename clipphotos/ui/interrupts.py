"""Ends the window in order when the terminal or the session manager asks for it."""

from __future__ import annotations

import contextlib
import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class Interrupts(QObject):
    """Turns SIGINT and SIGTERM into a signal: Python's own handlers wait until Qt's loop runs Python again.

    Signals:
        interrupted(): the program is asked to end.
    """

    interrupted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers = {name: signal.signal(name, _note) for name in (signal.SIGINT, signal.SIGTERM)}

    def close(self) -> None:
        """Restore what was before."""
        for name, handler in self._handlers.items():
            signal.signal(name, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _on_activated(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._reader.recv(64)
        self.interrupted.emit()


def _note(_signal: int, _frame: FrameType | None) -> None:
    """Do nothing: the byte that Python writes into the socket is enough."""
