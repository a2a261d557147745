"""Pictures that come by the clipboard or a drop, and the files that they are kept in to be searched by."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData, Qt
from PySide6.QtGui import QImage, QImageWriter

from clipphotos.core.errors import KnownError
from clipphotos.paths import pasted

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

translate = QCoreApplication.translate

KEPT = 20
_LARGEST_PX = 1024
"""More than any model sees."""


def local_paths(data: QMimeData) -> list[str]:
    """Return the files and folders of this computer that are meant."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def image_of(data: QMimeData) -> QImage | None:
    """Return the picture itself, if it is there."""
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def keep(library: Library, image: QImage) -> str:
    """Write a picture to a file of the library's own, and return its path. In a worker.

    Raises:
        KnownError: it cannot be written.
    """
    if max(image.width(), image.height()) > _LARGEST_PX:
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(_LARGEST_PX, _LARGEST_PX, ratio, smooth)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    folder = pasted(library.directory)
    path = folder / f"{hashlib.sha256(content.data()).hexdigest()[:12]}.png"
    try:
        folder.mkdir(exist_ok=True)
        path.write_bytes(content.data())
    except OSError as error:
        text = translate("Pictures", "The picture cannot be kept in {0}: {1}.")
        raise KnownError(text.format(folder, error.strerror)) from error
    return str(path)


def tidy(library: Library) -> None:
    """Delete all but the last pictures that were kept; not those that a smart album looks for. In a worker."""
    files = sorted(pasted(library.directory).glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    queries = [album.query for album in library.albums.list()]
    for file in files[KEPT:]:
        if not any(file.name in query for query in queries):
            with suppress(OSError):  # another time, then
                file.unlink()
