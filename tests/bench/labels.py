"""A thousand labels over a hundred thousand photos: `python -m tests.bench.labels [PHOTOS] [LABELS] [--cache DIR]`.

The photos are made-up: embeddings that mix a few concepts each, in a real catalogue. Seconds depend on the machine and
what else it does. The ratios compare with the least that has to be done: reading every embedding from the catalogue,
and one matrix product of all photos with all labels. The pauses are how long another thread, as the window's is, had to
wait for its turn while labels were scored.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import CaptureFacts, PhotoId
from clipphotos.engine.library import Library
from clipphotos.store import embeddings, photos
from clipphotos.store.catalogue import Connection
from tests.bench.made_up import CONCEPTS, fill, over

_TICK_S = 0.005


def main() -> None:
    """Print a line for each thing measured."""
    parser = argparse.ArgumentParser(description="Score many photos by many labels.")
    parser.add_argument("photos", type=int, nargs="?", default=100_000)
    parser.add_argument("labels", type=int, nargs="?", default=1_000)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    args = parser.parse_args()
    over(
        args.cache,
        lambda library: fill(library, args.photos, _describe),
        lambda library: _measure(library, args.photos, args.labels),
    )


def _measure(library: Library, photo_count: int, label_count: int) -> None:
    model = library.model.get()
    print(f"{photo_count:,} photos, {label_count:,} labels, {model.info.dim} dimensions")
    directions = np.resize(model.encoder.encode_texts(CONCEPTS), (label_count, model.info.dim))

    def least() -> None:
        with library._catalogue.read() as db:
            for chunk in embeddings.chunks(db, model.id, model.info.dim):
                chunk.vectors @ directions.T

    least_s, _ = _timed(least)
    print(f"read and multiply: {least_s:.2f} s")
    names = [f"{CONCEPTS[i % len(CONCEPTS)]} {i // len(CONCEPTS) or ''}".strip() for i in range(label_count)]
    library.label_files.add(LabelSpec(name) for name in names)
    for what in ("words embedded for the first time", "again"):
        library._catalogue.write(lambda db: db.execute("DELETE FROM scorer") and None)
        seconds, pause = _timed(library.labels.refresh)
        print(
            f"all labels, {what}: {seconds:.2f} s, {seconds / least_s:.1f} times; longest pause {1000 * pause:.0f} ms"
        )
    waiting = sum(label.suggested for label in library.labels.list())
    label = max(library.labels.list(), key=lambda label: label.suggested)
    found = [suggestion.photo_id for suggestion in library.review.suggestions(label.id, 30)]
    library.review.accept(label.id, found[::2])
    library.review.reject(label.id, found[1::2])
    seconds, pause = _timed(library.labels.refresh)
    print(f"one label learns from 30 decisions: {seconds:.2f} s; longest pause {1000 * pause:.0f} ms")
    seconds, pause = _timed(lambda: library.labels.preview(LabelSpec("a dog in the snow")))
    print(f"preview: {seconds:.2f} s; longest pause {1000 * pause:.0f} ms")
    seconds, _ = _timed(library.labels.list)
    print(f"list of labels: {seconds:.2f} s ({waiting:,} suggestions wait)")
    seconds, _ = _timed(library.review.next_batch)
    print(f"next batch to review: {seconds:.2f} s")


def _timed(action: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that an action took, and the longest that another thread was kept waiting meanwhile."""
    pauses: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            before = time.perf_counter()
            time.sleep(_TICK_S)
            pauses.append(time.perf_counter() - before - _TICK_S)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    try:
        action()
    finally:
        seconds = time.perf_counter() - start
        done.set()
        thread.join()
    return seconds, max(pauses, default=0.0)


def _describe(db: Connection, photo: PhotoId, _rng: np.random.Generator) -> None:
    photos.set_facts(db, photo, 100, 100, CaptureFacts())


if __name__ == "__main__":
    main()
