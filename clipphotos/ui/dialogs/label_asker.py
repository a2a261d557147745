"""Asks what a label would find while it is being written: after a pause, one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelId, LabelSpec, Trade
from clipphotos.ui.bridge import Bridge

Ask = Callable[[LabelSpec, LabelId | None], Trade]

PAUSE_MS = 400
_TOPIC = "label-preview"


class LabelAsker(QObject):
    """Keeps the answer in step with the definition. What is decided without the engine is not asked again.

    Signals:
        answered(Trade): the answer to what was wanted last.
        refused(str): there is none, and why.
        waiting(bool): an answer is on its way.
    """

    answered = Signal(object)
    refused = Signal(str)
    waiting = Signal(bool)

    def __init__(self, ask: Ask, label_id: LabelId | None, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._ask, self._label_id, self._bridge = ask, label_id, bridge
        self._wanted: LabelSpec | None = None
        self._asked: LabelSpec | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._put)
        bridge.broke.connect(self._on_broke)

    def want(self, spec: LabelSpec | None) -> None:
        """Say what the definition is now, clean; None: nothing can be asked."""
        question = None if spec is None else _question(spec)
        if question == self._wanted:
            return
        self._wanted = question
        if question is None:
            self._timer.stop()
            self.waiting.emit(False)
        else:
            self._timer.start()
            self.waiting.emit(True)

    def stop(self) -> None:
        """Want nothing any more; an answer that is on its way is dropped."""
        self._wanted = None
        self._timer.stop()
        self._bridge.forget(_TOPIC)

    @Slot()
    def _put(self) -> None:
        """Ask, unless an earlier question is still being answered: it would only take longer."""
        if self._busy or self._wanted is None:
            return
        question = self._asked = self._wanted
        self._busy = True
        self._bridge.run(partial(self._ask, question, self._label_id), self._take, self._refuse, topic=_TOPIC)

    def _take(self, trade: Trade) -> None:
        if self._is_wanted():
            self.answered.emit(trade)

    def _refuse(self, error: KnownError) -> None:
        if self._is_wanted():
            self.refused.emit(str(error))

    def _is_wanted(self) -> bool:
        """Return whether the answer is not late; if it is, ask what is wanted now."""
        self._busy = False
        if self._asked == self._wanted:
            self.waiting.emit(False)
            return True
        if not self._timer.isActive():
            self._put()
        return False

    @Slot(str)
    def _on_broke(self, _trace: str) -> None:
        self._busy = False
        self.waiting.emit(False)


def _question(spec: LabelSpec) -> LabelSpec:
    """Return of a definition what the engine has to know: two that are equal have the same answer."""
    return LabelSpec("?", spec.words, spec.counter_prompts, group=spec.group, rule=spec.rule)
