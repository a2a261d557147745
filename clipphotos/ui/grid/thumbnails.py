"""Thumbnails for the grid: decoded in threads, kept as pixmaps, newest request first."""

from __future__ import annotations

import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QPainter, QPixmap, QTransform

from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Region

log = logging.getLogger(__name__)

_THREADS = 2
CACHE_BYTES = 192 << 20


@dataclass(frozen=True)
class TileSpec:
    """How a tile's picture is prepared, so that painting it is a copy of pixels."""

    side_px: int
    """In device pixels."""
    ratio: float = 1.0
    crop: bool = True
    """Fill the square; otherwise the whole photo is seen."""
    radius_px: float = 6.0
    """In device-independent pixels."""


@dataclass(frozen=True)
class Tile:
    """A picture in the cache; `pixmap` is None where there is none to be had now."""

    pixmap: QPixmap | None
    spec: TileSpec


@dataclass(frozen=True)
class _Loaded:
    photo_id: PhotoId
    spec: TileSpec
    image: QImage | None


class Thumbnails(QObject):
    """Pictures by photo id.

    Signals:
        arrived(int): the photo's tile is another one now.
    """

    arrived = Signal(int)
    _loaded = Signal(object)

    def __init__(
        self,
        find: Callable[[PhotoId], Path | None],
        parent: QObject | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        """Start the threads.

        Args:
            find: returns a photo's thumbnail file; may take its time, is called in several threads.
            parent: Qt's owner.
            cache_bytes: pixmaps kept in memory.
        """
        super().__init__(parent)
        self._find = find
        self._cache: OrderedDict[PhotoId, Tile] = OrderedDict()
        self._bytes, self._max_bytes = 0, cache_bytes
        self._spec = TileSpec(160)
        self._condition = threading.Condition()
        self._wanted: list[PhotoId] = []
        self._in_work: set[PhotoId] = set()
        self._closing = False
        self._loaded.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._threads = [threading.Thread(target=self._work, name=f"ui-thumbnail-{i}") for i in range(_THREADS)]
        for thread in self._threads:
            thread.start()

    @property
    def spec(self) -> TileSpec:
        """Return how pictures are prepared now."""
        return self._spec

    def set_spec(self, spec: TileSpec) -> None:
        """Prepare pictures in another way; those there stand in until the new ones come."""
        self._spec = spec

    def tile(self, photo_id: PhotoId) -> Tile | None:
        """Return a picture from memory; None: not loaded."""
        tile = self._cache.get(photo_id)
        if tile is not None:
            self._cache.move_to_end(photo_id)
        return tile

    def pixmap(self, photo_id: PhotoId) -> QPixmap | None:
        """Return a pixmap from memory."""
        tile = self.tile(photo_id)
        return None if tile is None else tile.pixmap

    def want(self, photo_ids: Sequence[PhotoId]) -> None:
        """Load these, first one first, and nothing else: what scrolled out of sight is no longer wanted."""
        missing = [p for p in photo_ids if (tile := self._cache.get(p)) is None or tile.spec != self._spec]
        with self._condition:
            self._wanted = [p for p in reversed(missing) if p not in self._in_work]
            self._condition.notify_all()

    def forget(self, photo_ids: Iterable[PhotoId] | None = None) -> None:
        """Load these again when they are next wanted; None: those that could not be loaded."""
        if photo_ids is None:
            photo_ids = [p for p, tile in self._cache.items() if tile.pixmap is None]
        for photo_id in photo_ids:
            tile = self._cache.pop(photo_id, None)
            if tile is not None:
                self._bytes -= _bytes_of(tile)

    def close(self) -> None:
        """Join the threads."""
        with self._condition:
            self._closing = True
            self._wanted = []
            self._condition.notify_all()
        for thread in self._threads:
            thread.join()
        self._cache.clear()

    def _work(self) -> None:
        while True:
            with self._condition:
                while not self._wanted and not self._closing:
                    self._condition.wait()
                if self._closing:
                    return
                photo_id = self._wanted.pop()
                self._in_work.add(photo_id)
                spec = self._spec
            try:
                path = self._find(photo_id)
                image = None if path is None else decode_tile(path, spec)
            except KnownError:
                image = None
            except Exception:
                log.exception("The thumbnail of photo %s could not be loaded.", photo_id)
                image = None
            self._loaded.emit(_Loaded(photo_id, spec, image))

    @Slot(object)
    def _keep(self, loaded: _Loaded) -> None:
        with self._condition:
            self._in_work.discard(loaded.photo_id)
        pixmap = None
        if loaded.image is not None:
            pixmap = QPixmap.fromImage(loaded.image)
            pixmap.setDevicePixelRatio(loaded.spec.ratio)
        self.forget([loaded.photo_id])
        tile = Tile(pixmap, loaded.spec)
        self._cache[loaded.photo_id] = tile
        self._bytes += _bytes_of(tile)
        while self._bytes > self._max_bytes and len(self._cache) > 1:
            _, oldest = self._cache.popitem(last=False)
            self._bytes -= _bytes_of(oldest)
        self.arrived.emit(loaded.photo_id)


def decode_tile(path: Path, spec: TileSpec, region: Region | None = None) -> QImage | None:
    """Read an image file, or a part of it, into a square tile with rounded corners; None if it cannot be read.

    Any thread.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    side = spec.side_px
    if size.isValid() and not size.isEmpty():
        bound = min(size.width(), size.height()) if spec.crop else max(size.width(), size.height())
        if bound > side:
            scale = side / bound if region is None else min(1.0, side / bound / min(region.width, region.height))
            reader.setScaledSize(QSize(math.ceil(size.width() * scale), math.ceil(size.height() * scale)))
    image = reader.read()
    if image.isNull():
        return None
    return _square(image if region is None else _cut_out(image, region), spec)


def _cut_out(image: QImage, region: Region) -> QImage:
    width, height = max(1, round(region.width * image.width())), max(1, round(region.height * image.height()))
    return image.copy(round(region.x * image.width()), round(region.y * image.height()), width, height)


def _square(image: QImage, spec: TileSpec) -> QImage:
    side = spec.side_px
    if spec.crop:
        scale = side / min(image.width(), image.height())
    else:
        scale = min(side / max(image.width(), image.height()), 2.0)
    size = QSize(max(1, round(image.width() * scale)), max(1, round(image.height() * scale)))
    if size != image.size():
        keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(size, keep, smooth)
    left, top = (side - image.width()) // 2, (side - image.height()) // 2
    brush = QBrush(image)
    brush.setTransform(QTransform.fromTranslate(left, top))
    canvas = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    radius = spec.radius_px * spec.ratio
    outline = QRect(left, top, image.width(), image.height()).intersected(canvas.rect())
    painter.drawRoundedRect(outline, radius, radius)
    # A hairline, so that a white photo ends somewhere on a white ground.
    painter.setPen(QColor(128, 128, 128, 56))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(outline).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.end()
    return canvas


def _bytes_of(tile: Tile) -> int:
    return 64 if tile.pixmap is None else tile.pixmap.width() * tile.pixmap.height() * 4
