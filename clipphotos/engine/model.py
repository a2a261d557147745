"""The model in use: its encoder, its row in the catalogue and the index over its embeddings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Translated
from clipphotos.core.scoring import SAMPLE_SIZE, Background, estimate_background
from clipphotos.embedding.attribution.explainer import Explainer
from clipphotos.embedding.encoder import Encoder, EncoderInfo
from clipphotos.embedding.registry import DEFAULT_MODEL, canonical_id, find_source, load_encoder
from clipphotos.embedding.translation import reading
from clipphotos.engine.events import Events
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.engine.labels.words import Words
from clipphotos.store import embeddings, settings
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.embeddings import ModelId

_SETTING = "model"


@dataclass(frozen=True)
class LoadedModel:
    """Everything that works with one model's embeddings. Thread-safe."""

    id: ModelId
    encoder: Encoder
    index: EmbeddingIndex
    embed_text: Callable[[str], npt.NDArray[np.float32]]
    """The unit vector, (D,) float32, of one text that the model can `read`; the last few are remembered."""

    words: Words
    """Embeds the words of labels."""

    explainer: Explainer
    """Says what in a picture speaks for a text."""

    @property
    def info(self) -> EncoderInfo:
        """The model's facts."""
        return self.encoder.info

    def read(self, text: str) -> tuple[str, Translated | None]:
        """Return a text as the model reads it, and its translation, if it had to be translated.

        Raises:
            KnownError: the model does not read its language, and nothing of it can be translated.
        """
        return reading.read(text, self.info.languages)

    def background(self, vector: npt.NDArray[np.float32], prior: Background) -> Background:
        """Return the background of a vector's cosines, from a sample of this library."""
        return estimate_background(self.index.sample(SAMPLE_SIZE) @ vector, prior)


class ActiveModel:
    """Loads the library's model when it is first needed, and changes it on request. Thread-safe."""

    def __init__(
        self, catalogue: Catalogue, events: Events, cache_dir: Path, index_dir: Path, *, read_only: bool
    ) -> None:
        self._catalogue, self._events = catalogue, events
        self._cache_dir, self._index_dir, self._read_only = cache_dir, index_dir, read_only
        self._lock = threading.Lock()
        self._loaded: LoadedModel | None = None

    @property
    def name(self) -> str:
        """Return the id of the model that the library uses."""
        with self._catalogue.read() as db:
            return settings.get(db, _SETTING) or DEFAULT_MODEL

    @property
    def loaded(self) -> bool:
        """Whether `get` returns at once."""
        return self._loaded is not None

    def get(self) -> LoadedModel:
        """Return the model, loaded. The first call takes seconds.

        Raises:
            KnownError: it cannot be loaded.
        """
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load(self.name, allow_download=False)
                self._loaded.words.start()
            return self._loaded

    def use(self, name: str) -> None:
        """Change the model; it is fetched if need be. The embeddings of the old one stay.

        Raises:
            KnownError: it cannot be fetched or loaded; the current one stays in use.
        """
        name = canonical_id(name)
        if self._loaded is not None and name == self.name:
            return
        loaded = self._load(name, allow_download=True)
        with self._lock:
            self._catalogue.write(lambda db: settings.put(db, _SETTING, name))
            old, self._loaded = self._loaded, loaded
            loaded.words.start()
        if old is not None:
            old.words.close()
            old.explainer.close()
            old.index.close()  # whoever still uses the old encoder keeps it alive until then
        self._events.emit(Changes(Kind.MODEL | Kind.EMBEDDINGS | Kind.SUGGESTIONS))

    def close(self) -> None:
        """Save the index and free the model."""
        with self._lock:
            if self._loaded is not None:
                self._loaded.words.close()
                self._loaded.explainer.close()
                self._loaded.index.close()
                self._loaded.encoder.close()
                self._loaded = None

    def _load(self, name: str, *, allow_download: bool) -> LoadedModel:
        encoder = load_encoder(name, self._cache_dir, allow_download=allow_download)
        info = encoder.info
        model_id = self._model_id(info)
        directory = self._index_dir / info.fingerprint[:16]
        index = EmbeddingIndex(
            self._catalogue,
            model_id,
            info,
            directory,
            read_only=self._read_only,
            on_trouble=lambda text: self._events.emit(Notice(Level.WARNING, text)),
        )

        @lru_cache(maxsize=256)
        def embed_text(text: str) -> npt.NDArray[np.float32]:
            vector: npt.NDArray[np.float32] = encoder.encode_texts([text])[0]
            return vector

        words = Words(encoder, self._cache_dir / f"concepts-{info.fingerprint[:16]}.npy")
        explainer = Explainer(find_source(name), encoder, self._cache_dir)
        return LoadedModel(model_id, encoder, index, embed_text, words, explainer)

    def _model_id(self, info: EncoderInfo) -> ModelId:
        if not self._read_only:
            return self._catalogue.write(lambda db: embeddings.model_id(db, info.id, info.fingerprint, info.dim))
        with self._catalogue.read() as db:
            found = embeddings.find_model(db, info.id, info.fingerprint)
        if found is None:
            raise KnownError("The library has no embeddings yet; they are made while it is open in ClipPhotos.")
        return found
