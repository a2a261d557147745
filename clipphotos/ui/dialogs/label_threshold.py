"""Where a label's threshold is chosen: what it finds against what it gets wrong."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from clipphotos.core.label import SHOWN, Cuts, LabelMode, Trade
from clipphotos.core.thresholds import SURE, chosen_cuts
from clipphotos.ui import texts
from clipphotos.ui.theme import colours_of

USUAL = 0.5
_LEAST, _MOST = round(100 * SHOWN), 99
_HANDLE_PX = 16


class TradeBars(QWidget):
    """How many photos have which probability; those that the threshold takes are in the accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = np.zeros(0)
        self._cut = USUAL
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_trade(self, trade: Trade | None) -> None:
        """Show the probabilities of an answer."""
        counts = np.histogram(trade.scores if trade else (), bins=50, range=(0.0, 1.0))[0]
        # the square root, or the few sure photos would be lost beside the many unsure ones
        self._heights = np.sqrt(counts / max(1, counts.max()))
        self.update()

    def set_cut(self, cut: float) -> None:
        """Say from which probability on photos are taken."""
        self._cut = cut
        self.update()

    def sizeHint(self) -> QSize:
        """Return a low, wide size."""
        return QSize(200, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars above the slider's groove, so that its handle points at the threshold."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = self.width() - _HANDLE_PX
        step = width / max(1, len(self._heights))
        for number, height in enumerate(self._heights.tolist()):
            middle = (number + 0.5) / len(self._heights)
            place = (100 * middle - _LEAST) / (_MOST - _LEAST)
            tall = max(2.0 if height else 0.0, height * (self.height() - 2))
            painter.setBrush(QColor(colours.accent if middle >= self._cut else colours.pressed))
            left = _HANDLE_PX / 2 + place * width - step / 2
            painter.drawRoundedRect(QRectF(left + 0.5, self.height() - tall, step - 1, tall), 1.5, 1.5)
        painter.end()


class ThresholdPicker(QWidget):
    """Automatic, or a probability that the user chooses.

    Signals:
        changed(): another threshold was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trade: Trade | None = None
        self._mode = LabelMode.SUGGEST
        self._automatic = QCheckBox(self.tr("Automatic: chosen for this label from your photos"))
        self._automatic.setChecked(True)
        self._bars = TradeBars()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(_LEAST, _MOST)
        self._slider.setPageStep(5)
        self._slider.setObjectName("threshold")
        self._slider.setValue(round(100 * USUAL))
        self._slider.setAccessibleName(self.tr("Threshold"))
        self._percent = QLabel()
        self._percent.setMinimumWidth(40)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said = QLabel()
        self._said.setProperty("muted", True)
        self._said.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._slider, 1)
        bars = QHBoxLayout()
        bars.addWidget(self._bars, 1)
        bars.addSpacing(48)
        line.addWidget(self._percent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._automatic)
        layout.addSpacing(4)
        layout.addLayout(bars)
        layout.addLayout(line)
        layout.addSpacing(2)
        layout.addWidget(self._said)
        self._automatic.toggled.connect(self._on_automatic)
        self._slider.valueChanged.connect(self._on_moved)
        self._show()

    @property
    def slider(self) -> QSlider:
        """Return what is moved, for a label to be its buddy."""
        return self._slider

    @property
    def said(self) -> str:
        """Return what is said of the trade."""
        return self._said.text()

    def threshold(self) -> float | None:
        """Return the probability chosen; None: automatic."""
        return None if self._automatic.isChecked() else self._slider.value() / 100

    def set_threshold(self, threshold: float | None) -> None:
        """Show a threshold."""
        self._automatic.setChecked(threshold is None)
        if threshold is not None:
            self._move(threshold)
        self._show()

    def set_trade(self, trade: Trade | None) -> None:
        """Show what thresholds mean; None: not known now."""
        self._trade = trade
        self._bars.set_trade(trade)
        self._follow()
        self._show()

    def set_mode(self, mode: LabelMode) -> None:
        """Say what the threshold is for."""
        self._mode = mode
        self._follow()
        self._show()

    def cuts(self) -> Cuts:
        """Return the thresholds as they would be used."""
        return chosen_cuts(self._trade.cuts if self._trade else Cuts(USUAL, SURE), self.threshold())

    def cut(self) -> float:
        """Return the threshold that matters most for the mode."""
        cuts = self.cuts()
        return cuts.tag if self._mode is LabelMode.AUTO else cuts.suggest

    def _follow(self) -> None:
        """Let the slider show the automatic threshold."""
        if self._automatic.isChecked() and self._trade is not None:
            self._move(self.cut())

    def _move(self, threshold: float) -> None:
        blocked = self._slider.blockSignals(True)
        self._slider.setValue(round(100 * threshold))
        self._slider.blockSignals(blocked)

    def _show(self) -> None:
        self._bars.set_cut(self.cut())
        self._percent.setText(texts.percent(self._slider.value() / 100))
        text = self._trade_in_words()
        self._said.setText(text)
        self._slider.setAccessibleDescription(text)

    def _trade_in_words(self) -> str:
        cut = self.cut()
        if self._trade is None:
            return self.tr("Lower finds more photos, higher makes fewer mistakes.")
        precision, recall = self._trade.precision(cut), self._trade.recall(cut)
        if precision is None or recall is None:
            return self.tr("Finds no photo.")
        found = self.tr("Finds %Ln photo(s)", None, self._trade.count(cut))
        return self.tr("{0}: about {1} of them right, about {2} of all that fit.").format(
            found, texts.percent(precision), texts.percent(recall)
        )

    @Slot()
    def _on_automatic(self) -> None:
        self._follow()
        self._show()
        self.changed.emit()

    @Slot()
    def _on_moved(self) -> None:
        """Choose by hand: whoever moves the slider does not want it chosen for him."""
        blocked = self._automatic.blockSignals(True)
        self._automatic.setChecked(False)
        self._automatic.blockSignals(blocked)
        self._show()
        self.changed.emit()
