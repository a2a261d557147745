"""The terms of a search as chips: a click edits one, its × removes it, and a button adds another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from clipphotos.core.query.records import Example, Region
from clipphotos.ui.icons import set_icon
from clipphotos.ui.panels.flow import FlowLayout
from clipphotos.ui.panels.query_terms import Term

_HEIGHT_PX = 28
_TEXT_PX = 240
_PICTURE_PX = 20


class QueryChip(QFrame):
    """One term.

    Signals:
        edit_asked(), removed(): it was clicked; its × was, or Delete was pressed on it.
    """

    edit_asked = Signal()
    removed = Signal()

    def __init__(self, term: Term, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.term = term
        self.setObjectName("query_chip")
        self.setFixedHeight(_HEIGHT_PX)
        self.setProperty("negated", term.negated)
        self.setProperty("sort", term.icon == "sort")
        self._body, close = QToolButton(), QToolButton()
        self._body.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        shown = self.tr("not {0}").format(term.text) if term.negated and term.icon != "minus" else term.text
        metrics = QFontMetrics(self.font())
        self._body.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideMiddle, _TEXT_PX).replace("&", "&&"))
        self._body.setIconSize(QSize(16, 16))
        self._body.setToolTip(term.spoken)
        self._body.setAccessibleName(self.tr("Edit: {0}").format(term.spoken))
        self._body.clicked.connect(self.edit_asked)
        set_icon(self._body, term.icon, "bad" if term.negated else "star" if term.icon == "star" else "muted")
        close.setObjectName("chip_close")
        close.setAccessibleName(self.tr("Remove: {0}").format(term.spoken))
        close.setToolTip(self.tr("Remove"))
        close.setIconSize(QSize(13, 13))
        set_icon(close, "close", "muted")
        close.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(5, 1, 4, 1)
        layout.setSpacing(0)
        for button in (self._body, close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        self.setFocusProxy(self._body)

    def set_picture(self, pixmap: QPixmap) -> None:
        """Show the example itself."""
        self._body.setProperty("icon_name", None)  # not to be drawn again as a line drawing
        self._body.setIconSize(QSize(_PICTURE_PX, _PICTURE_PX))
        self._body.setIcon(QIcon(pixmap))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the term with the keys that delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class QueryChips(QWidget):
    """All terms, and the button that adds one.

    Signals:
        edit_asked(Term, QWidget): a term is to be edited beside its chip.
        removed(Term): a term is to go.
        picture_wanted(str, Region): the picture of an example, or of a part of it, is missing; `set_picture` brings it.
    """

    edit_asked = Signal(object, QWidget)
    removed = Signal(object)
    picture_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filters of this search"))
        self._chips: list[QueryChip] = []
        self._pictures: dict[tuple[str, Region | None], QPixmap] = {}
        self.add = QToolButton()
        self.add.setObjectName("add_filter")
        self.add.setFixedHeight(_HEIGHT_PX)
        self.add.setText(self.tr("Filter"))
        self.add.setAccessibleName(self.tr("Add a filter"))
        self.add.setToolTip(self.add.accessibleName())
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setIconSize(QSize(14, 14))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self.add, "plus", "muted")
        self._flow = FlowLayout(self, 6)
        self._flow.addWidget(self.add)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chips(self) -> tuple[QueryChip, ...]:
        """Return the chips in the order of the text."""
        return tuple(self._chips)

    def set_terms(self, terms: Sequence[Term]) -> None:
        """Show these."""
        if [chip.term for chip in self._chips] == list(terms):
            return
        focused = next((n for n, chip in enumerate(self._chips) if chip.isAncestorOf(self.window().focusWidget())), -1)
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(term) for term in terms]
        for widget in (*self._chips, self.add):
            self._flow.addWidget(widget)
        if focused >= 0:
            (self._chips[min(focused, len(terms) - 1)] if terms else self.add).setFocus()
        self.updateGeometry()

    def set_picture(self, reference: str, region: Region | None, pixmap: QPixmap) -> None:
        """Show an example on its chip."""
        self._pictures[reference, region] = pixmap
        for chip in self._chips:
            node = chip.term.node
            if isinstance(node, Example) and (node.reference, node.region) == (reference, region):
                chip.set_picture(pixmap)

    def _chip(self, term: Term) -> QueryChip:
        chip = QueryChip(term)
        chip.edit_asked.connect(partial(self.edit_asked.emit, term, chip))
        chip.removed.connect(partial(self.removed.emit, term))
        if isinstance(term.node, Example):
            key = term.node.reference, term.node.region
            picture = self._pictures.get(key)
            if picture is None:
                self.picture_wanted.emit(*key)
            else:
                chip.set_picture(picture)
        return chip
