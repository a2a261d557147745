"""Fits the constants of `core.calibration` and shows those of `core.learning`, over labelled photos.

    python -m tests.quality.fit_calibration --data ../shared/data

Several libraries are made out of the photos, because a score must hold in any: one or several kinds of photos, few and
many of each, labels of which no photo is there. Half of the nonsense labels stand for labels that nothing fits. The
other half, and what is not in this folder, are for measuring (`tests.quality.labels`). The weight of strangeness is not
fitted but held: photos that a nonsense text finds are few among all, so that a fit over photos lets much of it pass. It
is the least multiple of -3 by which nine tenths of these texts find nothing.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos import paths
from clipphotos.core.calibration import TOP, Coefficients, Familiarity, Floats, Linear
from clipphotos.core.learning import Bools, Whitening, _Discriminant, fit_logistic
from clipphotos.core.scoring import estimate_background
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.registry import DEFAULT_MODEL, load_encoder
from clipphotos.engine.labels.words import known_scenes
from clipphotos.media.decode import decode

_PENALTY = 1e-4
_HELD = 1e9
"""A penalty that keeps a weight where it is."""
_STRANGENESS = -9.0


@dataclass(frozen=True)
class _Library:
    """One made-up library, scored by labels."""

    name: str
    vectors: Floats
    distance: Floats
    """(N, L), as the following."""
    top: Floats
    strangeness: Floats
    truth: Bools

    def features(self) -> npt.NDArray[np.float64]:
        """Return (N * L, 3)."""
        columns = (self.distance, self.top, self.strangeness)
        return np.stack([np.broadcast_to(c, self.truth.shape).ravel() for c in columns], axis=1).astype(np.float64)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description="Fit the constants of calibration.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"))
    args = parser.parse_args()
    encoder = load_encoder(args.model, args.cache)
    libraries = list(_libraries(encoder, args.data / "photos_class"))
    features = np.concatenate([library.features() for library in libraries])
    truth = np.concatenate([library.truth.ravel() for library in libraries]).astype(np.float64)
    weights = np.concatenate(  # every library counts as a hundred labels
        [np.full(library.truth.size, 100 / library.truth.shape[1]) for library in libraries]
    )
    prior, penalty = np.array([0, 0, _STRANGENESS, 0]), np.array([_PENALTY, _PENALTY, _HELD, _PENALTY])
    found = fit_logistic(features, truth, prior, penalty, weights)
    by = Coefficients(*(round(float(value), 3) for value in found))
    print(by)
    for library in libraries:
        for reviewed in (10, 30):
            words, examples, constant = _learning_weights(library, by, reviewed)
            print(f"{library.name:16} {reviewed} reviewed: ", end="")
            print(f"words {words:.2f}, examples {examples:.2f}, constant {constant:.2f}")
    encoder.close()


def _libraries(encoder: Encoder, folder: Path) -> Iterator[_Library]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pixels = [decode(str(folder / row["file"]), encoder.info.preprocessing).pixels for row in rows]
    size = encoder.batch_size
    vectors = np.concatenate(
        [encoder.encode_images(np.stack(pixels[i : i + size])) for i in range(0, len(pixels), size)]
    )
    subset = np.array([row["subset"] for row in rows])
    label, coarse = np.array([row["label"] for row in rows]), np.array([row["coarse"] for row in rows])
    objects, scenes, mixed = subset == "caltech101", subset == "intel_scenes", subset == "imagenet1k"
    things, places = sorted(set(label[objects])), sorted(set(label[scenes]))
    half = np.random.default_rng(0).random(len(rows)) < 0.5
    nonsense = (Path(__file__).parent / "nonsense.txt").read_text("utf-8").splitlines()[::2]
    concepts = (paths.resources() / "concepts.txt").read_text("utf-8").splitlines()
    familiarity = Familiarity(encoder.encode_texts(concepts), encoder.encode_texts(known_scenes()))
    for name, chosen, labels, truth in (
        ("objects", objects, things, label),
        ("objects, scenes", objects | scenes, things + places, label),
        ("mixed, coarse", mixed, sorted(set(coarse[mixed])), coarse),
        ("scenes", scenes, places, label),
        ("few of each", objects & half, things, label),
        ("half absent", (objects & np.isin(label, things[::2])) | scenes, things, label),
        ("everything", np.ones(len(rows), np.bool_), things + places, label),
    ):
        texts = encoder.encode_texts(labels + nonsense)
        cosines = vectors[chosen] @ texts.T
        backgrounds = [estimate_background(column, encoder.info.background) for column in cosines.T]
        distance = np.stack([(c - b.mean) / b.spread for c, b in zip(cosines.T, backgrounds, strict=True)], axis=1)
        right = truth[chosen][:, np.newaxis] == np.array([*labels, *[""] * len(nonsense)])
        top = np.sort(distance, axis=0)[-TOP:].mean(axis=0)
        yield _Library(name, vectors[chosen], distance, top, familiarity.strangeness(texts), right)


def _learning_weights(library: _Library, by: Coefficients, reviewed: int) -> npt.NDArray[np.float64]:
    """Return what words, examples and a constant weigh best on the photos that were not reviewed."""
    whitening = Whitening(library.vectors)
    odds = by.features(library.distance, library.top, library.strangeness)
    features, truth = [], []
    for column in np.flatnonzero(library.truth.any(axis=0)):
        order = np.argsort(-odds[:, column], kind="stable")
        seen, rest = order[:reviewed], order[reviewed:]
        right = library.truth[:, column]
        if right[seen].any():
            direction, offset = _Discriminant(library.vectors[seen], right[seen], whitening).linear()
            scores = Linear(direction.astype(np.float32), offset)(library.vectors[rest])
            features.append(np.stack([odds[rest, column], scores], axis=1))
            truth.append(right[rest])
    return fit_logistic(
        np.concatenate(features).astype(np.float64),
        np.concatenate(truth).astype(np.float64),
        np.zeros(3),
        np.full(3, _PENALTY),
    )


if __name__ == "__main__":
    main()
