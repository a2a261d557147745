"""What photo files do to the program: a million damaged ones, and those that want all of the memory."""

from __future__ import annotations

import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import Any

import pytest

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.media.pool import DEADLINE_S, DecodePool
from tests.faults.conftest import Measured, Photos
from tests.faults.huge import write_huge
from tests.faults.mutants import Outcome, decode_many, mutant, seeds

SPEC = Preprocessing(64, 64)
WORKERS = 2
AHEAD = 3 * WORKERS

TOGETHER = 250
"""Mutants of one task: sending each alone costs more than decoding it."""
ALONE = 500
"""Mutants that take the program's own way: one file, one task."""

MEMORY_BYTES = 2 * 1024**3
GROWTH_BYTES = 50 * 1024**2


@pytest.mark.timeout(0)
def test_damaged_pictures_are_decoded_or_refused_with_a_reason(
    tmp_path: Path, figure: Callable[[str], int], measured: Measured
) -> None:
    count = figure("mutated_images")
    first = int.from_bytes(os.urandom(4)) << 20  # others each time; a number makes its mutant again
    started = time.monotonic()
    outcome = _together(tmp_path, first, first + count - ALONE)
    # A task that died or was late has one guilty mutant, or none where the machine was slow.
    suspects = [number for start in outcome.crashed for number in range(start, start + TOGETHER)]
    alone, refusals = _alone(tmp_path, [*range(first + count - ALONE, first + count), *suspects])
    outcome.decoded += alone
    took = time.monotonic() - started
    died = sum("crashes" in reason or "longer" in reason for reason in refusals)

    reasons = {*outcome.reasons, *refusals}
    assert all(reason.startswith("It ") and reason.endswith(".") for reason in reasons)
    refused = sum(outcome.reasons.values()) + len(refusals)
    assert outcome.decoded + refused == count, f"of {first} to {first + count}"
    assert count / 20 < outcome.decoded < count * 19 / 20
    seen = f"{outcome.decoded:,} decoded; the slowest took {outcome.slowest_s:.1f} s; {died} ended a worker"
    measured("mutated_images", count, died, took, seen)


def _together(folder: Path, first: int, end: int) -> Outcome:
    """Decode in workers, many mutants a task; `crashed` has the first number of each task that was not finished."""
    outcome = Outcome()
    with DecodePool(WORKERS, decode_many) as pool:  # type: ignore[arg-type]
        spans = ((start, min(start + TOGETHER, end)) for start in range(first, end, TOGETHER))
        tasks = ((start, pool.submit(f"{start}:{stop}", SPEC, folder / f"m{start}")) for start, stop in spans)
        for start, future in _a_few_ahead(tasks):
            try:
                outcome.add(future.result())
            except UnreadableFileError:
                outcome.crashed.append(start)
            (folder / f"m{start}").unlink()
    return outcome


def _alone(folder: Path, numbers: list[int]) -> tuple[int, list[str]]:
    """Decode one after the other as the program does; return how many were, and why the others were not."""
    sources = seeds()
    refusals = []
    with DecodePool(WORKERS) as pool:

        def tasks() -> Iterator[tuple[Path, Future[Any]]]:
            for number in numbers:
                path = folder / f"{number}.jpg"
                path.write_bytes(mutant(sources, number))
                yield path, pool.submit(str(path), SPEC)

        for path, future in _a_few_ahead(tasks()):
            if error := future.exception():
                assert isinstance(error, UnreadableFileError), error
                refusals.append(str(error))
            path.unlink()
    return len(numbers) - len(refusals), refusals


def _a_few_ahead(tasks: Iterator[tuple[Any, Future[Any]]]) -> Iterator[tuple[Any, Future[Any]]]:
    """Yield the tasks as they are done, while a bounded number is under way."""
    running: dict[Future[Any], Any] = {}
    more = True
    while more or running:
        while more and len(running) < AHEAD:
            task = next(tasks, None)
            more = task is not None
            if task is not None:
                running[task[1]] = task[0]
        for future in wait(running, timeout=10 * DEADLINE_S, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="reads /proc")
@pytest.mark.timeout(0)
def test_decoding_stays_within_its_memory(
    tmp_path: Path, released: bool, figure: Callable[[str], int], measured: Measured, guarded: Photos
) -> None:
    seconds = figure("decode_soak_s")
    paths = write_huge(tmp_path / "huge", all_kinds=released)
    guarded.register(paths)
    peaks: dict[int, int] = {}
    results: dict[str, str] = {}
    own: list[int] = []
    with DecodePool(WORKERS) as pool:
        pool.submit(str(paths[0]), SPEC).exception()
        base = max(map(_memory, _workers()))
        started = time.monotonic()

        def tasks() -> Iterator[tuple[Path, Future[Any]]]:
            while time.monotonic() < started + seconds or len(results) < len(paths):
                for path in paths:
                    yield path, pool.submit(str(path), SPEC, tmp_path / "thumbnail.jpg")

        for path, future in _a_few_ahead(tasks()):
            error = future.exception()
            assert error is None or isinstance(error, UnreadableFileError), error
            results[path.name] = str(error or "")
            peaks |= {pid: _memory(pid, "VmHWM") for pid in _workers()}
            own.append(_memory(os.getpid()))
        took = time.monotonic() - started
    warm = own[len(paths) : 2 * len(paths)]
    growth = max(own[-len(paths) :]) - max(warm) if warm else 0
    peak = max(peaks.values()) - base
    refused = {name: reason for name, reason in results.items() if reason}
    assert {name for name, reason in refused.items() if "megapixels" in reason} == {"bomb.png", "bomb.tif"}
    assert not any("crashes" in reason for reason in refused.values()), refused
    seen = f"peak of a worker {peak / 1024**2:,.0f} MiB above its {base / 1024**2:,.0f}, growth {growth / 1e6:.0f} MB"
    measured("decode_soak_s", int(took), int(peak > MEMORY_BYTES) + int(growth > GROWTH_BYTES), took, seen)


def _workers() -> list[int]:
    return [process.pid for process in multiprocessing.active_children() if process.pid]


def _memory(pid: int, what: str = "VmRSS") -> int:
    """Return bytes; 0 of a process that has just ended."""
    try:
        found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
