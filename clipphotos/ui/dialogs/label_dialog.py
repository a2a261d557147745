"""The dialog that makes or edits a label."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from clipphotos.core.label import DEFAULT_THRESHOLD, Label, LabelMode
from clipphotos.ui import texts


@dataclass(frozen=True)
class LabelDraft:
    """What the user entered."""

    name: str
    prompts: tuple[str, ...]
    mode: LabelMode
    threshold: float


class LabelDialog(QDialog):
    """Asks for a label's name, descriptions, mode and threshold.

    It stays open until it is told that the label could be saved.

    Signals:
        submitted(LabelDraft): the user wants to save.
    """

    submitted = Signal(object)

    def __init__(self, label: Label | None = None, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            label: the label to edit; None: a new one.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("New label") if label is None else self.tr("Edit label"))
        self.setMinimumWidth(460)
        self._name = QLineEdit()
        self._name.setMaxLength(200)
        self._name.setPlaceholderText(self.tr("Dog"))
        self._name.textChanged.connect(self._on_name)
        self._prompts = QPlainTextEdit()
        self._prompts.setPlaceholderText(self.tr("a photo of a dog\na puppy playing"))
        self._prompts.setTabChangesFocus(True)
        self._prompts.setFixedHeight(96)
        self._prompts.setAccessibleName(self.tr("Descriptions, one per line"))
        self._suggest = QRadioButton(self.tr("Suggest: I accept or reject"))
        self._automatic = QRadioButton(self.tr("Tag by itself: I correct it where it is wrong"))
        modes = QButtonGroup(self)
        modes.addButton(self._suggest)
        modes.addButton(self._automatic)
        self._threshold = QSlider(Qt.Orientation.Horizontal)
        self._threshold.setRange(1, 99)
        self._threshold.setAccessibleName(self.tr("Smallest score"))
        self._percent = QLabel()
        self._percent.setMinimumWidth(40)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._threshold.valueChanged.connect(self._on_threshold)
        self._error = QLabel()
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.setWordWrap(True)
        self._error.setProperty("error", True)
        self._error.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._submit)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._fill(label)

    @property
    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def draft(self) -> LabelDraft:
        """Return what is entered."""
        return LabelDraft(
            " ".join(self._name.text().split()),
            tuple(line.strip() for line in self._prompts.toPlainText().splitlines() if line.strip()),
            LabelMode.AUTO if self._automatic.isChecked() else LabelMode.SUGGEST,
            self._threshold.value() / 100,
        )

    def show_error(self, text: str) -> None:
        """Say why it could not be saved, and let the user try again."""
        self._error.setText(text)
        self._error.show()
        self.adjustSize()
        self.setEnabled(True)
        self._name.setFocus()

    def _lay_out(self) -> None:
        def hint(text: str) -> QLabel:
            label = QLabel(text)
            label.setProperty("muted", True)
            label.setWordWrap(True)
            return label

        threshold = QHBoxLayout()
        threshold.addWidget(self._threshold, 1)
        threshold.addWidget(self._percent)
        prompts = QVBoxLayout()
        prompts.setSpacing(4)
        prompts.addWidget(self._prompts)
        prompts.addWidget(hint(self.tr("What such a photo shows, one description per line. Empty: the name says it.")))
        modes = QVBoxLayout()
        modes.setSpacing(4)
        modes.addWidget(self._suggest)
        modes.addWidget(self._automatic)
        scores = QVBoxLayout()
        scores.setSpacing(4)
        scores.addLayout(threshold)
        scores.addWidget(hint(self.tr("Lower finds more photos, higher makes fewer mistakes.")))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(14)
        form.addRow(self.tr("&Name"), self._name)
        form.addRow(self.tr("&Descriptions"), prompts)
        form.addRow(self.tr("When it matches"), modes)
        form.addRow(self.tr("Smallest &score"), scores)
        for field, text in ((self._prompts, 1), (self._threshold, 3)):
            label = form.itemAt(text, QFormLayout.ItemRole.LabelRole).widget()
            if isinstance(label, QLabel):
                label.setBuddy(field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self._error)
        layout.addWidget(self._buttons)

    def _fill(self, label: Label | None) -> None:
        threshold = DEFAULT_THRESHOLD if label is None else label.threshold
        self._threshold.setValue(round(threshold * 100))
        self._on_threshold(self._threshold.value())
        automatic = label is not None and label.mode == LabelMode.AUTO
        (self._automatic if automatic else self._suggest).setChecked(True)
        if label is not None:
            self._name.setText(label.name)
            self._name.setReadOnly(True)
            self._name.setToolTip(self.tr("A label keeps its name"))
            self._prompts.setPlainText("\n".join(label.prompts))
            self._prompts.setFocus()
        self._on_name()

    @Slot()
    def _on_name(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self._name.text().strip()))

    @Slot(int)
    def _on_threshold(self, value: int) -> None:
        self._percent.setText(texts.percent(value / 100))

    @Slot()
    def _submit(self) -> None:
        if not self._name.text().strip():
            return
        self._error.hide()
        self.setEnabled(False)
        self.submitted.emit(self.draft())
