"""What a decode worker may meet: stand-ins for `worker.run` that crash, hang and look around."""

from __future__ import annotations

import hashlib
import mmap
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.query.records import Region
from clipphotos.media import worker
from clipphotos.media.worker import run

_HANG_S = 600


def crash(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> None:
    """Die as a decoder with a wild pointer does; leave a line in the file for every death."""
    with open(path, "a", encoding="ascii") as file:
        file.write("died\n")
    os.kill(os.getpid(), signal.SIGSEGV)


def crash_or_run(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> Any:
    """Die on files that are named so, decode the others."""
    if "crash" in path:
        os.kill(os.getpid(), signal.SIGSEGV)
    return run(path, preprocessing, thumbnail)


def crash_the_first_time(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> Any:
    """Die unless a file beside this one says that it has happened; then decode."""
    marker = Path(path + ".died")
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return run(path, preprocessing, thumbnail)


def die_with_the_lock_once(
    path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None
) -> Any:
    """As `crash_the_first_time`, but die as one that waits for its next file and was about to take it."""
    marker = Path(path + ".died")
    if not marker.exists():
        marker.touch()
        frame = sys._getframe()
        while "channel" not in frame.f_locals:
            assert frame.f_back is not None
            frame = frame.f_back
        frame.f_locals["channel"].mutex.acquire()
        os.kill(os.getpid(), signal.SIGKILL)
    return run(path, preprocessing, thumbnail)


def hang(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> None:
    """Say which process it is, in the file, and never end."""
    with open(path, "a", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(_HANG_S)


def hang_in_c(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> None:
    """Never end, and never come back to the interpreter, which so cannot handle a signal."""
    with open(path, "a", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    hashlib.pbkdf2_hmac("sha512", b"", b"", 2**31 - 1)


def hang_or_run(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> Any:
    """Hang on files that are named so, decode the others."""
    return hang(path, preprocessing, thumbnail, region) if "hang" in path else run(path, preprocessing, thumbnail)


def eat_memory(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> None:
    """Say how much address space it got, in half gigabytes, before there was no more."""
    half_gigabytes: list[mmap.mmap] = []
    try:
        while len(half_gigabytes) < 20:
            half_gigabytes.append(mmap.mmap(-1, 512 * 1024**2))
    except OSError:
        got = len(half_gigabytes)
        raise UnreadableFileError(f"{got}") from None


def let_an_error_out(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None) -> None:
    """Break the promise of `decode.decode`."""
    raise ZeroDivisionError("a mistake of ours")


def look_around(
    path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None
) -> dict[str, Any]:
    """Print to everything that can be printed to, and say what a worker is."""
    print("noise", flush=True)
    print("noise", file=sys.stderr, flush=True)
    os.write(1, b"noise")
    os.write(2, b"noise")
    return {
        "pid": os.getpid(),
        "nice": os.nice(0) if hasattr(os, "nice") else None,
        "threads": [thread.name for thread in threading.enumerate()],
        "modules": set(sys.modules),
        "interrupt": signal.getsignal(signal.SIGINT),
        "memory": worker.MEMORY_BYTES,
    }
