"""The dialog that shows in large what in a photo speaks for a description."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.ui.asking import wording
from clipphotos.ui.asking.heat import USUAL_STRENGTH, Heat, Legend
from clipphotos.ui.asking.heat_bar import find_heat
from clipphotos.ui.asking.heat_view import HeatView
from clipphotos.ui.asking.one_at_a_time import OneAtATime
from clipphotos.ui.dialogs.region_dialog import same_picture
from clipphotos.ui.panels.flow import FlowLayout

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_SHARE = 0.86
"""Of the window below it."""


class WhyDialog(QDialog):
    """A photo, words, and where they are in it; deletes itself."""

    def __init__(
        self,
        library: Library,
        calls: OneAtATime,
        photo_id: PhotoId,
        offered: Sequence[str],
        parent: QWidget,
    ) -> None:
        """Make it.

        Args:
            library: what is asked.
            calls: how; it lives longer than this.
            photo_id: the photo.
            offered: what it may match, the first at once; may be empty.
            parent: the window.
        """
        super().__init__(parent)
        self._library, self._calls, self._photo_id = library, calls, photo_id
        self._thumbnail: QImage | None = None
        self._online = True
        self._asked = ""
        self._buttons: dict[str, QToolButton] = {}
        self.setWindowTitle(self.tr("Why this photo?"))
        self.setSizeGripEnabled(True)
        self.resize(parent.size() * _SHARE)
        self.finished.connect(calls.forget)
        self.finished.connect(self.deleteLater)
        self.view = HeatView()
        self._said = QLabel()
        self._said.setObjectName("details_title")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._busy = QProgressBar()
        self._busy.setObjectName("waiting")
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        room = self._busy.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(room)
        self._busy.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(self._question_line())
        layout.addWidget(self._offers(offered))
        layout.addWidget(self._said)
        layout.addWidget(self._busy)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot())
        if offered:
            self._field.setText(offered[0])
            self._ask()
        else:
            self._say(self.tr("Type what you look for in this photo."))
        self._field.setFocus()
        self._field.selectAll()

    @property
    def text(self) -> str:
        """Return what is said above the photo."""
        return self._said.text()

    def show_thumbnail(self, image: QImage | None) -> None:
        """Show a small picture of the photo; None: there is none."""
        self._thumbnail = image
        if image is not None:
            self.view.set_image(image)

    def show_photo(self, online: bool, image: QImage | None) -> None:
        """Show the photo itself; see `RegionDialog.show_photo`."""
        self._online = online
        if not online:
            self._calls.forget()
            self._say(wording.file_needed())
        elif image is not None and (self._thumbnail is None or same_picture(self._thumbnail, image)):
            self.view.set_image(image)

    def _question_line(self) -> QHBoxLayout:
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("A description: a dog on a beach"))
        self._field.setAccessibleName(self.tr("What to look for in the photo"))
        self._field.setMaxLength(200)
        show = QPushButton(self.tr("Show where"))
        show.setDefault(True)
        show.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._field, 1)
        line.addWidget(show)
        return line

    def _offers(self, offered: Sequence[str]) -> QWidget:
        """Return buttons for what the photo may match, if there is a choice."""
        offers = QWidget()
        flow = FlowLayout(offers, 6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        offers.setSizePolicy(policy)
        for text in offered:
            button = QToolButton()
            button.setText(text.replace("&", "&&"))
            button.setProperty("example", True)
            button.setAccessibleName(self.tr("Show where in the photo: “{0}”").format(text))
            button.setCheckable(True)
            button.clicked.connect(partial(self._ask_for, text))
            flow.addWidget(button)
            self._buttons[text] = button
        offers.setVisible(len(offered) > 1)
        return offers

    def _foot(self) -> QHBoxLayout:
        strength = QSlider(Qt.Orientation.Horizontal)
        strength.setRange(0, 100)
        strength.setValue(round(100 * USUAL_STRENGTH))
        strength.setFixedWidth(130)
        strength.setAccessibleName(self.tr("Strength of the colours"))
        strength.setToolTip(strength.accessibleName())
        strength.valueChanged.connect(self._on_strength)
        hint = QLabel(self.tr("Hold Space or the mouse button on the photo to see it alone."))
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(Legend())
        line.addWidget(strength)
        line.addWidget(hint, 1)
        line.addWidget(close)
        return line

    def _ask_for(self, text: str, _checked: bool = False) -> None:
        self._field.setText(text)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        text = self._field.text().strip()
        if not text or not self._online:
            return
        self._asked = text
        for offered, button in self._buttons.items():
            button.setChecked(offered == text)
        self.view.set_heat(None)
        self._say(self.tr("Looking where “{0}” is…").format(text), busy=True)
        self._calls.ask(partial(find_heat, self._library, self._photo_id, text), self._show, self._refuse)

    def _show(self, heat: Heat) -> None:
        self.view.set_heat(heat)
        said = wording.fits(heat.probability, self._asked)
        self._say(f"{said}  ·  {wording.read_as(heat.read_as)}" if heat.read_as else said)

    def _refuse(self, error: KnownError) -> None:
        self._say(str(error))

    def _say(self, text: str, *, busy: bool = False) -> None:
        self._said.setText(text)
        self._busy.setVisible(busy)

    @Slot(int)
    def _on_strength(self, percent: int) -> None:
        self.view.set_strength(percent / 100)
