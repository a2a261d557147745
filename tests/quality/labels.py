"""Can labels be trusted? Measures automatic thresholds, learning from decisions, calibration, and nonsense.

    python -m tests.quality.labels --data ../shared/data --json labels.json

A library is made of the Caltech-101 photos with its names as labels; what a person would decide comes from the
photos' true labels. Everything runs through the library that the window and the command line use. Beside the JSON, a
picture of the same name shows the reliability diagram.

- `f1_auto`: macro-F1 of what labels suggest without any decision, by their automatic thresholds; `f1_oracle_cut`: the
  same by the one cut-off on the raw cosine that is best on the very photos it is measured on; `f1_cut_*`: by fixed
  cut-offs on the raw cosine, as other programs use them.
- `ap_0`, `ap_10`, `ap_30`: mean average precision after so many suggestions of each label were reviewed, best first,
  over the same photos each time: those outside the label's 30 best at the start.
- `ece_0`, `ece_10`, `ece_30`: expected calibration error, over ten bins, of what is shown anywhere (from 3 %) and not
  decided; `ece_likely_*`: of what may be suggested (from 15 %).
- `nonsense_suggested`, `nonsense_tagged`: photos that fifty nonsense labels suggest, and tag in automatic mode.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from clipphotos.core.calibration import Floats, probabilities
from clipphotos.core.label import SHOWN, LabelId, LabelMode, LabelSpec
from clipphotos.core.learning import Bools
from clipphotos.core.photo import PhotoId
from clipphotos.core.thresholds import LEAST_SUGGESTED
from clipphotos.embedding.registry import DEFAULT_MODEL
from clipphotos.engine.library import Library
from clipphotos.store import embeddings, scorers

_SUBSET = "caltech101"
_FIXED_CUTS = (0.2, 0.25, 0.3)
_REVIEWS = (0, 10, 30)
_BINS = 10

Result = dict[str, object]


@dataclass(frozen=True)
class _Truth:
    """The photos of the library, in the order of their ids, and what they show."""

    photo_ids: list[PhotoId]
    vectors: Floats
    names: list[str]
    right: Bools
    """(photos, names)."""


def main() -> None:
    """Measure, print a table, write JSON and the picture."""
    parser = argparse.ArgumentParser(description="Can labels be trusted?")
    parser.add_argument("--data", type=Path, required=True, help="a folder laid out as ../shared/data")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    parser.add_argument("--json", type=Path, required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        library = Library(Path(directory) / "library", args.cache)
        try:
            result, diagrams = _measure(library, args.data / "photos_class", args.model)
        finally:
            library.close()
    for key, value in result.items():
        print(f"{key:20} {value:8.3f}" if isinstance(value, float) else f"{key:20} {value!s:>8}")
    args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    _draw(diagrams, args.json.with_suffix(".png"))


def _measure(library: Library, folder: Path, model: str) -> tuple[Result, dict[str, Floats]]:
    library.use_model(model)
    library.start(watch=False)
    library.roots.add(str(folder / "files" / _SUBSET))
    library.wait_until_done()
    truth = _truth(library, folder)
    library.label_files.add(LabelSpec(name) for name in truth.names)
    library.labels.refresh()
    labels = {name: library.labels.named(name).id for name in truth.names}
    columns = {label_id: truth.right[:, column] for column, label_id in enumerate(labels.values())}

    result: Result = {"model": model, "photos": len(truth.photo_ids), "labels": len(labels)}
    result |= _f1(library, truth, columns)
    before = _odds(library, truth, columns)
    ranked = {i: np.argsort(-before[i], kind="stable") for i in columns}
    unseen = {i: order[max(_REVIEWS) :] for i, order in ranked.items()}
    diagrams: dict[str, Floats] = {}
    kept = 0
    for start, end in itertools.pairwise((0, *_REVIEWS)):
        for label_id, right in columns.items():
            _review(library, label_id, [(truth.photo_ids[i], bool(right[i])) for i in ranked[label_id][start:end]])
        library.labels.refresh()
        odds = _odds(library, truth, columns)
        aps = [_average_precision(odds[i][unseen[i]], right[unseen[i]]) for i, right in columns.items()]
        result[f"ap_{end}"] = float(np.mean([ap for ap in aps if ap is not None]))
        chances = np.concatenate([probabilities(odds[i][ranked[i][end:]]) for i in columns])
        hits = np.concatenate([right[ranked[i][end:]] for i, right in columns.items()])
        error, shown, diagram = _calibration(chances, hits, SHOWN)
        result |= {f"ece_{end}": error, f"shown_{end}": shown}
        error, shown, _ = _calibration(chances, hits, LEAST_SUGGESTED)
        result |= {f"ece_likely_{end}": error, f"likely_{end}": shown}
        diagrams[f"{end} decisions per label"] = diagram
        kept = sum(library.labels.report(i).learned for i in columns)
    result["gain_10"] = float(result["ap_10"] / result["ap_0"])  # type: ignore[operator]
    result["gain_30"] = float(result["ap_30"] / result["ap_0"])  # type: ignore[operator]
    result["labels_that_kept_what_they_learned"] = kept
    result |= _nonsense(library)
    return result, diagrams


def _truth(library: Library, folder: Path) -> _Truth:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["subset"] == _SUBSET]
    shows = {library.photos.at(str(folder / row["file"])): row["label"] for row in rows}
    model = library.model.get()
    with library._catalogue.read() as db:
        known = embeddings.of_photos(db, model.id, model.info.dim, list(shows))
    photo_ids = [PhotoId(int(i)) for i in known.photo_ids]
    names = sorted(set(shows.values()))
    return _Truth(photo_ids, known.vectors, names, np.array([[shows[i] == name for name in names] for i in photo_ids]))


def _odds(library: Library, truth: _Truth, columns: dict[LabelId, Bools]) -> dict[LabelId, Floats]:
    """Return every photo's log odds by each label, as they are now."""
    with library._catalogue.read() as db:
        ready = scorers.all_scorers(db, library.model.get().id)
    return {i: ready[i].odds(truth.vectors) for i in columns}


def _review(library: Library, label_id: LabelId, decisions: Sequence[tuple[PhotoId, bool]]) -> None:
    for verdict, decide in ((True, library.review.accept), (False, library.review.reject)):
        if chosen := [photo_id for photo_id, right in decisions if right is verdict]:
            decide(label_id, chosen)


def _f1(library: Library, truth: _Truth, columns: dict[LabelId, Bools]) -> Result:
    rows = {photo_id: row for row, photo_id in enumerate(truth.photo_ids)}
    suggested = np.zeros(truth.right.shape, np.bool_)
    for column, label_id in enumerate(columns):
        suggested[[rows[s.photo_id] for s in library.review.suggestions(label_id, len(rows))], column] = True
    cosines = truth.vectors @ library.model.get().words.directions([LabelSpec(name) for name in truth.names]).T
    cuts = np.unique(np.quantile(cosines, np.linspace(0.8, 1, 2000)))
    return {
        "f1_auto": _macro_f1(suggested, truth.right),
        "f1_oracle_cut": max(_macro_f1(cosines >= cut, truth.right) for cut in cuts),
        **{f"f1_cut_{cut}": _macro_f1(cosines >= cut, truth.right) for cut in _FIXED_CUTS},
        "precision_auto": float(truth.right[suggested].mean()),
        "recall_auto": float(suggested[truth.right].mean()),
    }


def _macro_f1(found: Bools, right: Bools) -> float:
    return float((2 * (found & right).sum(axis=0) / np.maximum(found.sum(axis=0) + right.sum(axis=0), 1)).mean())


def _average_precision(scores: Floats, right: Bools) -> float | None:
    hits = right[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()) if hits.any() else None


def _calibration(chances: Floats, hits: Bools, least: float) -> tuple[float, int, Floats]:
    """Return the calibration error from a probability on, how many those are, and (bins, 3): shown, right, share."""
    shown = chances >= least
    chances, hits = chances[shown], hits[shown]
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    table = np.zeros((_BINS, 3), np.float32)
    for number in range(_BINS):
        if (chosen := bins == number).any():
            table[number] = chances[chosen].mean(), hits[chosen].mean(), chosen.mean()
    return float((table[:, 2] * np.abs(table[:, 0] - table[:, 1])).sum()), int(shown.sum()), table


def _nonsense(library: Library) -> Result:
    names = (Path(__file__).parent / "nonsense.txt").read_text("utf-8").splitlines()
    library.label_files.add(LabelSpec(name, mode=LabelMode.AUTO) for name in names)
    library.labels.refresh()
    reports = [library.labels.report(library.labels.named(name).id) for name in names]
    return {
        "nonsense_labels": len(names),
        "nonsense_suggested": sum(report.label.suggested for report in reports),
        "nonsense_tagged": sum(report.tagged_by_itself for report in reports),
        "nonsense_silent": sum(not report.label.suggested and not report.tagged_by_itself for report in reports),
    }


def _draw(diagrams: dict[str, Floats], path: Path) -> None:
    """Draw shown probability against share right, one square per diagram; the dots' area is the share of photos."""
    side, margin = 300, 50
    image = Image.new("RGB", (margin + (side + margin) * len(diagrams), side + 2 * margin), "white")
    draw = ImageDraw.Draw(image)
    for place, (title, table) in enumerate(diagrams.items()):
        left, bottom = margin + place * (side + margin), side + margin
        draw.rectangle((left, margin, left + side, bottom), outline="#999")
        draw.line((left, bottom, left + side, margin), fill="#bbb")
        draw.text((left, margin - 30), title, fill="black")
        draw.text((left, bottom + 12), "shown probability (across), share right (up)", fill="#555")
        points = [(left + side * s, bottom - side * r, 3 + 40 * share**0.5) for s, r, share in table.tolist() if share]
        draw.line([(x, y) for x, y, _ in points], fill="#1565c0", width=2)
        for x, y, radius in points:
            draw.ellipse((x - radius / 2, y - radius / 2, x + radius / 2, y + radius / 2), fill="#1565c0")
    image.save(path)


if __name__ == "__main__":
    main()
