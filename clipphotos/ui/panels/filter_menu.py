"""The menu that adds a term to a search."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from clipphotos.core.query.records import Field
from clipphotos.ui.dialogs.photo_file_dialog import PhotoFileDialog
from clipphotos.ui.icons import set_icon
from clipphotos.ui.panels.query_terms import ICONS, field_name
from clipphotos.ui.panels.term_editors import WordsEditor, filter_editor

_GROUPS = (
    (Field.DATE, Field.PLACE),
    (Field.TAG, Field.LABEL, Field.ALBUM, Field.RATING),
    (Field.FOLDER, Field.NAME, Field.TYPE, Field.SIZE, Field.ORIENTATION),
    (Field.CAMERA, Field.LENS),
    (Field.IS,),
)


class FilterMenu(QMenu):
    """What a search can ask for besides a description.

    Signals:
        chosen(TermEditor): it writes a new term.
        example_chosen(str): photos like this file are wanted.
    """

    chosen = Signal(object)
    example_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = parent
        for fields in _GROUPS:
            for field in fields:
                self._add(field_name(field), ICONS[field], partial(self._choose, field))
            self.addSeparator()
        self._add(self.tr("Without…"), "minus", self._choose_without)
        self._add(self.tr("Like a photo…"), "similar", self._choose_example)

    def _add(self, text: str, icon: str, slot: object) -> None:
        action = self.addAction(text)
        set_icon(action, icon, "muted")
        action.triggered.connect(slot)

    def _choose(self, field: Field) -> None:
        self.chosen.emit(filter_editor(field, None, False, self._bar))

    @Slot()
    def _choose_without(self) -> None:
        title = self.tr("What must not be there")
        self.chosen.emit(WordsEditor(title, "", 1.0, True, self._bar))

    @Slot()
    def _choose_example(self) -> None:
        dialog = PhotoFileDialog(self._bar)
        dialog.fileSelected.connect(self.example_chosen)
        dialog.open()
