"""Do scores mean what they say? Shown score against the share of right photos, over labelled photos.

`python -m tests.quality.calibration --data DIR [--model ID] --json FILE`, DIR laid out with
`photos_class/manifest.csv` (columns file, subset, label). Every label of Caltech-101 and the scenes is scored over all
photos, as `label add` does it. The table shows, for bands of the score, how many (label, photo) pairs fall into it
and how many of them are right, and what the default threshold keeps.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from pathlib import Path

import numpy as np

from clipphotos import paths
from clipphotos.core.label import DEFAULT_THRESHOLD
from clipphotos.core.scoring import estimate_background, match_scores
from clipphotos.embedding.registry import DEFAULT_MODEL, load_encoder
from clipphotos.media.decode import decode

_BANDS = (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
_SUBSETS = ("caltech101", "intel_scenes")
_BATCH = 32


def measure(data: Path, model: str) -> dict[str, object]:
    """Return the table as a document."""
    encoder = load_encoder(model, paths.model_cache())
    folder = data / "photos_class"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"]]
    pixels = [decode(str(folder / row["file"]), encoder.info.preprocessing).pixels for row in rows]
    vectors = np.concatenate(
        [encoder.encode_images(np.stack(pixels[i : i + _BATCH])) for i in range(0, len(pixels), _BATCH)]
    )
    truth = np.array([row["label"] for row in rows])
    labels = sorted({row["label"] for row in rows if row["subset"] in _SUBSETS})
    scores, right = [], []
    for label, vector in zip(labels, encoder.encode_texts(labels), strict=True):
        cosines = vectors @ vector
        scores.append(match_scores(cosines, estimate_background(cosines, encoder.info.background)))
        right.append(truth == label)
    score, hit = np.concatenate(scores), np.concatenate(right)
    bands = [(low, high, (score >= low) & (score < high)) for low, high in itertools.pairwise(_BANDS)]
    kept = score >= DEFAULT_THRESHOLD
    return {
        "photos": len(rows),
        "labels": len(labels),
        "bands": [
            {
                "from": low,
                "to": high,
                "pairs": int(band.sum()),
                "score": float(score[band].mean()),
                "right": float(hit[band].mean()),
            }
            for low, high, band in bands
            if band.any()
        ],
        "threshold": DEFAULT_THRESHOLD,
        "threshold_precision": float(hit[kept].mean()),
        "threshold_recall": float(hit[kept].sum() / hit.sum()),
    }


def main() -> None:
    """Print the table and write the JSON."""
    parser = argparse.ArgumentParser(description="Do scores mean what they say?")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--json", type=Path, required=True)
    args = parser.parse_args()
    found = measure(args.data, args.model)
    print(f"{found['labels']} labels x {found['photos']} photos")
    for band in found["bands"]:  # type: ignore[attr-defined]
        print(f"score {band['from']:4.0%} to {band['to']:4.0%}: {band['pairs']:7} pairs, ", end="")
        print(f"mean score {band['score']:6.1%}, right {band['right']:6.1%}")
    print(f"threshold {found['threshold']:.0%}: precision {found['threshold_precision']:.1%}, ", end="")
    print(f"recall {found['threshold_recall']:.1%}")
    args.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
