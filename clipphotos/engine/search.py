"""Search by description and by example."""

from __future__ import annotations

import os
import re

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import TOP, odds_of_cosines, probabilities
from clipphotos.core.errors import KnownError, UnreadableFileError
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import understood
from clipphotos.core.query.records import Description, SearchResult
from clipphotos.core.scoring import likeness_scores
from clipphotos.engine.model import ActiveModel, LoadedModel
from clipphotos.media.pool import DecodePool
from clipphotos.store import embeddings
from clipphotos.store.catalogue import Catalogue

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Search:
    """Finds photos. Thread-safe; a call takes milliseconds once the model is loaded."""

    def __init__(self, catalogue: Catalogue, model: ActiveModel, pool: DecodePool) -> None:
        self._catalogue, self._model, self._pool = catalogue, model, pool

    def text(self, text: str, limit: int = 500) -> SearchResult:
        """Return the photos that fit a description, best first.

        Raises:
            KnownError: the description is empty, or in a language that the model does not read.
        """
        query = understood(text)
        assert isinstance(query.root, Description)
        words = query.root.text
        model = self._model.get()
        if _CJK.search(words) and not {"mul", "zh", "ja", "ko"} & set(model.info.languages):
            raise KnownError("The model in use reads English only. Describe the photo in English.")
        vector = model.embed_text(words)
        photo_ids, cosines = self._nearest(model, vector, limit)
        slope, bias = odds_of_cosines(model.background(vector, model.info.background), cosines[:TOP])
        return _all(photo_ids, probabilities(slope * cosines + np.float32(bias)))

    def similar(self, photo_id: PhotoId, limit: int = 500) -> SearchResult:
        """Return the photos that look like one of the library, best first, without itself.

        Raises:
            KnownError: it has no embedding yet.
        """
        model = self._model.get()
        with self._catalogue.read() as db:
            own = embeddings.of_photos(db, model.id, model.info.dim, [photo_id])
        if not len(own.ids):
            raise KnownError("This photo was not looked at yet. Try again in a moment.")
        found = self._like(model, own.vectors[0], limit + 1)
        others = found.photo_ids != photo_id
        assert found.scores is not None
        return _all(found.photo_ids[others][:limit], found.scores[others][:limit])

    def similar_file(self, path: str, limit: int = 500) -> SearchResult:
        """Return the photos that look like a file from anywhere, best first.

        Raises:
            KnownError: it cannot be read as a photo.
        """
        model = self._model.get()
        try:
            decoded = self._pool.submit(os.path.abspath(path), model.info.preprocessing, None).result()
        except UnreadableFileError as error:
            raise KnownError(f"{path} cannot be read: {error}") from error
        vector = model.encoder.encode_images(decoded.pixels[np.newaxis])[0]
        return self._like(model, vector, limit)

    def _like(self, model: LoadedModel, vector: npt.NDArray[np.float32], limit: int) -> SearchResult:
        photo_ids, cosines = self._nearest(model, vector, limit)
        background = model.background(vector, model.info.image_background)
        return _all(photo_ids, likeness_scores(cosines, background))

    def _nearest(
        self, model: LoadedModel, vector: npt.NDArray[np.float32], limit: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return the best photos that have a file, and their cosines; the index also knows photos without a file.

        Raises:
            KnownError: the model has not looked at any photo yet.
        """
        if not len(model.index):
            raise KnownError("No photo is embedded yet. Photos can be found as soon as they are.")
        k = limit
        while True:
            embedding_ids, cosines = model.index.search(vector, k)
            with self._catalogue.read() as db:
                photo_of = embeddings.photos_of(db, embedding_ids)
            kept = [row for row, i in enumerate(embedding_ids.tolist()) if i in photo_of][:limit]
            if len(kept) == limit or len(embedding_ids) < k:
                break
            k *= 4
        photo_ids = np.array([photo_of[int(i)] for i in embedding_ids[kept]], np.int64)
        return photo_ids, cosines[kept]


def _all(photo_ids: npt.NDArray[np.int64], scores: npt.NDArray[np.float32]) -> SearchResult:
    return SearchResult(photo_ids, scores, len(photo_ids), len(photo_ids))
