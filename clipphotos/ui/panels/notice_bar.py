"""One sentence for the user, over the grid; it never takes the focus by itself."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from clipphotos.core.changes import Digest, Level, Notice
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon, set_label_icon

_SHOWN_MS = {Level.INFO: 6_000, Level.WARNING: 15_000}
_DIGEST_MS = 30_000
_NAMED = 4
"""Labels that a digest names; the others are counted."""
_LOOKS = {Level.INFO: ("info", "accent"), Level.WARNING: ("warning", "warning"), Level.ERROR: ("error", "bad")}


class NoticeBar(QFrame):
    """Shows the latest notice; an error stays until it is closed.

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
        close = QToolButton()
        set_icon(close, "close", "muted")
        close.setAccessibleName(self.tr("Close this message"))
        close.setToolTip(self.tr("Close this message"))
        close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
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
        self._level = notice.level
        set_label_icon(self._icon, icon, 20, _LOOKS[notice.level][1])
        self._text.setText(notice.text)
        self._show.setVisible(bool(self._tagged))
        self.setAccessibleName(notice.text)
        self.setProperty("level", notice.level.name.casefold())
        self.style().unpolish(self)
        self.style().polish(self)
        self._timer.stop()
        if shown_ms is not None:
            self._timer.start(shown_ms)
        self.show()
        self.visibility_changed.emit(True)

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
        """Go away."""
        self._timer.stop()
        self._level = None
        self._tagged.clear()
        self.hide()
        self.visibility_changed.emit(False)
