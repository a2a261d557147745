"""Cuts the power while a catalogue is written to, again and again, and looks at what is left: `cutting FOLDER TIMES`.

A forked process notes what it has written and not synced. At its Nth write or sync it throws away a part of that, as a
disk does that has not written its cache yet, and kills itself. This is why `synchronous=FULL` matters.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import apsw

from clipphotos.store.catalogue import Catalogue
from tests.faults.content import make_catalogue
from tests.faults.outcome import Outcome
from tests.faults.person import damage_in
from tests.faults.scenario import Expected, dump, prepare, steps

_SECTOR = 512


class _Disk:
    """What is safe of each file, and what was done to it since."""

    def __init__(self, cut_at: int, rng: random.Random) -> None:
        self._cut_at, self._rng = cut_at, rng
        self._safe: dict[str, bytes] = {}
        self._pending: dict[str, list[tuple[int, bytes | None]]] = defaultdict(list)
        """(offset, what was written there), or (length, None) for a file that was cut off."""
        self.operations = 0

    def opened(self, name: str) -> None:
        if name not in self._safe:
            self._safe[name] = Path(name).read_bytes() if os.path.exists(name) else b""

    def note(self, name: str, offset: int, data: bytes | None) -> None:
        self._pending[name].append((offset, data))
        self._pass_by()

    def synced(self, name: str) -> None:
        self._pass_by()
        self._safe[name] = self._with(name, self._pending.pop(name, []))

    def _pass_by(self) -> None:
        self.operations += 1
        if self.operations == self._cut_at:
            for name in self._safe:
                kept = [self._torn(it) for it in self._pending.get(name, []) if self._rng.random() < 0.5]
                if os.path.exists(name):
                    Path(name).write_bytes(self._with(name, kept))
            os.kill(os.getpid(), signal.SIGKILL)

    def _torn(self, change: tuple[int, bytes | None]) -> tuple[int, bytes | None]:
        offset, data = change
        if data is None or self._rng.random() < 0.7:
            return change
        return offset, data[: self._rng.randrange(0, len(data) + 1, _SECTOR) if len(data) > _SECTOR else len(data)]

    def _with(self, name: str, changes: list[tuple[int, bytes | None]]) -> bytes:
        content = bytearray(self._safe[name])
        for offset, data in changes:
            if data is None:
                del content[offset:]
            else:
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(data)] = data
        return bytes(content)


class _File(apsw.VFSFile):
    def __init__(self, base: str, name: apsw.URIFilename | str | None, flags: list[int], disk: _Disk) -> None:
        super().__init__(base, name, flags)  # type: ignore[arg-type]
        self._disk = disk
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else name
        if self._name:
            disk.opened(self._name)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        if self._name:
            self._disk.note(self._name, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        if self._name:
            self._disk.note(self._name, newsize, None)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        if self._name:
            self._disk.synced(self._name)


class _FileSystem(apsw.VFS):
    def __init__(self, disk: _Disk) -> None:
        self._base, self._disk = apsw.vfs_names()[0], disk
        super().__init__("cut", self._base, makedefault=True)

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self._base, name, flags, self._disk)


def _work(path: Path, disk: _Disk, acknowledge: Callable[[], object]) -> None:
    system = _FileSystem(disk)
    catalogue = Catalogue(path)
    prepare(catalogue)
    for step in steps(catalogue).values():
        step()
        acknowledge()
    catalogue.close()
    system.unregister()


def _cut(path: Path, at: int, seed: int) -> int:
    """Work in a process whose power is cut; return how many steps it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _work(path, _Disk(at, random.Random(seed)), lambda: os.write(writer, b"."))
        finally:
            os._exit(1)
    os.close(writer)
    with open(reader, "rb") as pipe:
        said = len(pipe.read())
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the process ended by itself")
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)  # it is memory
    return said


def main(folder: Path, times: int) -> Outcome:
    """Cut at points spread over all writes and syncs, open what is left."""
    base = make_catalogue(folder / "base.db")
    Catalogue(base).close()  # of the newest format
    expected = Expected(base, folder / "expected")
    place = folder / "library"

    def fresh() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(base, place / "catalogue.db")
        return place / "catalogue.db"

    whole = _Disk(0, random.Random(0))
    _work(fresh(), whole, lambda: None)
    names = expected.names
    failures: list[str] = []
    acknowledged = 0
    for cut in range(times):
        at = 1 + cut * whole.operations // times if times < whole.operations else 1 + cut % whole.operations
        path = fresh()
        said = _cut(path, at, cut)
        acknowledged += said
        Catalogue(path).close()
        db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        problems = damage_in(db)
        db.close()
        if dump(path) not in (expected.after(names[:said]), expected.after(names[: said + 1])):
            problems.append(
                f"{names[:said]} were acknowledged, and something of that is lost, or half of the next is there"
            )
        failures += [f"power cut at {at}: {problem}" for problem in problems]
    return Outcome(times, failures, f"{whole.operations} writes and syncs; {acknowledged:,} actions acknowledged")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2])).tell()
