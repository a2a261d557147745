"""The definition of a label, as fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.label import Label, LabelMode, LabelSpec, Trade
from clipphotos.ui.dialogs.label_colour import ColourPicker
from clipphotos.ui.dialogs.label_rule import RuleEditor
from clipphotos.ui.dialogs.label_threshold import ThresholdPicker

_SHOWN_UNREAD = 3


class LabelForm(QWidget):
    """What a person says about a label.

    Signals:
        edited(): something is another one now.
    """

    edited = Signal()

    def __init__(self, labels: Sequence[Label], folders: Sequence[str], parent: QWidget | None = None) -> None:
        """Make the fields.

        Args:
            labels: all of the library, for choosing a parent and a group.
            folders: the watched ones.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self._name = QLineEdit()
        self._name.setMaxLength(200)
        self._name.setPlaceholderText(self.tr("Dog"))
        self._problem = _note("error")
        self._prompts = _lines(self.tr("a photo of a dog\na puppy playing"), self.tr("Descriptions, one per line"), 92)
        self.notes = _note("warning")
        self._counter = _lines(self.tr("a wolf\na toy dog"), self.tr("Not this, one per line"), 62)
        self._modes = {
            LabelMode.SUGGEST: QRadioButton(self.tr("Suggest: I accept or reject")),
            LabelMode.AUTO: QRadioButton(self.tr("Tag by itself where it is sure, suggest the rest")),
            LabelMode.OFF: QRadioButton(self.tr("Off: it keeps its words and decisions")),
        }
        modes = QButtonGroup(self)
        for button in self._modes.values():
            modes.addButton(button)
        self._modes[LabelMode.SUGGEST].setChecked(True)
        self.threshold = ThresholdPicker()
        self._parent = QComboBox()
        self._parent.setAccessibleName(self.tr("Below the label"))
        self._parent.setMaxVisibleItems(16)
        self._group = QComboBox()
        self._group.setAccessibleName(self.tr("Exclusive group"))
        self._group.setEditable(True)
        self._group.lineEdit().setPlaceholderText(self.tr("None"))
        self._group.setToolTip(self.tr("At most one label of a group fits a photo, such as document or screenshot."))
        for combo in (self._parent, self._group):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        self._colour = ColourPicker()
        self._rule = RuleEditor(folders)
        self._lay_out()
        self._offer(labels, None)
        self._connect()

    def spec(self) -> LabelSpec:
        """Return what is entered, as it is."""
        mode = next(mode for mode, button in self._modes.items() if button.isChecked())
        return LabelSpec(
            " ".join(self._name.text().split()),
            tuple(self._prompts.toPlainText().splitlines()),
            tuple(self._counter.toPlainText().splitlines()),
            mode,
            self.threshold.threshold(),
            self._parent.currentData(),
            self._group.currentText().strip() or None,
            self._colour.colour(),
            self._rule.rule(),
        )

    def set_label(self, label: Label, labels: Sequence[Label]) -> None:
        """Show a label that is to be changed."""
        spec = label.spec
        self.blockSignals(True)
        self._offer(labels, label)
        self._name.setText(spec.name)
        self._prompts.setPlainText("\n".join(spec.prompts))
        self._counter.setPlainText("\n".join(spec.counter_prompts))
        self._modes[spec.mode].setChecked(True)
        self.threshold.set_mode(spec.mode)
        self.threshold.set_threshold(spec.threshold)
        self._parent.setCurrentIndex(max(0, self._parent.findData(spec.parent)))
        self._group.setCurrentText(spec.group or "")
        self._colour.set_colour(spec.colour)
        self._rule.set_rule(spec.rule)
        self.blockSignals(False)

    def show_problem(self, text: str) -> None:
        """Say what is wrong; nothing: all is well."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def show_notes(self, trade: Trade | None) -> None:
        """Say what the model makes of the words."""
        notes = []
        if trade is not None:
            for text, end in trade.unread[:_SHOWN_UNREAD]:
                notes.append(self.tr("Too long, the model does not read the end: “…{0}”").format(_short(text, end)))
            if trade.strange:
                notes.append(
                    self.tr(
                        "The model does not know these words; describe what the photos show, or accept some example"
                        " photos."
                    )
                )
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def focus_first(self) -> None:
        """Let the name be typed."""
        self._name.setFocus()
        self._name.selectAll()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 12, 0)
        column.setSpacing(5)

        def add(title: str, field: QWidget, buddy: QWidget | None = None, *below: QWidget) -> None:
            caption = QLabel(title)
            caption.setBuddy(buddy or field)
            caption.setProperty("strong", True)
            column.addWidget(caption)
            column.addWidget(field)
            for widget in below:
                column.addWidget(widget)
            column.addSpacing(7)

        hint = QLabel(self.tr("What such a photo shows, one description per line. Empty: the name says it."))
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        add(self.tr("&Name"), self._name, None, self._problem)
        add(self.tr("&Descriptions"), self._prompts, None, hint, self.notes)
        add(self.tr("N&ot this"), self._counter)
        modes = QWidget()
        rows = QVBoxLayout(modes)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for button in self._modes.values():
            rows.addWidget(button)
        add(self.tr("When a photo fits"), modes, self._modes[LabelMode.SUGGEST])
        add(self.tr("&Threshold"), self.threshold, self.threshold.slider)
        pair = QWidget()
        grid = QGridLayout(pair)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        for place, (title, combo) in enumerate(
            ((self.tr("&Below"), self._parent), (self.tr("Exclusive &group"), self._group))
        ):
            caption = QLabel(title)
            caption.setBuddy(combo)
            caption.setProperty("strong", True)
            grid.addWidget(caption, 0, place)
            grid.addWidget(combo, 1, place)
            grid.setColumnStretch(place, 1)
        column.addWidget(pair)
        column.addSpacing(7)
        add(self.tr("Colour"), self._colour)
        column.addWidget(self._rule)
        column.addStretch()

    def _offer(self, labels: Sequence[Label], own: Label | None) -> None:
        """Offer the labels that this one can be below, as a tree, and the groups that there are."""
        self._parent.clear()
        self._parent.addItem(self.tr("None"), None)
        for depth, name in _tree(labels, own.name if own else None):
            self._parent.addItem("    " * depth + name, name)
        self._group.clear()
        self._group.addItems(["", *sorted({label.spec.group for label in labels if label.spec.group})])

    def _connect(self) -> None:
        for signal in (
            self._name.textChanged,
            self._prompts.textChanged,
            self._counter.textChanged,
            self.threshold.changed,
            self._parent.currentIndexChanged,
            self._group.currentTextChanged,
            self._colour.changed,
            self._rule.changed,
        ):
            signal.connect(self.edited)
        for button in self._modes.values():
            button.toggled.connect(self._on_mode)

    @Slot(bool)
    def _on_mode(self, checked: bool) -> None:
        if checked:
            self.threshold.set_mode(self.spec().mode)
            self.edited.emit()


def _tree(labels: Sequence[Label], left_out: str | None) -> list[tuple[int, str]]:
    """Return (depth, name) of labels in the order of their tree, without one and all below it."""
    known = {label.name for label in labels}
    below: dict[str | None, list[str]] = {}
    for label in labels:
        below.setdefault(label.spec.parent if label.spec.parent in known else None, []).append(label.name)
    found: list[tuple[int, str]] = []
    waiting = [(0, name) for name in reversed(below.get(None, []))]
    while waiting:
        depth, name = waiting.pop()
        if name != left_out:
            found.append((depth, name))
            waiting += [(depth + 1, child) for child in reversed(below.get(name, []))]
    return found


def _short(text: str, end: str) -> str:
    """Return the end of a text that is not read, with no more than a glance takes in."""
    end = end.strip() or text
    return end if len(end) <= 80 else end[:79] + "…"


def _lines(example: str, name: str, height_px: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setPlaceholderText(example)
    field.setTabChangesFocus(True)
    field.setFixedHeight(height_px)
    field.setAccessibleName(name)
    return field


def _note(tone: str) -> QLabel:
    note = QLabel()
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setWordWrap(True)
    note.setProperty(tone, True)
    note.hide()
    return note
