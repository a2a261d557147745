"""Answers what a search bar asks while a search is put together; never in the main thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage, QPixmap
from shiboken6 import isValid

from clipphotos.core.photo import PhotoId
from clipphotos.core.query.completion import Completion, Offer
from clipphotos.core.query.records import Field, Region
from clipphotos.core.query.vocabulary import FIELDS
from clipphotos.ui import texts
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.grid.thumbnails import TileSpec, decode_tile
from clipphotos.ui.panels.completion_list import Offered
from clipphotos.ui.panels.query_terms import ICONS, field_name
from clipphotos.ui.panels.search_bar import SearchBar

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

translate = QCoreApplication.translate

_OFFERS = {Offer.FIELD: "filter", Offer.SORT: "sort", Offer.PAST: "clock"}
_PICTURE = TileSpec(40, 2.0, True, 4.0)


class Completing(QObject):
    """Serves search bars."""

    def __init__(self, library: Library, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._bridge = library, bridge

    def serve(self, bar: SearchBar) -> None:
        """Answer what a bar asks from now on."""
        bar.completions_asked.connect(partial(self._complete, bar))
        bar.choices_asked.connect(partial(self._choose, bar))
        bar.picture_wanted.connect(partial(self._picture, bar))

    def _complete(self, bar: SearchBar, text: str, cursor: int) -> None:
        ask = partial(self._library.search.complete, text, cursor)
        self._bridge.run(ask, partial(_offer, bar, text), topic="completions")

    def _choose(self, bar: SearchBar, field: Field, typed: str) -> None:
        text = f"{field}:{typed}"
        ask = partial(self._library.search.complete, text, len(text))
        self._bridge.run(ask, partial(_choices, bar, field), topic="choices")

    def _picture(self, bar: SearchBar, reference: str, region: Region | None) -> None:
        load = partial(_load, self._library, reference, region)
        self._bridge.run(load, partial(_pictured, bar, reference, region))


def _row_of(completion: Completion) -> Offered:
    kind = completion.kind
    if isinstance(kind, Field):
        icon, hint = ICONS[kind], field_name(kind)
        if completion.photos is not None:
            hint = translate("Completing", "{0} · {1}").format(hint, texts.photos(completion.photos))
    else:
        icon, hint = _OFFERS[kind], ""
        if kind is Offer.FIELD and isinstance(field := FIELDS.get(completion.insert.rstrip(":")), Field):
            icon, hint = ICONS[field], translate("Completing", "Filter by: {0}").format(field_name(field))
        elif kind is Offer.PAST:
            hint = translate("Completing", "Searched before")
        elif kind is Offer.SORT:
            hint = translate("Completing", "Order")
    return Offered(completion.text, icon, hint, completion.replaces, completion.insert)


# A dialog's bar may be gone when its answer comes.


def _offer(bar: SearchBar, text: str, completions: Sequence[Completion]) -> None:
    if isValid(bar):
        bar.offer(text, [_row_of(completion) for completion in completions])


def _choices(bar: SearchBar, field: Field, completions: Sequence[Completion]) -> None:
    if isValid(bar):
        bar.show_choices(field, [completion.text for completion in completions if completion.kind is field])


def _pictured(bar: SearchBar, reference: str, region: Region | None, image: QImage | None) -> None:
    if isValid(bar) and image is not None:
        bar.set_picture(reference, region, QPixmap.fromImage(image))


def _load(library: Library, reference: str, region: Region | None) -> QImage | None:
    """Return an example as its chip shows it. In a worker."""
    number = reference.removeprefix("#")
    is_photo = number != reference and number.isdecimal()
    path = library.photos.thumbnail(PhotoId(int(number))) if is_photo else Path(reference)
    image = None if path is None else decode_tile(path, _PICTURE, region)
    if image is not None:
        image.setDevicePixelRatio(_PICTURE.ratio)
    return image
