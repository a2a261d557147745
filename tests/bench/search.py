"""Searches over a hundred thousand photos: `python -m tests.bench.search [PHOTOS] [--rounds N] [--cache DIR]`.

The photos are made-up: embeddings that mix a few concepts each, with dates, cameras, ratings, tags and folders, in a
real catalogue. Every search is a new one, its words embedded before, as they are while somebody types. Milliseconds
depend on the machine and what else it does; the ratio compares with the least that has to be done, one product of all
embeddings with a vector, in the same round.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from clipphotos.core.calibration import Floats
from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import CaptureFacts, PhotoId
from clipphotos.engine.library import Library
from clipphotos.store import photos, tags
from clipphotos.store.catalogue import Connection
from tests.bench.made_up import CONCEPTS, fill, over

_TAGS = ("family", "work", "holiday", "garden", "friends")
_CAMERAS = ("Canon EOS R6", "FUJIFILM X100V", "Apple iPhone 13", "NIKON Z 6")
_TARGET_MS = 50.0

_SEARCHES: dict[str, Callable[[str, str, int], str]] = {
    "a description": lambda a, b, i: a,
    "with one filter (tag)": lambda a, b, i: f"{a} tag:{_TAGS[i % 5]}",
    "with one filter (year)": lambda a, b, i: f"{a} date:{2012 + i % 10}",
    "with one filter (folder)": lambda a, b, i: f"{a} folder:folder{i % 200}",
    "with three filters": lambda a, b, i: f"{a} date:{2012 + i % 9}..{2014 + i % 9} rating:>={1 + i % 5} camera:canon",
    "with a season and no tag": lambda a, b, i: f"{a} date:summer -tag:{_TAGS[i % 5]}",
    "with a name": lambda a, b, i: f"{a} name:{i}7",
    "with a phrase": lambda a, b, i: f'{a} "folder{i % 200}"',
    "with a type and a size": lambda a, b, i: f"{a} type:jpeg size:>{1 + i % 20}MP",
    "of screenshots": lambda a, b, i: f"{a} is:screenshot",
    "without something": lambda a, b, i: f"{a} -({b})",
    "without something, filtered": lambda a, b, i: f"{a} -({b}) tag:{_TAGS[i % 5]}",
    "either of two, filtered": lambda a, b, i: f"({a} or {b}) date:{2012 + i % 10}",
    "only filters": lambda a, b, i: f"tag:{_TAGS[i % 5]} date:{2012 + i % 10}",
}


def main() -> None:
    """Print a line for each kind of search."""
    parser = argparse.ArgumentParser(description="Search many photos.")
    parser.add_argument("photos", type=int, nargs="?", default=100_000)
    parser.add_argument("--rounds", type=int, default=200, help="searches of each kind")
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    args = parser.parse_args()
    over(
        args.cache,
        lambda library: _fill(library, args.photos),
        lambda library: _measure(library, args.photos, args.rounds),
    )


def _measure(library: Library, photo_count: int, rounds: int) -> None:
    model = library.model.get()
    model.index.wait_built()
    print(f"{photo_count:,} photos, {model.info.dim} dimensions, {rounds} searches of each kind")
    words = [LabelSpec(name) for name in CONCEPTS]
    model.words.directions(words)
    model.words.strangeness(words)
    everything = model.index._index.vectors(model.index._index.ids())
    started = time.perf_counter()
    library.search.query("a first search")
    print(f"first search, which reads what there is: {1000 * (time.perf_counter() - started):.0f} ms")
    rng = np.random.default_rng(0)
    print(f"| {'search':28} | p50 ms | p99 ms | times one product | found |")
    print(f"|{'-' * 30}|--------|--------|-------------------|-------|")
    for kind, text_of in _SEARCHES.items():
        taken, least, found = _timed(library, everything, text_of, rounds, rng)
        p50, p99 = 1000 * np.percentile(taken, (50, 99))
        ratio = np.median(taken) / np.median(least)
        warning = "" if p99 < _TARGET_MS else f"  more than {_TARGET_MS:.0f} ms"
        print(f"| {kind:28} | {p50:6.1f} | {p99:6.1f} | {ratio:17.1f} | {found:5.0f} |{warning}", flush=True)


def _timed(
    library: Library, everything: Floats, text_of: Callable[[str, str, int], str], rounds: int, rng: np.random.Generator
) -> tuple[Floats, Floats, float]:
    """Return the seconds of each search and of each plain product, (rounds,) each, and the mean number found."""
    words = library.model.get().words
    taken, least, found = np.empty(rounds, np.float32), np.empty(rounds, np.float32), 0
    for i in range(rounds):
        first, second = rng.choice(CONCEPTS, 2, replace=False)
        vector = words.directions([LabelSpec(first)])[0]
        started = time.perf_counter()
        everything @ vector
        least[i] = time.perf_counter() - started
        text = text_of(first, second, i)
        started = time.perf_counter()
        found += len(library.search.query(text).photo_ids)
        taken[i] = time.perf_counter() - started
    return taken, least, found / rounds


def _fill(library: Library, count: int) -> None:
    """Put photos into the catalogue with dates, cameras, tags and ratings."""
    tagged: dict[str, list[PhotoId]] = {name: [] for name in _TAGS}
    rated: dict[int, list[PhotoId]] = {stars: [] for stars in range(1, 6)}

    def describe(db: Connection, photo: PhotoId, rng: np.random.Generator) -> None:
        taken = datetime(2012, 1, 1) + timedelta(days=float(rng.uniform(0, 3652)))
        facts = CaptureFacts(taken=taken, camera=_CAMERAS[rng.integers(4)])
        photos.set_facts(db, photo, int(rng.integers(100, 6000)), int(rng.integers(100, 6000)), facts)
        if rng.random() < 0.3:
            tagged[_TAGS[rng.integers(5)]].append(photo)
        if rng.random() < 0.3:
            rated[int(rng.integers(1, 6))].append(photo)

    def mark(db: Connection) -> None:
        for name, photo_ids in tagged.items():
            tag = tags.tag_id(db, name)
            for photo_id in photo_ids:
                tags.put(db, photo_id, tag)
        for stars, photo_ids in rated.items():
            photos.rate(db, photo_ids, stars)

    fill(library, count, describe)
    library._catalogue.write(mark)


if __name__ == "__main__":
    main()
