"""Pictures to look like: of the library, from anywhere, or a region of either; as vectors."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats
from clipphotos.core.errors import KnownError, UnreadableFileError
from clipphotos.core.photo import PhotoId
from clipphotos.core.preprocessing import Preprocessing, ResizeMode
from clipphotos.core.query.records import Example, Region
from clipphotos.engine.model import LoadedModel
from clipphotos.media.decode import Decoded
from clipphotos.media.files import cannot_open
from clipphotos.media.pool import DecodePool
from clipphotos.media.preprocess import seen_part
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
        """Return a picture as the model sees it, (size_px, size_px, 3) uint8; see `decoded`."""
        return self.decoded(model, reference).pixels

    def decoded(self, model: LoadedModel, reference: str) -> Decoded:
        """Return a picture, decoded for the model; `reference` as in `Example`.

        Raises:
            KnownError: it is not there, or cannot be read, or its folder is offline.
        """
        if (photo_id := _photo_id(reference)) is None:
            return self._decoded(model.info.preprocessing, os.path.expanduser(reference))
        return self._decoded(model.info.preprocessing, self._readable(photo_id))

    def view(self, reference: str, longest_px: int) -> npt.NDArray[np.uint8]:
        """Return a whole picture, upright, to be looked at: (H, W, 3) uint8, neither side longer than `longest_px`.

        Raises:
            KnownError: as `decoded`.
        """
        photo_id = _photo_id(reference)
        path = os.path.expanduser(reference) if photo_id is None else self._readable(photo_id)
        decoded = self._decoded(_square(longest_px), path)
        size = decoded.width, decoded.height
        if max(size) < longest_px:  # as it is, rather than enlarged
            decoded = self._decoded(_square(max(size)), path)
        side = len(decoded.pixels)
        _, part = seen_part(size, _square(side))
        left, top = round(part.x * side), round(part.y * side)
        return decoded.pixels[top : top + round(part.height * side), left : left + round(part.width * side)]

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
        pixels = self._decoded(model.info.preprocessing, path, region).pixels
        vector: Floats = model.encoder.encode_images(pixels[np.newaxis])[0]
        if len(self._looked_at) >= _REMEMBERED:
            self._looked_at.clear()
        self._looked_at[key] = vector
        return vector

    def _decoded(self, preprocessing: Preprocessing, path: str, region: Region | None = None) -> Decoded:
        path = os.path.abspath(path)
        try:
            os.stat(path)
            return self._pool.submit(path, preprocessing, region=region).result()
        except UnreadableFileError as error:
            raise KnownError(f"{path} cannot be read: {error}") from error
        except (OSError, ValueError) as error:
            raise _cannot_read(path, error) from error


def _square(side_px: int) -> Preprocessing:
    return Preprocessing(side_px, side_px, ResizeMode.LONGEST)


def _photo_id(reference: str) -> PhotoId | None:
    number = reference.removeprefix("#")
    return PhotoId(int(number)) if number != reference and number.isdecimal() else None


def _no_photo(photo_id: PhotoId) -> KnownError:
    return KnownError(f"There is no photo #{photo_id} in this library.")


def _cannot_read(path: str, error: OSError | ValueError) -> KnownError:
    reason = cannot_open(error) if isinstance(error, OSError) else "Its name is not valid."
    return KnownError(f"{path} cannot be read: {reason}")
