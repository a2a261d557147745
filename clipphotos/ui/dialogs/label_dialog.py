"""The dialog that makes or edits a label, with a preview of what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clipphotos.core.errors import KnownError
from clipphotos.core.label import Label, LabelSpec, Trade, clean_spec, name_key
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.label_asker import Ask, LabelAsker
from clipphotos.ui.dialogs.label_form import LabelForm
from clipphotos.ui.dialogs.label_preview import LabelPreview
from clipphotos.ui.grid.thumbnails import Thumbnails

_SIZE_PX = (1010, 820)
_FORM_PX = 400


class LabelDialog(QDialog):
    """Asks for a label's definition. It stays open until it is told that the label could be saved.

    Signals:
        submitted(LabelSpec): the user wants to save.
    """

    submitted = Signal(object)

    def __init__(
        self,
        ask: Ask | None,
        bridge: Bridge,
        thumbnails: Thumbnails,
        labels: Sequence[Label],
        folders: Sequence[str],
        label: Label | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            ask: answers what a definition finds, in a worker; None: there are no photos to look through.
            bridge: runs it.
            thumbnails: loads the preview's pictures; nobody else uses it meanwhile.
            labels: all of the library.
            folders: the watched ones.
            label: the label to edit; None: a new one.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("New label") if label is None else self.tr("Edit label “{0}”").format(label.name))
        self._label = label
        self._taken = {name_key(other.name) for other in labels if label is None or other.id != label.id}
        self._trade: Trade | None = None
        self._error = ""
        self.form = LabelForm(labels, folders)
        self.preview = LabelPreview(thumbnails, label.tagged if label else 0)
        self.asker: LabelAsker | None = None
        if ask is not None:
            self.asker = LabelAsker(ask, label.id if label else None, bridge, self)
            self.asker.answered.connect(self._on_answer)
            self.asker.refused.connect(self._on_refused)
            self.asker.waiting.connect(self.preview.set_waiting)
        save, cancel = QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(save | cancel)
        self._buttons.accepted.connect(self._submit)
        self._buttons.rejected.connect(self.reject)
        self._save = self._buttons.button(save)
        self._save.setShortcut(QKeySequence("Ctrl+Return"))
        self._lay_out()
        if label is not None:
            self.form.set_label(label, labels)
        self.form.edited.connect(self._on_edited)
        self.finished.connect(self._on_finished)
        self._on_edited()
        self.form.focus_first()

    @property
    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error

    def show_error(self, text: str) -> None:
        """Say why it could not be saved, and let the user try again."""
        self.setEnabled(True)
        self._say(text)
        self.form.focus_first()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setObjectName("label_form")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        area.setFixedWidth(_FORM_PX)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(area)
        columns.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(16)
        layout.addLayout(columns, 1)
        layout.addWidget(self._buttons)
        available = self.screen().availableSize()
        self.resize(min(_SIZE_PX[0], available.width() - 40), min(_SIZE_PX[1], available.height() - 60))

    def _say(self, text: str) -> None:
        self._error = text
        self.form.show_problem(text)

    @Slot()
    def _on_edited(self) -> None:
        """Say at once what is wrong, and ask later what it finds."""
        spec = self.form.spec()
        problem = self._problem_of(spec)
        self._say(problem)
        self._save.setEnabled(bool(spec.name) and not problem)
        if self.asker is None:
            self.preview.show_message(
                self.tr("The preview comes with the photos: add a folder, or wait until the first ones are indexed.")
            )
            return
        question = _askable(spec)
        self.asker.want(question)
        if question is None:
            self._forget(self.tr("What the label finds appears here as you describe it."))
        elif self._trade is not None:
            self._show_trade(self._trade)

    def _problem_of(self, spec: LabelSpec) -> str:
        if not spec.name:
            return ""
        try:
            clean = clean_spec(spec)
        except KnownError as error:
            return str(error)
        if name_key(clean.name) in self._taken:
            return self.tr("There is already a label “{0}”.").format(clean.name)
        return ""

    @Slot(object)
    def _on_answer(self, trade: Trade) -> None:
        self._trade = trade
        self.form.threshold.set_trade(trade)
        self.form.show_notes(trade)
        self._show_trade(trade)

    @Slot(str)
    def _on_refused(self, text: str) -> None:
        self._forget(text, "warning")

    def _show_trade(self, trade: Trade) -> None:
        picker = self.form.threshold
        self.preview.show_trade(trade, picker.cuts(), picker.cut(), self.form.spec().mode)

    def _forget(self, text: str, icon: str = "photos") -> None:
        """Show nothing but a sentence: what was answered is about something else."""
        self._trade = None
        self.form.threshold.set_trade(None)
        self.form.show_notes(None)
        self.preview.show_message(text, icon)

    @Slot()
    def _submit(self) -> None:
        spec = self.form.spec()
        if spec.name and not self._problem_of(spec):
            self.setEnabled(False)
            self.submitted.emit(clean_spec(spec))

    @Slot()
    def _on_finished(self) -> None:
        if self.asker is not None:
            self.asker.stop()


def _askable(spec: LabelSpec) -> LabelSpec | None:
    """Return the definition as it can be asked about, which does not need a name yet; None: there are no words."""
    words = [text for text in spec.prompts if text.strip()]
    try:
        return clean_spec(replace(spec, name=spec.name or words[0][:200], parent=None)) if spec.name or words else None
    except KnownError:
        return None
