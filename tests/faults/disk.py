"""Small photo files, and a look into a library's catalogue from outside."""

from __future__ import annotations

import functools
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import apsw
from PIL import Image

from clipphotos.store.catalogue import FILE_NAME

T = TypeVar("T")


@functools.cache
def _plain_jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (90, 120, 150)).save(out, "JPEG")
    return out.getvalue()


def tiny(number: int) -> bytes:
    """Return a whole JPEG of half a kilobyte whose content no other number has."""
    start, rest = _plain_jpeg()[:2], _plain_jpeg()[2:]
    text = b"%020d" % number
    return start + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + rest


def rows(library: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Query the catalogue, read-only."""
    db = apsw.Connection(str(library / FILE_NAME), flags=apsw.SQLITE_OPEN_READONLY)
    db.set_busy_timeout(10_000)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


def count_present(library: Path) -> int:
    """Return how many files show a photo; none where the catalogue is not made yet."""
    try:
        return int(rows(library, "SELECT count(*) FROM file WHERE state = 'present'")[0][0])
    except (apsw.SQLError, apsw.CantOpenError):
        return 0


def wait_for(condition: Callable[[], T], within_s: float, what: str = "it") -> T:
    """Return the condition's value once it is true."""
    deadline = time.monotonic() + within_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {within_s:g} s in vain for {what}"
        time.sleep(0.02)
    return value
