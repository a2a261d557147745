"""Pictures to look like: of the library, from anywhere, or a region of either; as vectors."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats
from clipphotos.core.errors import KnownError, UnreadableFileError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Example, Region
from clipphotos.engine.model import LoadedModel
from clipphotos.media.decode import Decoded
from clipphotos.media.files import cannot_open
from clipphotos.media.pool import DecodePool
from clipphotos.store import embeddings, files
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.embeddings import ModelId

_REMEMBERED = 64

_Key = tuple[ModelId, str, int, int, Region | None]
"""Model, path, modification time, size, region."""


class Examples:
    """Finds the embeddings of example pictures. Thread-safe; decoding one takes a part of a second."""

    def __init__(self, catalogue: Catalogue, pool: DecodePool) -> None:
        self._catalogue, self._pool = catalogue, pool
        self._looked_at: dict[_Key, Floats] = {}

    def vector(self, model: LoadedModel, examples: tuple[Example, ...]) -> Floats:
        """Return the direction of some examples together, (D,) float32, unit length: their weighted mean.

        Raises:
            KnownError: one of them is not there, or cannot be read.
        """
        mean = np.sum([example.weight * self._one(model, example) for example in examples], axis=0)
        unit: Floats = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        return unit

    def pixels(self, model: LoadedModel, reference: str) -> npt.NDArray[np.uint8]:
        """Return a picture as the model sees it, (size_px, size_px, 3) uint8; `reference` as in `Example`.

        Raises:
            KnownError: it is not there, or cannot be read, or its folder is offline.
        """
        if (photo_id := _photo_id(reference)) is None:
            return self._decoded(model, os.path.expanduser(reference), None).pixels
        return self._decoded(model, self._readable(photo_id), None).pixels

    def _one(self, model: LoadedModel, example: Example) -> Floats:
        if (photo_id := _photo_id(example.reference)) is None:
            return self._of_file(model, os.path.expanduser(example.reference), example.region)
        if example.region is not None:
            return self._of_file(model, self._readable(photo_id), example.region)
        with self._catalogue.read() as db:
            own = embeddings.of_photos(db, model.id, model.info.dim, [photo_id])
            if not files.paths_of(db, photo_id):
                raise _no_photo(photo_id)
        if not len(own.ids):
            raise KnownError(f"Photo #{photo_id} was not looked at yet. Try again in a moment.")
        vector: Floats = own.vectors[0]
        return vector

    def _readable(self, photo_id: PhotoId) -> str:
        """Return the path of a photo's file that can be read now."""
        with self._catalogue.read() as db:
            paths = files.paths_of(db, photo_id)
        if not paths:
            raise _no_photo(photo_id)
        path = next((path for path, readable in paths if readable), None)
        if path is None:
            raise KnownError(f"The file of photo #{photo_id} is needed for this, and its folder is offline.")
        return path

    def _of_file(self, model: LoadedModel, path: str, region: Region | None) -> Floats:
        path = os.path.abspath(path)
        try:
            stat = os.stat(path)
        except (OSError, ValueError) as error:
            raise _cannot_read(path, error) from error
        key = (model.id, path, stat.st_mtime_ns, stat.st_size, region)
        if (known := self._looked_at.get(key)) is not None:
            return known
        pixels = self._decoded(model, path, region).pixels
        vector: Floats = model.encoder.encode_images(pixels[np.newaxis])[0]
        if len(self._looked_at) >= _REMEMBERED:
            self._looked_at.clear()
        self._looked_at[key] = vector
        return vector

    def _decoded(self, model: LoadedModel, path: str, region: Region | None) -> Decoded:
        path = os.path.abspath(path)
        try:
            os.stat(path)
            return self._pool.submit(path, model.info.preprocessing, region=region).result()
        except UnreadableFileError as error:
            raise KnownError(f"{path} cannot be read: {error}") from error
        except (OSError, ValueError) as error:
            raise _cannot_read(path, error) from error


def _photo_id(reference: str) -> PhotoId | None:
    number = reference.removeprefix("#")
    return PhotoId(int(number)) if number != reference and number.isdecimal() else None


def _no_photo(photo_id: PhotoId) -> KnownError:
    return KnownError(f"There is no photo #{photo_id} in this library.")


def _cannot_read(path: str, error: OSError | ValueError) -> KnownError:
    reason = cannot_open(error) if isinstance(error, OSError) else "Its name is not valid."
    return KnownError(f"{path} cannot be read: {reason}")
