"""What is said below the preview about the heat map over it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.asking import wording
from clipphotos.ui.asking.heat import Heat, Legend, heat_of
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.icons import set_icon

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


class HeatBar(QWidget):
    """Asks where in a photo something is, and says what the colours over the photo mean.

    Signals:
        heat_changed(Heat): is to be shown over the photo; None: nothing is.
        enlarge_asked(str): the same is to be seen in large.
    """

    heat_changed = Signal(object)
    enlarge_asked = Signal(str)

    def __init__(self, library: Library, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._calls = OneAtATime(bridge, self)
        self._photo_id: PhotoId | None = None
        self._online = True
        self._sought = self._shown = ""
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._busy = QProgressBar()
        self._busy.setObjectName("waiting")
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._legend = Legend()
        self._enlarge = self._button("zoom", self.tr("Show it larger"))
        self._enlarge.clicked.connect(self.enlarge)
        close = self._button("close", self.tr("Show the photo alone"))
        close.clicked.connect(self.forget)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self._said, 1)
        line.addWidget(self._enlarge)
        line.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(self._busy)
        layout.addLayout(line)
        layout.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said; "" if nothing is."""
        return "" if self.isHidden() else self._said.text()

    @property
    def sought(self) -> str:
        """Return what was looked for; "" if nothing was."""
        return self._sought

    def set_photo(self, photo_id: PhotoId | None) -> None:
        """Forget what was asked of another photo."""
        self._photo_id, self._online = photo_id, True
        self.forget()

    def set_online(self, online: bool) -> None:
        """Say whether the photo's file can be read now."""
        self._online = online

    @Slot(str)
    @Slot(str, str)
    def show_where(self, sought: str, shown: str = "") -> None:
        """Show where in the photo something is.

        Args:
            sought: for the model.
            shown: for people.
        """
        photo_id = self._photo_id
        if photo_id is None:
            return
        self.forget()
        self._sought, self._shown = sought, shown or sought
        if not self._online:
            self._say(wording.file_needed())
            return
        self._say(self.tr("Looking where “{0}” is…").format(self._shown), busy=True)
        self._calls.ask(partial(find_heat, self._library, photo_id, sought), self._show, self._refuse)

    @Slot()
    def forget(self) -> None:
        """Show the photo alone."""
        self._calls.forget()
        self._sought = self._shown = ""
        self.hide()
        self.heat_changed.emit(None)

    @Slot()
    def enlarge(self) -> None:
        """Ask for a larger view of what is shown."""
        if not self.isHidden() and self._sought:
            self.enlarge_asked.emit(self._sought)

    def _show(self, heat: Heat) -> None:
        self._say(wording.shown(heat.probability, self._shown), heat=True)
        self.heat_changed.emit(heat)

    def _refuse(self, error: KnownError) -> None:
        self._say(str(error))

    def _say(self, text: str, *, busy: bool = False, heat: bool = False) -> None:
        self._said.setText(text)
        self._busy.setVisible(busy)
        self._legend.setVisible(heat)
        self._enlarge.setVisible(heat)
        self.show()

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton()
        set_icon(button, icon, "muted")
        button.setIconSize(QSize(16, 16))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def find_heat(library: Library, photo_id: PhotoId, sought: str) -> Heat:
    """Return what in a photo speaks for a text. In a worker.

    Raises:
        KnownError: see `Asking.why`.
    """
    return heat_of(library.asking.why(f"#{photo_id}", sought))
