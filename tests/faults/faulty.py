"""A file system for SQLite on which the Nth write or sync fails, once or from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

import apsw

NAME = "faulty"


class Fault(Enum):
    """How it fails."""

    ERROR = auto()
    """A write fails with an input/output error."""
    TORN = auto()
    """Half of it is written, then it fails."""
    FULL = auto()
    """A write fails for lack of space."""
    UNSYNCED = auto()
    """What was written cannot be made safe."""


@dataclass
class Plan:
    """When to fail, and what happened so far."""

    fault: Fault | None = None
    at: int = 0
    """The number of the operation of that kind, from 0."""
    lasting: bool = False
    on_operation: Callable[[int], None] | None = None
    """Called before each write and sync, and in the middle of each write, with a number that grows by one."""
    writes: int = 0
    syncs: int = 0
    operations: int = 0
    fired: bool = False

    def pass_by(self) -> None:
        """Say that something is about to be done."""
        number, self.operations = self.operations, self.operations + 1
        if self.on_operation:
            self.on_operation(number)

    def fails(self, number: int, *faults: Fault) -> bool:
        """Return whether an operation fails, one that such faults are about."""
        now = self.fault in faults and (number == self.at or (self.lasting and number > self.at))
        self.fired |= now
        return now


class _File(apsw.VFSFile):
    def __init__(self, base: str, name: str | apsw.URIFilename | None, flags: list[int], plan: Plan) -> None:
        super().__init__(base, name, flags)  # type: ignore[arg-type]
        self._plan = plan

    def xWrite(self, data: bytes, offset: int) -> None:
        plan = self._plan
        number, plan.writes = plan.writes, plan.writes + 1
        if plan.fails(number, Fault.FULL):
            raise apsw.FullError("the test's disk is full")
        if plan.fails(number, Fault.ERROR, Fault.TORN):
            if plan.fault is Fault.TORN:
                super().xWrite(data[: len(data) // 2], offset)
            raise apsw.IOError("the test's disk fails to write")
        plan.pass_by()
        if plan.on_operation:
            super().xWrite(data[: len(data) // 2], offset)
            plan.pass_by()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        plan = self._plan
        number, plan.syncs = plan.syncs, plan.syncs + 1
        if plan.fails(number, Fault.UNSYNCED):
            raise apsw.IOError("the test's disk fails to sync")
        plan.pass_by()
        super().xSync(flags)


class _FileSystem(apsw.VFS):
    def __init__(self, plan: Plan) -> None:
        self._base = apsw.vfs_names()[0]
        self._plan = plan
        super().__init__(NAME, self._base, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self._base, name, flags, self._plan)


@contextmanager
def file_system(plan: Plan) -> Iterator[None]:
    """Let every connection that is opened meanwhile use it."""
    system = _FileSystem(plan)
    try:
        yield
    finally:
        system.unregister()
