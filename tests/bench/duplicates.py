"""Candidates for duplicates among many photos: `python -m tests.bench.duplicates [PHOTOS]`.

The fingerprints are random, so that hardly any pair is near. Seconds of the processor depend on the machine and what
else it does; the ratio compares with the least that has to be done, one count of the different bits of every pair.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from clipphotos.core.neighbours import Looks, candidates

_NEW = 100
_FRAMED = 0.05


def main(count: int) -> None:
    """Print a line for all photos being new, and one for a few being new."""
    rng = np.random.default_rng(0)
    hashes = rng.integers(0, 2**64, (4, count), np.uint64)
    vectors = rng.standard_normal((count, 512), np.float32)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    framed = np.flatnonzero(rng.random(count) < _FRAMED)
    print("| photos  | new     | seconds | times one count of all pairs | candidates |")
    print("|---------|---------|---------|------------------------------|------------|")
    for known in (count - min(_NEW, count), 0):
        looks = Looks(*hashes, framed, vectors, known)
        least = time.process_time()
        for one in hashes[0, known:]:
            np.bitwise_count(hashes[0] ^ one)
        least = time.process_time() - least
        started = time.process_time()
        found = len(candidates(looks))
        taken = time.process_time() - started
        print(f"| {count:7,} | {count - known:7,} | {taken:7.2f} | {taken / least:28.1f} | {found:10,} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
