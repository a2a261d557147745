"""Small editors for a search's dates, stars and sizes."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDoubleSpinBox, QGridLayout, QHBoxLayout, QWidget

from clipphotos.core.photo import MOST_STARS
from clipphotos.core.query.records import Between, Days, Field, Months, Unit, Value
from clipphotos.ui.panels.query_terms import SEASONS, months_name
from clipphotos.ui.panels.stars import Stars
from clipphotos.ui.panels.term_editor import TermEditor
from clipphotos.ui.panels.term_texts import taken

_MEGA = 1_000_000


class DateEditor(TermEditor):
    """From one day to another, or a time of the year."""

    def __init__(self, value: Value | None, negated: bool, parent: QWidget) -> None:
        super().__init__(self.tr("Date taken"), negated, parent)
        days = value if isinstance(value, Days) else None
        today = QDate.currentDate()
        first = days.first if days is not None else None
        last = days.last if days is not None else None
        begin = QDate(today.year(), 1, 1) if first is None else QDate(first.year, first.month, first.day)
        end = today if last is None else QDate(last.year, last.month, last.day)
        self._first, from_box = self._day(self.tr("From"), begin, days is None or first is not None)
        self._last, to_box = self._day(self.tr("To"), end, last is not None)
        self._from, self._to = from_box, to_box
        self._season = QComboBox()
        self._season.setAccessibleName(self.tr("Time of the year"))
        self._season.addItem(self.tr("Any time of the year"), "")
        names = [(word, months) for word, months in SEASONS.items()]
        english = QLocale(QLocale.Language.C)
        names += [(english.standaloneMonthName(n).casefold(), frozenset({n})) for n in range(1, 13)]
        for word, months in names:
            self._season.addItem(months_name(months), word)
            if isinstance(value, Months) and value.months == months:
                self._season.setCurrentIndex(self._season.count() - 1)
        self._season.currentIndexChanged.connect(self._on_season)
        years = QComboBox()
        years.setAccessibleName(self.tr("Year"))
        years.addItem(self.tr("A whole year…"), 0)
        for year in range(today.year(), today.year() - 40, -1):
            years.addItem(str(year), year)
        years.activated.connect(partial(self._on_year, years))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (box, day) in enumerate(((self._from, self._first), (self._to, self._last))):
            grid.addWidget(box, row, 0)
            grid.addWidget(day, row, 1)
        grid.addWidget(years, 2, 0, 1, 2)
        grid.addWidget(self._season, 3, 0, 1, 2)
        self.body.addLayout(grid)
        self._on_season()

    def focus(self) -> None:
        """Begin with the first day."""
        (self._first if self._first.isEnabled() else self._season).setFocus()

    def piece(self) -> str:
        """Return the filter: the season if one is chosen, else the days."""
        if word := self._season.currentData():
            return self._signed(f"{Field.DATE}:{word}")
        first, last = (
            _date(day.date()) if box.isChecked() else None
            for box, day in ((self._from, self._first), (self._to, self._last))
        )
        if first is not None and last is not None and first > last:
            first, last = last, first
        return "" if first is None and last is None else self._signed(taken(Days(first, last)))

    @Slot()
    def _on_season(self) -> None:
        days = not self._season.currentData()
        for box, day in ((self._from, self._first), (self._to, self._last)):
            box.setEnabled(days)
            day.setEnabled(days and box.isChecked())

    def _on_year(self, years: QComboBox, _index: int) -> None:
        year = int(years.currentData())
        if year:
            self._season.setCurrentIndex(0)
            self._first.setDate(QDate(year, 1, 1))
            self._last.setDate(QDate(year, 12, 31))
            for box in (self._from, self._to):
                box.setChecked(True)

    def _day(self, name: str, day: QDate, bound: bool) -> tuple[QDateEdit, QCheckBox]:
        edit, box = QDateEdit(day), QCheckBox(name)
        edit.setCalendarPopup(True)
        short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        edit.setDisplayFormat(short if "yyyy" in short else short.replace("yy", "yyyy"))
        edit.setAccessibleName(name)
        edit.setEnabled(bound)
        box.setChecked(bound)
        box.toggled.connect(edit.setEnabled)
        return edit, box


class RatingEditor(TermEditor):
    """So many stars, or more, or at most so many."""

    def __init__(self, value: Between | None, negated: bool, parent: QWidget) -> None:
        super().__init__(self.tr("Rating"), negated, parent)
        low = int(value.low or 0) if value is not None else 3
        high = MOST_STARS if value is None or value.high is None else int(value.high)
        self._how = QComboBox()
        self._how.setAccessibleName(self.tr("Rating"))
        for text, sign in ((self.tr("At least"), ">="), (self.tr("Exactly"), "="), (self.tr("At most"), "<=")):
            self._how.addItem(text, sign)
        self._how.addItem(self.tr("No rating"), "none")
        self._stars = Stars()
        self._stars.set_rating(low if high == MOST_STARS else high)
        if high == 0:
            self._how.setCurrentIndex(3)
        elif low == high:
            self._how.setCurrentIndex(1)
        elif high < MOST_STARS:
            self._how.setCurrentIndex(2)
        self._how.currentIndexChanged.connect(self._on_how)
        self._stars.rated.connect(self._on_rated)
        line = QHBoxLayout()
        line.addWidget(self._how)
        line.addWidget(self._stars)
        line.addStretch()
        self.body.addLayout(line)
        self._on_how()

    def focus(self) -> None:
        """Begin with the stars."""
        self._stars.setFocus()

    def piece(self) -> str:
        """Return the filter."""
        sign = str(self._how.currentData())
        if sign == "none":
            return self._signed(f"{Field.RATING}:none")
        stars = self._stars.rating
        return self._signed(f"{Field.RATING}:{sign.removeprefix('=')}{stars}") if stars else ""

    @Slot()
    def _on_how(self) -> None:
        self._stars.setEnabled(self._how.currentData() != "none")

    @Slot(int)
    def _on_rated(self, rating: int) -> None:
        if rating == 0:  # the star that was lit, clicked again, is meant all the same
            self._stars.set_rating(1)


class SizeEditor(TermEditor):
    """At least so large, or at most."""

    def __init__(self, value: Between | None, negated: bool, parent: QWidget) -> None:
        super().__init__(self.tr("Size"), negated, parent)
        self._how, self._number, self._unit = QComboBox(), QDoubleSpinBox(), QComboBox()
        for text, sign in ((self.tr("At least"), ">="), (self.tr("At most"), "<=")):
            self._how.addItem(text, sign)
        for text, unit in ((self.tr("megapixels"), Unit.PIXELS), (self.tr("megabytes"), Unit.BYTES)):
            self._unit.addItem(text, unit)
        self._how.setAccessibleName(self.tr("At least or at most"))
        self._number.setAccessibleName(self.tr("Size"))
        self._unit.setAccessibleName(self.tr("Unit"))
        self._number.setRange(0.1, 100_000)
        self._number.setDecimals(1)
        self._number.setValue(12)
        if value is not None:
            self._how.setCurrentIndex(0 if value.low is not None else 1)
            self._number.setValue((value.low or value.high or 0) / _MEGA)
            self._unit.setCurrentIndex(1 if value.unit is Unit.BYTES else 0)
        line = QHBoxLayout()
        for widget in (self._how, self._number, self._unit):
            line.addWidget(widget)
        self.body.addLayout(line)

    def focus(self) -> None:
        """Begin with the number."""
        self._number.setFocus()
        self._number.selectAll()

    def piece(self) -> str:
        """Return the filter."""
        unit = "MB" if self._unit.currentData() == Unit.BYTES else "MP"
        return self._signed(f"{Field.SIZE}:{self._how.currentData()}{self._number.value():g}{unit}")


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
