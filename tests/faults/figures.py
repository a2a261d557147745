"""How often each fault is tried: for every commit, in minutes, and before a release."""

from __future__ import annotations

import sys
from dataclasses import dataclass

ALL = sys.maxsize
"""As many as there are."""


@dataclass(frozen=True)
class Measure:
    """One promise, and how often it is put to the test."""

    name: str
    text: str
    """What is counted, and what counts as a failure."""
    per_commit: int
    release: int


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("catalogue_kills", "kill -9 while tagging, deciding and indexing: lost or partial actions", 100, 1000),
        Measure("snapshot_kills", "kill -9 while the index is saved: unusable", 50, 500),
        Measure("write_faults", "a write or sync of the catalogue fails: actions lost", 120, ALL),
        Measure("power_cuts", "the power fails, unsynced writes are lost: actions lost or partial", 60, 2000),
        Measure("full_disks", "the disk is full: lost, or not resumed once there is space", 3, 30),
        Measure("corrupt_indexes", "index files damaged: crashes or wrong results", 200, 5000),
        Measure("migration_kills", "kill -9 while an older format is migrated, of each: failures", 20, 100),
        Measure("restores", "backups restored, each kind: other than the source", 1, ALL),
        Measure("rebuild_vectors", "vectors in an index searched while it is built: wrong results", 100_000, 100_000),
        Measure("mutated_images", "damaged pictures: the program crashes or hangs", 10_000, 1_000_000),
        Measure("burst_files", "files arrive at once, events overflow: missed after 60 s", 20_000, 100_000),
        Measure("vanishing_roots", "a folder vanishes and returns: rows of the user changed", 20, 500),
        Measure("random_operations", "random moves, renames, copies and edits: tags lost", 500, 50_000),
        Measure("meddled_looks", "the same in the middle of looks at the folders: tags lost", 200, 10_000),
        Measure("start_stops", "starts and stops: aborts, or exits that take more than 3 s", 20, 500),
        Measure("killed_holders", "kill -9 of the program that has the library: not open again at once", 20, 100),
        Measure("watcher_deaths", "the watcher dies: not recovered after 30 s", 4, 20),
        Measure("decode_soak_s", "seconds of decoding: memory above 2 GiB, or growing by 50 MB", 10, 86_400),
        Measure("changed_photos", "photo files that the suite uses: bytes or time changed", ALL, ALL),
    )
}
