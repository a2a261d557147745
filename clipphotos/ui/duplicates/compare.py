"""Two photos of a group, large and side by side: the one that is kept, and another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.photo import PhotoId
from clipphotos.ui import texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.duplicates import wording
from clipphotos.ui.duplicates.choice import Choice
from clipphotos.ui.icons import svg_pixmap
from clipphotos.ui.panels.details import load_preview
from clipphotos.ui.panels.header import ElidedLabel
from clipphotos.ui.photo_files import PhotoFiles
from clipphotos.ui.theme import colours_of

if TYPE_CHECKING:
    from clipphotos.core.errors import KnownError
    from clipphotos.engine.library import Library

_SIZE_PX = (1080, 640)
_RADIUS_PX = 8


class _Picture(QWidget):
    """One picture as large as it fits, on a ground."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._absent = False
        self.marked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 200))

    def set_image(self, image: QImage | None, *, absent: bool = False) -> None:
        self._pixmap, self._absent = (None if image is None else QPixmap.fromImage(image)), absent
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(colours.accent), 3) if self.marked else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.placeholder))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), _RADIUS_PX, _RADIUS_PX)
        room = self.rect().adjusted(10, 10, -10, -10)
        if self._pixmap is not None:
            size = self._pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(room.center())
            painter.drawPixmap(place, self._pixmap)
        elif self._absent:
            icon = svg_pixmap("image-off", colours.muted, 40, self.devicePixelRatioF())
            painter.drawPixmap(self.rect().center() - QPoint(20, 20), icon)


class _Side(QWidget):
    """A picture with what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = _Picture()
        self._state, self._name = QLabel(), ElidedLabel()
        self._name.setProperty("strong", True)
        self._facts = QLabel()
        self._facts.setProperty("muted", True)
        self._folder = ElidedLabel()
        self._folder.setProperty("muted", True)
        self.open = QPushButton(self.tr("Open"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._state)
        column.addWidget(self.picture, 1)
        line = QHBoxLayout()
        line.addWidget(self._name)
        line.addStretch()
        line.addWidget(self.open)
        column.addLayout(line)
        column.addWidget(self._facts)
        column.addWidget(self._folder)

    def show_member(self, choice: Choice, number: int) -> None:
        member = choice.group.members[number]
        said = wording.state(choice, number)
        self._state.setText(said[:1].upper() + said[1:])
        self._state.setProperty("strong", number == choice.keep)
        self._name.setText(texts.file_name(member.path))
        self._name.setToolTip(texts.readable(member.path))
        size, date, folder = wording.facts(choice, number)
        notes = [text for text in (wording.change(member), wording.protection(member)[0]) if text]
        self._facts.setText(" · ".join([text for text, _ in (*size, *date)] + notes))
        self._folder.setText(folder[0][0])
        self.picture.setAccessibleName(wording.spoken(choice, number))
        self.picture.marked = number == choice.keep
        self.open.setAccessibleName(self.tr("Open {0}").format(texts.file_name(member.path)))
        self.open.setEnabled(not wording.offline(member))


class CompareDialog(QDialog):
    """Goes through the photos of a group, each beside the one that is kept.

    Signals:
        kept(Choice): another one is to be kept, or another one to go.
    """

    kept = Signal(object)

    def __init__(
        self, library: Library, bridge: Bridge, choice: Choice, member: int, parent: QWidget | None = None
    ) -> None:
        """Begin with a member; with the next best where that is the one that is kept."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare duplicates"))
        self.resize(*_SIZE_PX)
        self._library, self._bridge, self._choice = library, bridge, choice
        self._files = PhotoFiles(library, bridge, self)
        self._images: dict[PhotoId, QImage | None] = {}
        self._number = member if member != choice.keep else next(iter(self._others()))
        self._sides = (_Side(), _Side())
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for side in self._sides:
            sides.addWidget(side, 1)
            side.open.setAutoDefault(False)
        self._sides[0].open.clicked.connect(self._open_keeper)
        self._sides[1].open.clicked.connect(self._open_other)
        self._place = QLabel()
        self._place.setProperty("muted", True)
        self._back = self._button(self.tr("Previous"), "Left", self.previous)
        self._on = self._button(self.tr("Next"), "Right", self.next)
        self._go = self._button("", "X", self.toggle)
        self._keep = self._button(self.tr("Keep the right one"), "K", self.keep)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        for widget in (self._back, self._on, self._place):
            foot.addWidget(widget)
        foot.addStretch()
        for widget in (self._go, self._keep, close):
            foot.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(14)
        layout.addLayout(sides, 1)
        layout.addLayout(foot)
        for photo_id in {shown.photo_id for shown in choice.group.members}:
            load = partial(load_preview, library, photo_id)
            bridge.run(
                load, partial(self._take, photo_id), partial(self._refused, photo_id), topic=f"compare {photo_id}"
            )
        self._write()
        close.setFocus()

    def _button(self, text: str, keys: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(keys)
        button.setAutoDefault(False)
        button.setToolTip(f"{text}  ({keys})".strip())
        button.clicked.connect(slot)
        return button

    def done(self, result: int) -> None:
        """Wait for no picture any more."""
        for member in self._choice.group.members:
            self._bridge.forget(f"compare {member.photo_id}")
        super().done(result)

    def _others(self) -> list[int]:
        return [number for number in range(len(self._choice.group.members)) if number != self._choice.keep]

    @Slot()
    def next(self) -> None:
        """Show the next one beside the one that is kept."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Show the one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        others = self._others()
        self._number = others[(others.index(self._number) + step) % len(others)]
        self._write()

    @Slot()
    def keep(self) -> None:
        """Keep the right one instead; the two change places."""
        before = self._choice.keep
        self._choice = self._choice.keeping(self._number)
        self._number = before
        self.kept.emit(self._choice)
        self._write()

    @Slot()
    def toggle(self) -> None:
        """Let the right one go, or stay."""
        self._choice = self._choice.toggled(self._number)
        self.kept.emit(self._choice)
        self._write()

    @Slot()
    def _open_keeper(self) -> None:
        self._files.open(self._choice.keeper.photo_id)

    @Slot()
    def _open_other(self) -> None:
        self._files.open(self._choice.group.members[self._number].photo_id)

    def _take(self, photo_id: PhotoId, image: QImage | None) -> None:
        self._images[photo_id] = image
        self._write()

    def _refused(self, photo_id: PhotoId, _error: KnownError) -> None:
        self._take(photo_id, None)

    def _write(self) -> None:
        others = self._others()
        for side, number in zip(self._sides, (self._choice.keep, self._number), strict=True):
            photo_id = self._choice.group.members[number].photo_id
            side.show_member(self._choice, number)
            image = self._images.get(photo_id)
            side.picture.set_image(image, absent=photo_id in self._images and image is None)
        place = texts.number(others.index(self._number) + 1), texts.number(len(others))
        self._place.setText(self.tr("{0} of {1}").format(*place) if len(others) > 1 else "")
        for button in (self._back, self._on):
            button.setVisible(len(others) > 1)
        goes = self._number in self._choice.go
        self._go.setText(self.tr("Leave the right one") if goes else self.tr("Move the right one to the trash"))
        self._go.setShortcut("X")  # a new text takes it away
        self._go.setEnabled(self._choice.can_go(self._number))
