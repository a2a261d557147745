"""The disk cache of thumbnails: small JPEGs, named by the content hash of their photo.

It is a cache: a thumbnail may be missing at any time and is made again from the photo. So writing is atomic (a reader
never sees half a file) but not synced to the disk.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from PIL import Image

THUMBNAIL_PX = 512
"""The longer side; smaller pictures keep their size."""

_QUALITY = 85


def path_of(directory: Path, hash_hex: str) -> Path:
    """Return where the thumbnail of the photo with this content hash (hex) is kept; it need not exist.

    >>> path_of(Path("t"), "abcdef").as_posix()
    't/ab/cdef.jpg'
    """
    return directory / hash_hex[:2] / f"{hash_hex[2:]}.jpg"


def write(image: Image.Image, path: Path) -> None:
    """Write a thumbnail of an upright RGB picture to `path`, all or nothing; folders are made as needed.

    Several processes may write the same path at the same time.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    small = image.copy()
    # The gap halves the time and costs nothing that the eye sees at this size.
    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.BICUBIC, reducing_gap=1.5)
    encoded = io.BytesIO()  # into a file, Pillow does not notice when a write stops short because the disk is full
    small.save(encoded, "JPEG", quality=_QUALITY)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            temporary.write_bytes(encoded.getbuffer())
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(encoded.getbuffer())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
