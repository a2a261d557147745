"""Measures zero-shot classification through the product's own decoding and encoders.

    python -m tests.quality.zeroshot --data ../shared/data --json zeroshot.json

Every label is described by the prompts, whose vectors are averaged and made unit length again; a photo's class is the
label with the largest cosine. Plain cosines: calibration is not in it.
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
    print(f"{'subset':10} {'photos':>6} {'labels':>6} {'top-1':>6} {'top-5':>6}")
    for name, subset in SUBSETS.items():
        photos = embed(encoder, options.data / "photos_class", subset)
        top1, top5, labels = accuracy(encoder, photos, PROMPTS[options.prompts])
        print(f"{name:10} {len(photos.labels):6} {labels:6} {top1:6.3f} {top5:6.3f}")
        result |= {f"{name}_top1": round(top1, 4), f"{name}_top5": round(top5, 4)}
        result |= {f"{name}_photos": len(photos.labels), f"{name}_skipped": photos.skipped}
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


def accuracy(encoder: Encoder, photos: Photos, prompts: tuple[str, ...]) -> tuple[float, float, int]:
    """Return top-1 and top-5 accuracy, and how many labels there were to choose from."""
    names = sorted(set(photos.labels))
    words = [name.replace("_", " ").lower() for name in names]
    sums = np.sum([encoder.encode_texts([prompt.format(word) for word in words]) for prompt in prompts], axis=0)
    texts = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    best = np.argsort(-(photos.vectors @ texts.T), axis=1)[:, :5]
    hits = best == np.array([names.index(label) for label in photos.labels])[:, None]
    return float(hits[:, 0].mean()), float(hits.any(axis=1).mean()), len(names)


if __name__ == "__main__":
    sys.exit(main())
