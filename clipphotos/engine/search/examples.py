"""Pictures to look like: of the library, from anywhere, or a region of either; as vectors."""

from __future__ import annotations

import os

import numpy as np

from clipphotos.core.calibration import Floats
from clipphotos.core.errors import KnownError, UnreadableFileError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import Example, Region
from clipphotos.engine.model import LoadedModel
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

    def _one(self, model: LoadedModel, example: Example) -> Floats:
        number = example.reference.removeprefix("#")
        if number == example.reference or not number.isdecimal():
            return self._of_file(model, os.path.expanduser(example.reference), example.region)
        with self._catalogue.read() as db:
            own = embeddings.of_photos(db, model.id, model.info.dim, [PhotoId(int(number))])
            paths = files.paths_of(db, PhotoId(int(number)))
        if not paths:
            raise KnownError(f"There is no photo #{number} in this library.")
        if example.region is None:
            if not len(own.ids):
                raise KnownError(f"Photo #{number} was not looked at yet. Try again in a moment.")
            vector: Floats = own.vectors[0]
            return vector
        path = next((path for path, readable in paths if readable), None)
        if path is None:
            raise KnownError(f"A part of photo #{number} cannot be searched for now: its folder is offline.")
        return self._of_file(model, path, example.region)

    def _of_file(self, model: LoadedModel, path: str, region: Region | None) -> Floats:
        path = os.path.abspath(path)
        try:
            stat = os.stat(path)
            key = (model.id, path, stat.st_mtime_ns, stat.st_size, region)
            if (known := self._looked_at.get(key)) is not None:
                return known
            decoded = self._pool.submit(path, model.info.preprocessing, region=region).result()
        except UnreadableFileError as error:
            raise KnownError(f"{path} cannot be read: {error}") from error
        except (OSError, ValueError) as error:
            reason = cannot_open(error) if isinstance(error, OSError) else "Its name is not valid."
            raise KnownError(f"{path} cannot be read: {reason}") from error
        vector: Floats = model.encoder.encode_images(decoded.pixels[np.newaxis])[0]
        if len(self._looked_at) >= _REMEMBERED:
            self._looked_at.clear()
        self._looked_at[key] = vector
        return vector
