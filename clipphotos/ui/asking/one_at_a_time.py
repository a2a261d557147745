"""Calls that take seconds, of which only the last one matters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clipphotos.core.errors import KnownError
from clipphotos.ui.bridge import Bridge

_Call = tuple[Callable[[], Any], Callable[[Any], object], Callable[[KnownError], object]]


class OneAtATime(QObject):
    """Asks through the bridge, one call after the other, and answers only the last.

    What is asked while a call runs waits for its end, so that impatient clicks do not take every worker of the bridge
    from the rest of the window. It must live as long as the bridge; who asks may go when it has called `forget`.
    """

    _broke = Signal(int)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._generation = 0
        self._running = False
        self._last: _Call | None = None
        self._broke.connect(self._on_broke, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Return whether a call runs, wanted or not."""
        return self._running

    def ask(
        self, fn: Callable[[], Any], on_done: Callable[[Any], object], on_error: Callable[[KnownError], object]
    ) -> None:
        """Call `fn` in a worker, and one of the others with what comes of it, unless something is asked before.

        An unexpected error is reported by the bridge; `on_error` hears of it too.
        """
        self.forget()
        self._last = (fn, on_done, on_error)
        if not self._running:
            self._start()

    def forget(self) -> None:
        """Drop what is asked."""
        self._generation += 1
        self._last = None

    def _start(self) -> None:
        if self._last is not None:
            self._running = True
            work = partial(self._work, self._last[0], self._generation)
            done, failed = (partial(ended, self._generation) for ended in (self._on_done, self._on_error))
            self._bridge.run(work, done, failed)

    def _work(self, fn: Callable[[], Any], generation: int) -> Any:
        try:
            return fn()
        except KnownError:
            raise
        except Exception:
            self._broke.emit(generation)
            raise

    def _on_done(self, generation: int, value: Any) -> None:
        if (call := self._ended(generation)) is not None:
            call[1](value)

    def _on_error(self, generation: int, error: KnownError) -> None:
        if (call := self._ended(generation)) is not None:
            call[2](error)

    @Slot(int)
    def _on_broke(self, generation: int) -> None:
        self._on_error(generation, KnownError(self.tr("This did not work.")))

    def _ended(self, generation: int) -> _Call | None:
        """Return the call if its answer is still waited for; else begin with what is."""
        self._running = False
        if generation != self._generation:
            self._start()
            return None
        call, self._last = self._last, None
        return call
