"""What a long engine call reports, carried into the main thread."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from clipphotos.core.errors import KnownError

_INTERVAL_S = 0.1
_WHOLE = 1000


class GivenUpError(KnownError):
    """The user wants the answer no more."""


class Reporter(QObject):
    """An engine call's `progress`: called in its thread, tells the main thread a few times a second.

    Signals:
        reported(tuple[str, int, int]): what is being done, how much of it is done, and of how much (0: not known).
    """

    reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self._said, self._at = "", 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take a report, from any thread.

        Raises:
            GivenUpError: `stop` was called.
        """
        if self._stopped:
            raise GivenUpError("It was given up.")
        now = time.monotonic()
        if what != self._said or now - self._at >= _INTERVAL_S:
            self._said, self._at = what, now
            self.reported.emit((what, done, total))

    def stop(self) -> None:
        """Let the call end at its next report."""
        self._stopped = True


class WorkBar(QWidget):
    """A bar, and below it what is being done."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make the bar; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        self._text = QLabel(" ")
        self._text.setProperty("muted", True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        layout.addWidget(self._text)
        self.begin("")

    @property
    def text(self) -> str:
        """Return what is said."""
        return self._text.text()

    def begin(self, text: str) -> None:
        """Show that something is being done, of which nothing is known yet."""
        self._bar.setRange(0, 0)
        self._text.setText(text)

    @Slot(object)
    def show_report(self, report: tuple[str, int, int]) -> None:
        """Show how far it is."""
        what, done, total = report
        self._text.setText(what)
        show_amount(self._bar, done, total)


def show_amount(bar: QProgressBar, done: int, total: int) -> None:
    """Show how much of something is done; `total` is 0 where nobody knows."""
    bar.setRange(0, _WHOLE if total else 0)  # not the numbers themselves: bytes are too many for Qt
    bar.setValue(min(done, total) * _WHOLE // total if total else 0)
