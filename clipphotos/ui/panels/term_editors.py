"""Small editors for what a term of a search says: its words, its value, a choice of what there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from clipphotos.core.query.parser import MOST_WEIGHT
from clipphotos.core.query.records import (
    Between,
    Description,
    Example,
    Field,
    Filter,
    Orientation,
    Sort,
    Text,
    Trait,
    Value,
)
from clipphotos.ui.panels.query_terms import (
    SORTS,
    Term,
    field_name,
    orientation_name,
    sort_name,
    trait_name,
)
from clipphotos.ui.panels.term_editor import TermEditor
from clipphotos.ui.panels.term_texts import described, like, named, sorted_by
from clipphotos.ui.panels.value_editors import DateEditor, RatingEditor, SizeEditor

translate = QCoreApplication.translate

_MOST_ROWS = 8
_MEGA = 1_000_000
_WEIGHTS = (0.1, MOST_WEIGHT)


class WordsEditor(TermEditor):
    """Words, and how much they count."""

    def __init__(self, title: str, words: str, weight: float | None, negated: bool | None, parent: QWidget) -> None:
        """Make an editor; `weight` None: they are a term as it is written, which has none of its own."""
        super().__init__(title, negated, parent)
        self._words = QLineEdit(words)
        self._words.setAccessibleName(title)
        self._words.selectAll()
        self.body.addWidget(self._words)
        self._weight = None if weight is None else _weight_box(weight)
        if self._weight is not None:
            self.body.addLayout(_named(self.tr("How much it counts"), self._weight))

    def focus(self) -> None:
        """Begin with the words."""
        self._words.setFocus()

    def piece(self) -> str:
        """Return the words, with their weight."""
        words = self._words.text().strip()
        if self._weight is None or not words:
            return words
        return described(words, self._weight.value(), negated=self.negated)


class ExampleEditor(TermEditor):
    """How much a photo counts that others are to look like."""

    def __init__(self, example: Example, negated: bool, parent: QWidget) -> None:
        super().__init__(self.tr("Photos that look like it"), negated, parent)
        self._example = example
        self._weight = _weight_box(example.weight)
        self.body.addLayout(_named(self.tr("How much it counts"), self._weight))

    def piece(self) -> str:
        """Return the example, with its weight."""
        return self._signed(like(self._example.reference, self._example.region, self._weight.value()))


class ChoiceEditor(TermEditor):
    """One of what there is: a click on it, or Enter, is enough."""

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], chosen: str, negated: bool | None, parent: QWidget
    ) -> None:
        """Make an editor.

        Args:
            title: what is chosen.
            choices: the text of every term that can be chosen, and what it is called.
            chosen: which of them it is now.
            negated: whether it is excluded; None: it cannot be.
            parent: Qt's owner.
        """
        super().__init__(title, negated, parent)
        self._list = QListWidget()
        self._list.setObjectName("plain_list")
        self._list.setAccessibleName(title)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        for piece, name in choices:
            item = QListWidgetItem(name, self._list)
            item.setData(Qt.ItemDataRole.UserRole, piece)
            if piece == chosen:
                self._list.setCurrentItem(item)
        _fit_height(self._list)
        self._list.itemClicked.connect(self._on_apply)
        self.body.addWidget(self._list)
        self.hide_apply()

    def focus(self) -> None:
        """Begin with the list."""
        self._list.setFocus()

    def piece(self) -> str:
        """Return what is chosen."""
        chosen = self._list.selectedItems()
        return self._signed(str(chosen[0].data(Qt.ItemDataRole.UserRole))) if chosen else ""


class NameEditor(TermEditor):
    """A name to type, or to choose from those that there are in this library."""

    def __init__(self, field: Field, name: str, negated: bool, parent: QWidget) -> None:
        super().__init__(field_name(field), negated, parent)
        self._field, self._first = field, True
        self._name = QLineEdit(name)
        self._name.setAccessibleName(field_name(field))
        self._name.selectAll()
        self._name.textEdited.connect(self._ask)
        self._list = QListWidget()
        self._list.setObjectName("plain_list")
        self._list.setAccessibleName(self.tr("What there is in this library"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFixedHeight(0)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._on_clicked)
        self.body.addWidget(self._name)
        self.body.addWidget(self._list)

    def focus(self) -> None:
        """Begin with the name; what there is comes below it."""
        self._name.setFocus()
        self.choices_asked.emit(self._field, "")

    def show_choices(self, field: Field, choices: Sequence[str]) -> None:
        """Offer these names."""
        if field is self._field:
            self._list.clear()
            self._list.addItems(list(choices))
            _fit_height(self._list)
            self.adjustSize()

    def piece(self) -> str:
        """Return the filter."""
        name = self._name.text().strip()
        return self._signed(named(self._field, name)) if name else ""

    @Slot(str)
    def _ask(self, name: str) -> None:
        self.choices_asked.emit(self._field, name)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._name.setText(item.text())
        self._on_apply()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the names with the arrow keys, from the field."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._list.count():
            row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
            self._list.setCurrentRow(row)
            self._name.setText(self._list.item(row).text())
            return
        super().keyPressEvent(event)


def editor_for(term: Term, text: str, parent: QWidget) -> TermEditor:
    """Return the editor that suits a term of a search; `text` is the whole search."""
    node, negated = term.node, term.negated
    match node:
        case Sort():
            choices = [(sorted_by(sort), sort_name(sort)) for sort in SORTS]
            return ChoiceEditor(translate("TermEditor", "Sort"), choices, sorted_by(node), None, parent)
        case Description(words, _, weight):
            return WordsEditor(translate("TermEditor", "What the photo shows"), words, weight, negated, parent)
        case Example():
            return ExampleEditor(node, negated, parent)
        case Filter(field, value):
            return filter_editor(field, value, negated, parent)
        case _:
            piece = text[term.span.start : term.span.end]
            return WordsEditor(translate("TermEditor", "Term"), piece, None, None, parent)


def filter_editor(field: Field, value: Value | None, negated: bool, parent: QWidget) -> TermEditor:
    """Return the editor of a filter; `value` None: it is a new one."""
    if field is Field.DATE:
        return DateEditor(value, negated, parent)
    if field is Field.RATING:
        return RatingEditor(value if isinstance(value, Between) else None, negated, parent)
    if field is Field.SIZE:
        return SizeEditor(value if isinstance(value, Between) else None, negated, parent)
    chosen = f"{field}:{value}"
    if field is Field.ORIENTATION:
        shapes = [(f"{field}:{shape}", orientation_name(shape)) for shape in Orientation]
        return ChoiceEditor(field_name(field), shapes, chosen, negated, parent)
    if field is Field.IS:
        traits = [(f"{field}:{trait}", trait_name(trait)) for trait in Trait]
        return ChoiceEditor(field_name(field), traits, chosen, negated, parent)
    return NameEditor(field, value.text if isinstance(value, Text) else "", negated, parent)


def _fit_height(names: QListWidget) -> None:
    rows = min(names.count(), _MOST_ROWS)
    names.setFixedHeight(rows * max(names.sizeHintForRow(0), 20) + 2 if rows else 0)


def _weight_box(weight: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(*_WEIGHTS)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setValue(weight)
    return box


def _named(name: str, widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(QLabel(name))
    line.addStretch()
    line.addWidget(widget)
    widget.setAccessibleName(name)
    return line
