"""The details panel: what is known of the selected photo, its stars and its tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoDetails, PhotoId
from clipphotos.ui import texts
from clipphotos.ui.asking.ask_section import AskSection
from clipphotos.ui.asking.heat import Heat
from clipphotos.ui.asking.heat_bar import HeatBar
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.icons import set_icon, set_label_icon
from clipphotos.ui.panels.chips import TagChips, TagField
from clipphotos.ui.panels.facts import FactsList
from clipphotos.ui.panels.preview import Preview
from clipphotos.ui.panels.stars import Stars
from clipphotos.ui.panels.suggestions import SuggestionList

if TYPE_CHECKING:
    from clipphotos.engine.library import Library


_LONG_WORD = 16


class DetailsPanel(QWidget):
    """Shows the selection.

    Signals:
        tag_added(str), tag_removed(str): for the selected photos.
        rated(int): for the selected photos; 0: no stars.
        decided(str, bool): a label's suggestion for the selected photo fits, or does not.
        why_asked(str): what in the selected photo speaks for this is to be seen in large.
        open_asked(), reveal_asked(), similar_asked(), region_asked(): for the selected photo.
    """

    tag_added = Signal(str)
    tag_removed = Signal(str)
    rated = Signal(int)
    decided = Signal(str, bool)
    why_asked = Signal(str)
    open_asked = Signal()
    reveal_asked = Signal()
    similar_asked = Signal()
    region_asked = Signal()

    def __init__(self, library: Library, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._bridge = library, bridge
        self._photo_id: PhotoId | None = None
        self.setMinimumWidth(280)  # for the buttons below, beside a scroll bar
        self._stack = QStackedWidget()
        self._stack.setObjectName("details_stack")
        self._stack.addWidget(self._empty_page())
        self._stack.addWidget(self._photo_page())
        self._stack.addWidget(self._many_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def photo_id(self) -> PhotoId | None:
        """Return the photo that is shown."""
        return self._photo_id

    def show_photo(self, photo_id: PhotoId) -> None:
        """Show what is known of one photo."""
        if photo_id != self._photo_id:
            self._set_photo(photo_id)
            self.reload()

    def show_count(self, count: int) -> None:
        """Show that no photo or several are selected."""
        self._set_photo(None)
        self._bridge.forget("details")
        self._bridge.forget("preview")
        self._many_title.setText(self.tr("%Ln photo(s) selected", None, count))
        self._stack.setCurrentIndex(2 if count else 0)

    def show_common_rating(self, rating: int) -> None:
        """Show the stars that all of several selected photos have; 0 if they differ."""
        self._many_stars.set_rating(rating)

    @Slot()
    def reload(self) -> None:
        """Ask for the photo's details again."""
        photo_id = self._photo_id
        if photo_id is None:
            return
        self._bridge.run(partial(self._library.photos.details, photo_id), self._fill, self._refuse, topic="details")
        self._bridge.run(
            partial(load_preview, self._library, photo_id), self._preview.set_image, self._no_preview, topic="preview"
        )

    def set_known_tags(self, names: Sequence[str]) -> None:
        """Complete these in the tag fields."""
        for field in (self._field, self._many_field, self._many_remove):
            field.set_known(names)

    def focus_tag_field(self) -> None:
        """Let a tag be typed."""
        field = self._many_field if self._stack.currentIndex() == 2 else self._field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_question(self) -> None:
        """Let the photo be asked."""
        self._ask.focus()
        self._show_question()

    @property
    def sought(self) -> str:
        """Return what is shown over the photo, or was asked for; "" if nothing is."""
        return self._heat.sought

    def _set_photo(self, photo_id: PhotoId | None) -> None:
        self._photo_id = photo_id
        self._heat.set_photo(photo_id)
        self._ask.set_photo(photo_id)

    @Slot()
    def _show_question(self) -> None:
        """Scroll to the question and its answer."""
        self._area.widget().layout().activate()
        self._area.ensureWidgetVisible(self._ask)

    @Slot(object)
    def _on_heat(self, heat: Heat | None) -> None:
        self._preview.set_heat(heat)
        if heat is not None:
            self._area.ensureWidgetVisible(self._preview)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        mark = QLabel()
        set_label_icon(mark, "photos", 48, "border")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel(self.tr("Select a photo to see its details."))
        text.setProperty("muted", True)
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(28, 0, 28, 0)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(mark)
        layout.addWidget(text)
        layout.addStretch(3)
        return page

    def _photo_page(self) -> QWidget:
        self._preview = Preview()
        self._preview.region_asked.connect(self.region_asked)
        self._heat = HeatBar(self._library, self._bridge)
        self._heat.heat_changed.connect(self._on_heat)
        self._heat.enlarge_asked.connect(self.why_asked)
        self._preview.enlarge_asked.connect(self._heat.enlarge)
        self._title = QLabel()
        self._title.setObjectName("details_title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._offline = QLabel(self.tr("Offline: its folder or drive cannot be reached now."))
        self._offline.setWordWrap(True)
        self._offline.setProperty("muted", True)
        self._stars = Stars()
        self._stars.rated.connect(self.rated)
        self._suggestions = SuggestionList()
        self._suggestions.decided.connect(self.decided)
        self._suggestions.where_asked.connect(self._heat.show_where)
        self._ask = AskSection(self._library, self._bridge)
        self._ask.where_asked.connect(self._heat.show_where)
        self._ask.said.connect(self._show_question)
        self._chips = TagChips()
        self._chips.removed.connect(self.tag_removed)
        self._field = TagField()
        self._field.tag_entered.connect(self.tag_added)
        self._facts = FactsList()
        self._paths = QLabel()
        self._paths.setTextFormat(Qt.TextFormat.PlainText)
        self._paths.setProperty("muted", True)
        self._paths.setWordWrap(True)
        self._paths.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._paths.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        body = QWidget()
        body.setObjectName("details_body")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        for widget in (self._preview, self._heat, self._title, self._stars, self._offline, self._suggestions):
            layout.addWidget(widget)
        layout.addWidget(self._ask)
        layout.addSpacing(2)
        layout.addWidget(_heading(self.tr("Tags")))
        layout.addWidget(self._chips)
        layout.addWidget(self._field)
        layout.addSpacing(6)
        layout.addWidget(_heading(self.tr("Details")))
        layout.addWidget(self._facts)
        layout.addSpacing(6)
        layout.addWidget(_heading(self.tr("File")))
        layout.addWidget(self._paths)
        layout.addLayout(self._file_buttons())
        layout.addStretch()
        self._area = area = QScrollArea()
        area.setObjectName("details")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        return area

    def _file_buttons(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(8)
        for text, icon, tip, signal in (
            (self.tr("Open"), "open", self.tr("Open with the usual program"), self.open_asked),
            (self.tr("Folder"), "folder", self.tr("Show in its folder"), self.reveal_asked),
            (self.tr("Similar"), "similar", self.tr("Find similar photos"), self.similar_asked),
        ):
            button = QPushButton(text)
            set_icon(button, icon, "muted")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setProperty("compact", True)
            button.clicked.connect(signal)
            layout.addWidget(button, 1)
        return layout

    def _many_page(self) -> QWidget:
        page = QWidget()
        self._many_title = QLabel()
        self._many_title.setObjectName("details_title")
        self._many_stars = Stars()
        self._many_stars.rated.connect(self.rated)
        self._many_field = TagField()
        self._many_field.setPlaceholderText(self.tr("Add a tag to all of them"))
        self._many_field.setAccessibleName(self.tr("Add a tag to all of them"))
        self._many_field.tag_entered.connect(self.tag_added)
        self._many_remove = TagField()
        self._many_remove.setPlaceholderText(self.tr("Remove a tag from all of them"))
        self._many_remove.setAccessibleName(self.tr("Remove a tag from all of them"))
        self._many_remove.tag_entered.connect(self.tag_removed)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 20, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._many_title)
        layout.addWidget(self._many_stars)
        layout.addWidget(_heading(self.tr("Tags")))
        layout.addWidget(self._many_field)
        layout.addWidget(self._many_remove)
        layout.addStretch()
        return page

    def _fill(self, details: PhotoDetails) -> None:
        path = details.paths[0] if details.paths else ""
        self._title.setText(_breakable(texts.file_name(path)) if path else self.tr("Unnamed photo"))
        self._stars.set_rating(details.rating)
        self._offline.setVisible(not details.online)
        self._heat.set_online(details.online)
        self._suggestions.set_suggestions(details.suggestions)
        self._chips.set_tags(details.tags)
        self._facts.set_details(details)
        self._paths.setText("\n".join(_breakable(texts.readable(p)) for p in details.paths))
        self._stack.setCurrentIndex(1)

    def _refuse(self, _error: KnownError) -> None:
        """Show nothing: the photo left the library while it was selected."""
        self._set_photo(None)
        self._stack.setCurrentIndex(0)

    def _no_preview(self, _error: KnownError) -> None:
        self._preview.set_image(None)


def load_preview(library: Library, photo_id: PhotoId) -> QImage | None:
    """Return a photo's thumbnail. In a worker."""
    path: Path | None = library.photos.thumbnail(photo_id)
    if path is None:
        return None
    image = QImageReader(str(path)).read()
    return None if image.isNull() else image


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("heading", True)
    return label


def _breakable(path: str) -> str:
    """Let a long path break after each separator, and a very long word anywhere."""
    words = re.split(r"(?<=[/\\_\-. ])(?=[^/\\_\-. ])", path)
    return "\u200b".join("\u200b".join(word) if len(word) > _LONG_WORD else word for word in words)
