"""Kills a process that saves snapshots, again and again, and looks at what is left: `killing.py FOLDER TIMES`."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3]))

from clipphotos.store.vectors import snapshot
from clipphotos.store.vectors.hnsw import HnswIndex
from tests.store.vectors.samples import random_units

DIM = 64
COUNT = 2000


def _save_until_killed(folder: Path, index: HnswIndex, acknowledge: int) -> None:
    try:
        while True:
            os.write(acknowledge, b"%d\n" % snapshot.save(folder, index, "model"))
    finally:
        os._exit(1)


def main(folder: Path, times: int) -> None:
    """Fork the saver, kill it, load; raise if what is left cannot be loaded or is older than what was saved."""
    index = HnswIndex(DIM)
    index.add(np.arange(COUNT, dtype=np.int64), random_units(COUNT, DIM, 0))
    start = time.monotonic()
    snapshot.save(folder, index, "model")
    duration = time.monotonic() - start
    rng = random.Random(0)
    debris = saved = 0
    for _ in range(times):
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
        loaded = snapshot.load(folder, DIM, "model")
        assert loaded is not None
        assert len(loaded) == COUNT
        generation = json.loads((folder / "manifest.json").read_text())["generation"]
        assert generation >= max(generations, default=0), (generation, generations)
        saved += len(generations)
    print(f"{saved} saved, {debris} of {times} kills in the middle, fine")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
