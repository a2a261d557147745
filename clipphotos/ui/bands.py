"""How much of an answer is shown, and under which headings: what surely matches, what may, and the rest when asked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clipphotos.ui import texts
from clipphotos.ui.grid.model import Section
from clipphotos.ui.sources import Shown

translate = QCoreApplication.translate


def rest(shown: Shown) -> int:
    """Return how many photos of an answer match no more."""
    return 0 if shown.bands is None else len(shown.ids) - shown.bands.matching


def cut(shown: Shown, more: bool) -> Shown:
    """Return what is shown of an answer: what matches, and what follows if `more`."""
    if shown.bands is None or more or not rest(shown):
        return shown
    return shown.first(shown.bands.matching)


def sections(shown: Shown) -> tuple[Section, ...]:
    """Return the headings of an answer, or of its first photos; none where every photo fits as well as the others."""
    bands, count = shown.bands, len(shown.ids)
    if bands is None:
        return ()
    last = translate("Bands", "Less likely") if bands.matching else translate("Bands", "Nearest photos")
    parts = [
        (0, bands.strong, translate("Bands", "Strong matches")),
        (bands.strong, bands.matching, translate("Bands", "Possible matches")),
        (bands.matching, count, last),
    ]
    return tuple(
        Section(first, title, texts.number(min(end, count) - first))
        for first, end, title in parts
        if first < min(end, count)
    )
