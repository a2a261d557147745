"""Kills a process that saves an index, again and again, and looks at what is left: `killing_snapshots FOLDER TIMES`."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import numpy as np

from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.hnsw import HnswIndex
from tests.faults.outcome import Outcome
from tests.store.vectors.samples import random_units

DIM = 64
COUNT = 2000


def _save_until_killed(folder: Path, index: HnswIndex, acknowledge: int) -> None:
    try:
        while True:
            os.write(acknowledge, b"%d\n" % snapshot.save(folder, index, "model"))
    finally:
        os._exit(1)


def main(folder: Path, times: int) -> Outcome:
    """Fork the saver, kill it, load: what is left must be whole, and not older than what was saved."""
    index = HnswIndex(DIM)
    index.add(np.arange(COUNT, dtype=np.int64), random_units(COUNT, DIM, 0))
    start = time.monotonic()
    snapshot.save(folder, index, "model")
    duration = time.monotonic() - start
    rng = random.Random(times)
    failures: list[str] = []
    debris = saved = 0
    for kill in range(times):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _save_until_killed(folder, index, writer)
        os.close(writer)
        time.sleep(rng.uniform(0, 3 * duration))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open(reader) as acknowledged:
            generations = [int(line) for line in acknowledged]
        debris += len(list(folder.iterdir())) != 2
        saved += len(generations)
        loaded = snapshot.load(folder, DIM, "model")
        if loaded is None or not np.array_equal(loaded.ids(), index.ids()):
            failures.append(f"kill {kill}: nothing usable is left")
            snapshot.save(folder, index, "model")
            continue
        generation = json.loads((folder / "manifest.json").read_text())["generation"]
        if generation < max(generations, default=0):
            failures.append(f"kill {kill}: generation {generation} is left, but {generations[-1]} was saved")
    return Outcome(times, failures, f"{saved:,} saved, {debris:,} kills in the middle of one")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2])).tell()
