"""Backups as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QIcon

from clipphotos.ui import texts
from clipphotos.ui.icons import icon
from clipphotos.ui.theme import colours_of

if TYPE_CHECKING:
    from clipphotos.engine.backups import Backup

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = range(1, 5)


class BackupsModel(QAbstractTableModel):
    """When each was made, what is in it, where it is, and whether it was verified."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups: Sequence[Backup] = ()
        self._place: Path | None = None
        colours = colours_of(QGuiApplication.palette())
        self._icons = {True: icon("check", colours, "good"), False: icon("warning", colours, "warning")}

    def set_backups(self, backups: Sequence[Backup], place: Path | None) -> None:
        """Show these; `place` is the folder on another disk."""
        self.beginResetModel()
        self._backups, self._place = tuple(backups), place
        self.endResetModel()

    def backup(self, row: int) -> Backup:
        """Return a row's backup."""
        return self._backups[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._backups)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return _RIGHT if section in _NUMBERS else _LEFT
        return self._titles()[section] if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> str | QIcon | Qt.AlignmentFlag | None:
        backup, column = self._backups[index.row()], index.column()
        if role == _Role.DisplayRole:
            return self._cells(backup)[column]
        if role == _Role.DecorationRole and column == 0:
            return self._icons[backup.verified]
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column in _NUMBERS else _LEFT
        if role == _Role.ToolTipRole:
            return "\n".join((texts.readable(str(backup.path)), self._contents(backup), self._verified(backup)))
        if role == _Role.AccessibleDescriptionRole and column == 0:
            return self._verified(backup)
        return None

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("When"),
            self.tr("Photos"),
            self.tr("Tags"),
            self.tr("Decisions"),
            self.tr("Size"),
            self.tr("Contents"),
            self.tr("Where"),
        )

    def _cells(self, backup: Backup) -> tuple[str, ...]:
        when = texts.recently(backup.made_at)
        elsewhere = self._place is not None and backup.path.is_relative_to(self._place)
        return (
            self.tr("{0} · made by you").format(when) if backup.asked else when,
            texts.number(backup.photos),
            texts.number(backup.tags),
            texts.number(backup.decisions),
            texts.size(backup.size),
            self.tr("Complete") if backup.whole else self.tr("Compact"),
            self.tr("Other disk") if elsewhere else self.tr("Library"),
        )

    def _contents(self, backup: Backup) -> str:
        if backup.whole:
            return self.tr("Complete: with everything that ClipPhotos computed about the photos.")
        return self.tr("Compact: all that you decided. What ClipPhotos computes about the photos is made again.")

    def _verified(self, backup: Backup) -> str:
        if backup.verified:
            return self.tr("Verified: it was read back in full when it was made.")
        return self.tr("Not verified, or found damaged since.")
