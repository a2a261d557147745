"""Kills a process that tags, decides and indexes, again and again, and looks at what is left: `killing FOLDER TIMES`.

The process is forked, which costs next to nothing. It says of every transaction that it was committed, by a byte into a
pipe; what must then be in the catalogue is known (see `person` and `indexer`). So this program must have no threads
when it forks.
"""

from __future__ import annotations

import logging
import os
import random
import select
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from clipphotos.store.catalogue import Catalogue
from tests.faults.indexer import BATCH, Indexer, transactions_in
from tests.faults.outcome import Outcome
from tests.faults.person import PHOTOS, Person, State, after, damage_in, facts_in, undoable_in

_LONGEST_S = 0.2
_FRESH_EVERY = 25
"""A catalogue that grows for ever would make the checks slow."""


def _work(folder: Path, state: State, number: int, acknowledge_action: int, acknowledge_batch: int) -> None:
    """Act in two threads until the process is killed."""
    catalogue = Catalogue(folder / "catalogue.db")

    def act() -> None:
        person, now = Person(catalogue), state
        while True:
            now = person.act(now)
            os.write(acknowledge_action, b".")

    def index() -> None:
        indexer, now = Indexer(catalogue, folder / "index"), number
        while True:
            indexer.act(now)
            now += 1
            os.write(acknowledge_batch, b".")

    def until_killed(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException:
            traceback.print_exc()
        os._exit(1)

    threads = [threading.Thread(target=until_killed, args=(work,)) for work in (act, index)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _killed(work: Callable[[int, int], None], delay_s: float, *, at_work: bool) -> tuple[int, int]:
    """Fork, let it work, kill it some time after the start, or after the first byte if it is to be `at_work`.

    Returns:
        How many bytes came through each of two pipes.
    """
    pipes = [os.pipe(), os.pipe()]
    child = os.fork()
    if child == 0:
        try:
            work(pipes[0][1], pipes[1][1])
        finally:
            os._exit(1)
    for _, writer in pipes:
        os.close(writer)
    if at_work:
        select.select([pipes[0][0]], [], [])
    time.sleep(delay_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    said = []
    for reader, _ in pipes:
        with open(reader, "rb") as pipe:
            said.append(len(pipe.read()))
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the process ended by itself")
    return said[0], said[1]


def _check(folder: Path, states: list[State], numbers: list[int]) -> tuple[list[str], State, int]:
    """Return what is wrong, and which of the states that may be there is."""
    catalogue = Catalogue(folder / "catalogue.db")
    try:
        with catalogue.read() as db:
            facts, undoable, number = facts_in(db), undoable_in(db), transactions_in(db)
            wrong = damage_in(db)
        fitting = [it for it in states if (it.facts, (len(it.done), len(it.undone))) == (facts, undoable)]
        if not fitting:
            lost, more = states[0].facts - facts, facts - states[-1].facts
            wrong.append(f"actions: {states[0].number} were acknowledged; lacks {lost}, has {more} beyond the next")
        if number not in numbers:
            wrong.append(f"indexing: {numbers[0]} transactions were acknowledged, {number} are there")
        indexer = Indexer(catalogue, folder / "index")
        try:
            wrong += indexer.wrong()
        finally:
            indexer.close()
    finally:
        catalogue.close()
    return wrong, (fitting or states)[-1], int(number) if number in numbers else numbers[0]


def _make_base(folder: Path) -> int:
    """Make a catalogue with the photos that the actions are about; return the number of the next transaction."""
    catalogue = Catalogue(folder / "catalogue.db")
    indexer = Indexer(catalogue, folder / "index")
    transactions = 2 * PHOTOS // BATCH
    for number in range(transactions):
        indexer.act(number)
    indexer.close()
    catalogue.close()
    return transactions


def main(folder: Path, times: int) -> Outcome:
    """Kill, look, go on from there."""
    base, place = folder / "base", folder / "library"
    base.mkdir()
    first = _make_base(base)
    rng = random.Random(times)
    failures: list[str] = []
    actions = batches = 0
    state, number = State(), first
    for kill in range(times):
        if kill % _FRESH_EVERY == 0:
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(base, place)
            state, number = State(), first
        acknowledged, indexed = _killed(
            lambda one, other, now=state, at=number: _work(place, now, at, one, other),  # type: ignore[misc]
            rng.uniform(0, _LONGEST_S),
            at_work=kill % 5 > 0,
        )
        for _ in range(acknowledged):
            state = after(state)
        number += indexed
        actions, batches = actions + acknowledged, batches + indexed
        wrong, state, number = _check(place, [state, after(state)], [number, number + 1])
        if wrong:
            failures.append(f"kill {kill}: {'; '.join(wrong)}")
            kept = folder / f"failed_{kill}"
            shutil.copytree(place, kept)
            shutil.rmtree(place)
            shutil.copytree(base, place)
            state, number = State(), first
    return Outcome(times, failures, f"{actions:,} actions and {batches:,} batches acknowledged")


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main(Path(sys.argv[1]), int(sys.argv[2])).tell()
