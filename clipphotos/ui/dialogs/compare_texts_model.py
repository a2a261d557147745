"""How well descriptions fit photos, as a table: descriptions are rows, photos are columns."""

from __future__ import annotations

from enum import Enum, IntEnum, auto
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from clipphotos.core.asking.records import Matches
from clipphotos.ui import texts

_Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a cell knows beside its text."""

    CELL = Qt.ItemDataRole.UserRole


class Share(Enum):
    """Which probability the cells show."""

    FITS = auto()
    """That a description fits a photo, whatever else there is."""
    OF_TEXTS = auto()
    """Of all descriptions, for each photo."""
    OF_PHOTOS = auto()
    """Of all photos, for each description."""


class Cell(NamedTuple):
    """How well one description fits one photo."""

    share: float
    """Probability."""
    best_text: bool
    """Of all descriptions this one fits the photo best."""
    best_photo: bool
    """Of all photos this one fits the description best."""


class CompareTextsModel(QAbstractTableModel):
    """The first column holds the descriptions; of a single photo they are ranked, best first."""

    def __init__(self) -> None:
        super().__init__()
        self._matches: Matches | None = None
        self._names: tuple[str, ...] = ()
        self._order: list[int] = []
        self._share = Share.FITS

    def set_matches(self, matches: Matches | None, names: tuple[str, ...] = ()) -> None:
        """Show an answer, or nothing; `names` are those of the photos."""
        self.beginResetModel()
        self._matches, self._names = matches, names
        count = 0 if matches is None else len(matches.texts)
        self._order = list(range(count))
        if matches is not None and len(matches.pictures) == 1:
            self._order = np.argsort(-matches.fits[0], kind="stable").tolist()
        self.endResetModel()

    def set_share(self, share: Share) -> None:
        """Show another probability."""
        self._share = share
        if self._order:
            self.dataChanged.emit(self.index(0, 1), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's signature
        """Return how many descriptions there are."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's signature
        """Return one more than there are photos."""
        return 0 if parent.isValid() or self._matches is None else 1 + len(self._matches.pictures)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        matches = self._matches
        if matches is None or not index.isValid():
            return None
        text = self._order[index.row()]
        if index.column() == 0:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return matches.texts[text] if role in shown else None
        photo = index.column() - 1
        cell = self._cell(matches, photo, text)
        if role == Role.CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.percent(cell.share)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._in_words(matches, photo, text, cell)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the photos' names, which are not painted."""
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation is not Qt.Orientation.Horizontal or role not in spoken:
            return None
        if section == 0:
            return self.tr("Description")
        return self._names[section - 1] if section <= len(self._names) else ""

    def _cell(self, matches: Matches, photo: int, text: int) -> Cell:
        best_text = len(matches.texts) > 1 and int(matches.of_texts[photo].argmax()) == text
        best_photo = len(matches.pictures) > 1 and int(matches.of_pictures[:, text].argmax()) == photo
        shares = {Share.FITS: matches.fits, Share.OF_TEXTS: matches.of_texts, Share.OF_PHOTOS: matches.of_pictures}
        return Cell(float(shares[self._share][photo, text]), best_text, best_photo)

    def _in_words(self, matches: Matches, photo: int, text: int, cell: Cell) -> str:
        fits = texts.percent(float(matches.fits[photo, text]))
        lines = [self._names[photo], self.tr("The description fits by {0}.").format(fits)]
        if len(matches.texts) > 1:
            share = texts.percent(float(matches.of_texts[photo, text]))
            lines.append(self.tr("If one of these descriptions is right, it is this one by {0}.").format(share))
        if len(matches.pictures) > 1:
            share = texts.percent(float(matches.of_pictures[photo, text]))
            lines.append(self.tr("If one of these photos is meant, it is this one by {0}.").format(share))
        if cell.best_text:
            lines.append(self.tr("No other description fits this photo better."))
        if cell.best_photo:
            lines.append(self.tr("No other photo fits this description better."))
        return "\n".join(lines)
