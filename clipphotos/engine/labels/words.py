"""From a label's words to its direction among a model's embeddings."""

from __future__ import annotations

import logging
import os
import threading
import zlib
from collections.abc import Sequence, Set
from itertools import islice
from pathlib import Path

import numpy as np

from clipphotos import paths
from clipphotos.core.calibration import Familiarity, Floats, combine
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.core.query.records import Translated
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.translation import reading
from clipphotos.engine.ending import end

_SHORT = 3
"""A prompt of up to so many words names a thing and is put into templates; a longer one is a caption."""
_SHORT_CHINESE = 6
"""The same in characters, where words are not separated."""

_REMEMBERED = 10_000
"""So many texts' directions are kept, those used last: of all labels, and of what was typed in searches."""

_TOGETHER = 64
"""So many concepts are embedded before a stop is heard."""

_log = logging.getLogger(__name__)


class Words:
    """Embeds the words of labels by one model, and remembers them. Thread-safe.

    What everybody photographs is embedded once per model, which takes seconds: `start` does it ahead, so that the first
    search need not wait.
    """

    def __init__(self, encoder: Encoder, cache: Path, remembered: int = _REMEMBERED) -> None:
        """Take the model; `cache` is the file for the concepts' embeddings, its name followed by their checksum."""
        self._encoder, self._cache, self._remembered = encoder, cache, remembered
        self._lock = threading.Lock()
        self._known: dict[str, Floats] = {}  # used last comes last
        self._concepts_lock = threading.Lock()
        self._familiarity: Familiarity | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._prepare, name="concepts", daemon=True)
        self._templates = {language: _lines(f"templates/{language}.txt") for language in ("en", "zh")}

    def start(self) -> None:
        """Embed the concepts in a thread, unless the cache has them."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the concepts at hand and join the thread, see `end`. The texts can still be embedded."""
        self._stop.set()
        end(self._thread)

    def directions(self, specs: Sequence[LabelSpec]) -> Floats:
        """Return the labels' directions, (N, D) float32, unit length. Texts that are new are embedded together."""
        with self._lock:
            self._embed({text for spec in specs for part in (spec.words, spec.counter_prompts) for text in part})
            return np.stack([combine(self._all(spec.words), self._all(spec.counter_prompts)) for spec in specs])

    def strangeness(self, specs: Sequence[LabelSpec]) -> Floats:
        """Return how strange the labels' words are to the model, (N,) float32, by the most familiar of each."""
        familiarity = self._concepts()
        with self._lock:
            self._embed({text for spec in specs for text in spec.words})
            return np.array([familiarity.strangeness(self._all(spec.words)).min() for spec in specs], np.float32)

    def unread(self, spec: LabelSpec) -> list[tuple[str, str]]:
        """Return (text, its end) of every text that is longer than the model reads."""
        ends = ((text, self._encoder.unread(self._read(text)[0])) for text in (*spec.words, *spec.counter_prompts))
        return [(text, end) for text, end in ends if end]

    def translated(self, spec: LabelSpec) -> list[Translated]:
        """Return a label's texts that are translated for the model; those that cannot be have an empty translation."""
        read = (self._read(text)[1] for text in (*spec.words, *spec.counter_prompts))
        return [translated for translated in read if translated is not None]

    def _read(self, text: str) -> tuple[str, Translated | None]:
        """Return a text in the model's language; as it is if that cannot be, so that one label never stops the others.

        To the model that is a strange text, which keeps its label quiet.
        """
        try:
            return reading.read(text, self._encoder.info.languages)
        except KnownError:
            return text, Translated(text, "", (text,))

    def _all(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.empty((0, self._encoder.info.dim), np.float32)
        return np.stack([self._known[text] for text in texts])

    def _embed(self, texts: Set[str]) -> None:
        """Embed prompts that are not known yet, each as the mean over its templates; others may be forgotten."""
        for text in texts & self._known.keys():
            self._known[text] = self._known.pop(text)
        new = [text for text in texts if text not in self._known]
        if not new:
            return
        written = [self._in_templates(self._read(text)[0]) for text in new]
        vectors = self._encoder.encode_texts([text for variants in written for text in variants])
        start = 0
        for text, variants in zip(new, written, strict=True):
            mean = vectors[start : start + len(variants)].mean(axis=0)
            self._known[text] = mean / max(float(np.linalg.norm(mean)), 1e-9)
            start += len(variants)
        surplus = len(self._known) - max(self._remembered, len(texts))
        for text in list(islice(self._known, max(surplus, 0))):
            del self._known[text]

    def _in_templates(self, text: str) -> list[str]:
        if not self._encoder.info.prompt_ensembling:
            return [text]
        chinese = any("\u4e00" <= character <= "\u9fff" for character in text)
        short = len(text) <= _SHORT_CHINESE if chinese else len(text.split()) <= _SHORT
        return [t.format(text) for t in self._templates["zh" if chinese else "en"]] if short else [text]

    def _prepare(self) -> None:
        try:
            self._concepts(ahead=True)
        except _StoppedError:
            pass  # whoever needs them next begins again
        except Exception:  # whoever needs them next hears of it
            _log.exception("The concepts could not be embedded ahead")

    def _concepts(self, *, ahead: bool = False) -> Familiarity:
        with self._concepts_lock:
            if self._familiarity is None:
                concepts, scenes = _lines("concepts.txt"), known_scenes()
                vectors = self._load([*concepts, *scenes], ahead)
                self._familiarity = Familiarity(vectors[: len(concepts)], vectors[len(concepts) :])
            return self._familiarity

    def _load(self, names: list[str], ahead: bool) -> Floats:
        cache = self._cache.with_stem(f"{self._cache.stem}-{zlib.crc32(chr(10).join(names).encode()):08x}")
        shape = (len(names), self._encoder.info.dim)
        try:
            with cache.open("rb") as file:
                kept = np.load(file, allow_pickle=False)
            if kept.shape == shape and kept.dtype == np.float32:
                return np.asarray(kept)
        except (OSError, ValueError, EOFError):
            pass  # not there, or cut short: it is only a cache
        vectors = np.empty(shape, np.float32)
        for start in range(0, len(names), _TOGETHER):
            if ahead and self._stop.is_set():
                raise _StoppedError
            vectors[start : start + _TOGETHER] = self._encoder.encode_texts(names[start : start + _TOGETHER])
        temporary = cache.with_suffix(f".{os.getpid()}.tmp")  # libraries share it
        try:
            cache.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                np.save(file, vectors)
            temporary.replace(cache)
        except OSError as error:
            _log.warning("the concepts' embeddings cannot be kept: %s", error)
        return vectors


class _StoppedError(Exception):
    """The concepts are not needed any more."""


def known_scenes() -> list[str]:
    """Return short descriptions of scenes that anybody may photograph: everybody does everything, everywhere."""
    who, what = (part.splitlines() for part in (paths.resources() / "scenes.txt").read_text("utf-8").split("\n\n"))
    return [f"{subject} {does}" for subject in who for does in what]


def _lines(name: str) -> list[str]:
    return (paths.resources() / name).read_text("utf-8").splitlines()
