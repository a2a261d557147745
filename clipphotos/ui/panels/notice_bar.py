"""One sentence for the user, over the grid; it never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from clipphotos.core.changes import Level, Notice
from clipphotos.ui.icons import set_icon, set_label_icon

_SHOWN_MS = {Level.INFO: 6_000, Level.WARNING: 15_000}
_LOOKS = {Level.INFO: ("info", "accent"), Level.WARNING: ("warning", "warning"), Level.ERROR: ("error", "bad")}


class NoticeBar(QFrame):
    """Shows the latest notice; an error stays until it is closed.

    Signals:
        visibility_changed(bool): it came, or went.
    """

    visibility_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
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
        icon, tone = _LOOKS[notice.level]
        set_label_icon(self._icon, icon, 20, tone)
        self._text.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.setProperty("level", notice.level.name.casefold())
        self.style().unpolish(self)
        self.style().polish(self)
        self._timer.stop()
        if notice.level in _SHOWN_MS:
            self._timer.start(_SHOWN_MS[notice.level])
        self.show()
        self.visibility_changed.emit(True)

    @Slot()
    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.visibility_changed.emit(False)
