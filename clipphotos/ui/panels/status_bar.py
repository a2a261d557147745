"""The status bar: how far the background work is, what failed, which model is used."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from clipphotos.core.changes import Progress
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon


class StatusBar(QStatusBar):
    """Shows progress.

    Signals:
        pause_asked(bool): pause the work, or go on.
        failed_asked(): the files that could not be read are to be listed.
    """

    pause_asked = Signal(bool)
    failed_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 3, 12, 3)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._pause = QToolButton()
        self._pause.clicked.connect(self._on_pause)
        self._text = QLabel()
        self._failed = QToolButton()
        self._failed.setProperty("link", True)
        self._failed.setProperty("tone", "warning")
        self._failed.setToolTip(self.tr("Show which files, and why"))
        self._failed.clicked.connect(self.failed_asked)
        self._failed.hide()
        self._model = QLabel()
        self.addWidget(self._bar)
        self.addWidget(self._pause)
        self.addWidget(self._text, 1)
        self.addPermanentWidget(self._failed)
        self.addPermanentWidget(self._model)
        self._paused = False
        self.set_progress(Progress(0, 0))

    @property
    def text(self) -> str:
        """Return what is said of the work."""
        return self._text.text()

    @Slot(object)
    def set_progress(self, progress: Progress) -> None:
        """Show how far the work is."""
        self._paused = progress.paused
        working = progress.busy or progress.paused
        self._bar.setVisible(working)
        self._pause.setVisible(working)
        total = progress.total + progress.waiting
        self._bar.setRange(
            0, total if total and not (progress.scanning and not progress.total) and not progress.loading_model else 0
        )
        self._bar.setValue(progress.done)
        set_icon(self._pause, "play" if self._paused else "pause", "muted")
        text = self.tr("Go on indexing") if self._paused else self.tr("Pause indexing")
        self._pause.setToolTip(text)
        self._pause.setAccessibleName(text)
        self._text.setText(self._describe(progress, total))

    def set_failed(self, count: int) -> None:
        """Show how many files could not be read."""
        self._failed.setVisible(count > 0)
        self._failed.setText(self.tr("%Ln file(s) could not be read", None, count))

    def set_model(self, title: str) -> None:
        """Show which model is used."""
        self._model.setText(texts.model(title))
        self._model.setToolTip(self.tr("The model that understands the photos"))

    def _describe(self, progress: Progress, total: int) -> str:
        done_of = self.tr("{0} of {1}").format(texts.number(progress.done), texts.number(total))
        if progress.paused:
            return self.tr("Paused — {0} indexed").format(done_of)
        if not progress.busy:
            return self.tr("Everything is indexed") if progress.total else ""
        if progress.loading_model:
            return self.tr("Getting the model ready…")
        if progress.scanning and progress.done >= total:
            return self.tr("Looking through the folders…")
        parts = [self.tr("Indexing {0}").format(done_of)]
        if progress.rate >= 0.1:
            rate = f"{progress.rate:.0f}" if progress.rate >= 10 else f"{progress.rate:.1f}"
            parts.append(self.tr("{0} per second").format(rate))
        if progress.seconds_left is not None and progress.rate > 0:
            parts.append(self.tr("{0} left").format(texts.duration(progress.seconds_left)))
        return " · ".join(parts)

    @Slot()
    def _on_pause(self) -> None:
        self.pause_asked.emit(not self._paused)
