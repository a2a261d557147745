"""One sentence for the user, over the grid; it never takes the focus by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from clipphotos.core.changes import Digest, Level, Notice
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon, set_label_icon

_SHOWN_MS = {Level.INFO: 6_000, Level.WARNING: 15_000}
_DIGEST_MS = 30_000
_FIRST_ANSWER = 2
"""The place of a sentence's first button: after the icon and the text."""
_NAMED = 4
"""Labels that a digest names; the others are counted."""
Answer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""

_LOOKS = {Level.INFO: ("info", "accent"), Level.WARNING: ("warning", "warning"), Level.ERROR: ("error", "bad")}


class NoticeBar(QFrame):
    """Shows the latest notice; an error stays until it is closed.

    Below the notices that come and go there may be standing ones, with buttons: they are shown while nothing else is.

    Signals:
        visibility_changed(bool): it came, or went.
        label_asked(str): what the label of this name tagged by itself is to be shown.
    """

    visibility_changed = Signal(bool)
    label_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tagged = Counter[str]()
        self._show = QPushButton(self.tr("Show"))
        self._show.setAccessibleName(self.tr("Show what was tagged"))
        self._show.clicked.connect(self._on_show)
        self._show.hide()
        self._level: Level | None = None
        """Of the passing notice that is shown."""
        self._standing: dict[Hashable, tuple[Notice, Sequence[Answer]]] = {}
        self._shown: Hashable | None = None
        """The standing notice that is shown."""
        self._answers: list[QPushButton] = []
        close = QToolButton()
        set_icon(close, "close", "muted")
        close.setAccessibleName(self.tr("Close this message"))
        close.setToolTip(self.tr("Close this message"))
        close.clicked.connect(self.dismiss)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._show)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentence that is shown."""
        return self._text.text()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Show a sentence in place of the one before."""
        self._tagged.clear()
        self._say(notice, _LOOKS[notice.level][0], _SHOWN_MS.get(notice.level))

    @Slot(object)
    def show_digest(self, digest: Digest) -> None:
        """Show what labels tagged by themselves, added to what is shown of that; an error is not covered."""
        if self._level is Level.ERROR:
            return
        self._tagged.update(dict(digest.tagged))
        named = [
            self.tr("{0} {1}").format(name, texts.number(count)) for name, count in self._tagged.most_common(_NAMED)
        ]
        rest = len(self._tagged) - len(named)
        if rest:
            named.append(self.tr("%Ln more label(s)", None, rest))
        text = self.tr("%Ln tag(s) were set automatically: {0}", None, self._tagged.total())
        self._say(Notice(Level.INFO, text.format(self.tr(", ").join(named))), "bolt", _DIGEST_MS)

    def _say(self, notice: Notice, icon: str, shown_ms: int | None) -> None:
        self._level, self._shown = notice.level, None
        self._put(notice, icon, ())
        if shown_ms is not None:
            self._timer.start(shown_ms)

    def stand(self, key: Hashable, notice: Notice, answers: Sequence[Answer] = ()) -> None:
        """Show a sentence until it is withdrawn or closed; an earlier one of this key is replaced."""
        self._standing[key] = (notice, answers)
        if self._level is None and self._shown in (None, key):
            self._show_standing(key)

    def withdraw(self, key: Hashable) -> None:
        """Show a standing sentence no more."""
        if self._shown == key:
            self.dismiss()
        self._standing.pop(key, None)

    def _show_standing(self, key: Hashable) -> None:
        notice, answers = self._standing[key]
        self._shown = key
        self._put(notice, _LOOKS[notice.level][0], answers)

    def _put(self, notice: Notice, icon: str, answers: Sequence[Answer]) -> None:
        set_label_icon(self._icon, icon, 20, _LOOKS[notice.level][1])
        self._text.setText(notice.text)
        self._show.setVisible(bool(self._tagged))
        self._offer(answers)
        self.setAccessibleName(notice.text)
        self.setProperty("level", notice.level.name.casefold())
        self.style().unpolish(self)
        self.style().polish(self)
        self._timer.stop()
        self.show()
        self.visibility_changed.emit(True)

    def _offer(self, answers: Sequence[Answer]) -> None:
        for button in self._answers:
            button.hide()
            button.deleteLater()
        self._answers = [QPushButton(text) for text, _ in answers]
        for number, (button, (_, do)) in enumerate(zip(self._answers, answers, strict=True)):
            button.clicked.connect(partial(_call, do))
            self._row.insertWidget(_FIRST_ANSWER + number, button)
            button.show()

    @Slot()
    def _on_show(self) -> None:
        """Show the label's photos; of several labels, let the user choose."""
        if len(self._tagged) == 1:
            self._ask(next(iter(self._tagged)))
            return
        menu = QMenu(self)
        for name, count in self._tagged.most_common():
            text = self.tr("{0} {1}").format(name.replace("&", "&&"), texts.number(count))
            menu.addAction(text).triggered.connect(partial(self._ask, name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._show.mapToGlobal(self._show.rect().bottomLeft()))

    def _ask(self, name: str, _checked: bool = False) -> None:
        self.dismiss()
        self.label_asked.emit(name)

    @Slot()
    def dismiss(self) -> None:
        """Go away, or make room for a sentence that stands."""
        self._timer.stop()
        self._standing.pop(self._shown, None)
        self._level = self._shown = None
        self._tagged.clear()
        if self._standing:
            self._show_standing(next(iter(self._standing)))
            return
        self.hide()
        self.visibility_changed.emit(False)


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()
