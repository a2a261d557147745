"""Measures zero-shot classification through the product's own decoding and encoders.

    python -m tests.quality.zeroshot --data ../shared/data --json zeroshot.json

Every label is described by the prompts, whose vectors are averaged and made unit length again; a photo's class is the
label with the largest cosine. Plain cosines: calibration is not in it. `scale` is what cosines are best multiplied by
before a softmax over the labels, by likelihood: the logit scale of a model that was not trained with one, fitted with
`--prompts photo`, which is what `classify` asks by itself.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import UnreadableFileError
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.registry import DEFAULT_MODEL, load_encoder
from clipphotos.media.decode import decode

PROMPTS = {
    "plain": ("{}",),
    "photo": ("a photo of a {}.",),
    "both": ("{}", "a photo of a {}."),
}
SUBSETS = {"caltech": "caltech101", "scenes": "intel_scenes", "imagenet": "imagenet1k"}
"""Names in the result, and in the manifest."""


@dataclass(frozen=True)
class Photos:
    """One subset, embedded."""

    labels: list[str]
    """One per photo."""
    vectors: npt.NDArray[np.float32]
    """(N, dim) float32, unit length."""
    skipped: int
    """Photos that could not be decoded."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="a folder laid out as ../shared/data")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--runtime", default="auto")
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    parser.add_argument("--prompts", choices=PROMPTS, default="plain", help="plain: as a label without prompts")
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args(arguments)

    encoder = load_encoder(options.model, options.cache, runtime=options.runtime)
    start = time.monotonic()
    result: dict[str, float | str] = {"model": encoder.info.id, "prompts": options.prompts}
    print(f"{'subset':10} {'photos':>6} {'labels':>6} {'top-1':>6} {'top-5':>6} {'scale':>6} {'loss':>6}")
    every: list[Scored] = []
    for name, subset in SUBSETS.items():
        photos = embed(encoder, options.data / "photos_class", subset)
        scored = score(encoder, photos, PROMPTS[options.prompts])
        top1, top5 = accuracy(scored)
        scale = best_scale([scored])
        facts = f"{len(photos.labels):6} {scored.cosines.shape[1]:6} {top1:6.3f} {top5:6.3f}"
        print(f"{name:10} {facts} {scale:6.1f} {loss(scored, scale):6.3f}")
        if name != "imagenet":  # the starter has learned these very classes
            every.append(scored)
        result |= {f"{name}_top1": round(top1, 4), f"{name}_top5": round(top5, 4)}
        result |= {
            f"{name}_photos": len(photos.labels),
            f"{name}_skipped": photos.skipped,
            f"{name}_scale": round(scale, 2),
        }
    result["scale"] = round(best_scale(every), 2)
    print(f"best scale for caltech and scenes alike: {result['scale']}")
    result["seconds"] = round(time.monotonic() - start, 1)
    encoder.close()
    options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def embed(encoder: Encoder, folder: Path, subset: str) -> Photos:
    """Decode and encode the photos of one subset of a folder with a manifest.csv."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["subset"] == subset]
    labels: list[str] = []
    pixels: list[npt.NDArray[np.uint8]] = []
    vectors: list[npt.NDArray[np.float32]] = []
    for row in rows:
        try:
            pixels.append(decode(str(folder / row["file"]), encoder.info.preprocessing).pixels)
        except UnreadableFileError as error:
            print(f"{row['file']}: {error}", file=sys.stderr)
            continue
        labels.append(row["label"])
        if len(pixels) == encoder.batch_size:
            vectors.append(encoder.encode_images(np.stack(pixels)))
            pixels.clear()
    if pixels:
        vectors.append(encoder.encode_images(np.stack(pixels)))
    return Photos(labels, np.concatenate(vectors), len(rows) - len(labels))


@dataclass(frozen=True)
class Scored:
    """The photos of a subset beside its labels."""

    cosines: npt.NDArray[np.float32]
    """(N, L)"""
    truth: npt.NDArray[np.int64]
    """(N,) the column of each photo's label."""


def score(encoder: Encoder, photos: Photos, prompts: tuple[str, ...]) -> Scored:
    """Return the cosines of photos and labels."""
    names = sorted(set(photos.labels))
    words = [name.replace("_", " ").lower() for name in names]
    sums = np.sum([encoder.encode_texts([prompt.format(word) for word in words]) for prompt in prompts], axis=0)
    texts = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return Scored(photos.vectors @ texts.T, np.array([names.index(label) for label in photos.labels]))


def accuracy(scored: Scored) -> tuple[float, float]:
    """Return top-1 and top-5 accuracy."""
    best = np.argsort(-scored.cosines, axis=1)[:, :5]
    hits = best == scored.truth[:, None]
    return float(hits[:, 0].mean()), float(hits.any(axis=1).mean())


def loss(scored: Scored, scale: float) -> float:
    """Return the mean negative log likelihood of the labels by a softmax over scaled cosines."""
    logits = scale * scored.cosines.astype(np.float64)
    right = np.take_along_axis(logits, scored.truth[:, None], axis=1)[:, 0]
    return float((np.logaddexp.reduce(logits, axis=1) - right).mean())


def best_scale(subsets: list[Scored]) -> float:
    """Return the scale of the least loss, each subset counting the same."""
    scales = np.geomspace(1, 200, 1000)
    return float(scales[np.argmin([sum(loss(subset, scale) for subset in subsets) for scale in scales])])


if __name__ == "__main__":
    sys.exit(main())
