"""What runs in a decode worker: a process that may crash, hang or run out of memory without harm.

Imported by every worker at its start, so it imports little; Pillow and numpy come with `initialize`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pebble import CONSTS

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing

if TYPE_CHECKING:
    from clipphotos.core.query.records import Region
    from clipphotos.media.decode import Decoded

_LOCK_TIMEOUT_S = 10.0

MEMORY_BYTES = 2560 * 1024**2
"""Address space that decoding may use on top of what the started worker has."""


def initialize() -> None:
    """Make this process fit for hostile files; called once, in the worker's main thread."""
    _die_with_parent()
    # Dying at once, even inside a decoder's C code: pebble's own handler waits for the interpreter.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence()
    if hasattr(os, "nice"):
        os.nice(19)
    # One thread of numpy's linear algebra, not one per core with a stack and an arena each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A worker that the system kills while it holds the lock of the pool's queue holds it forever: the others give up
    # after this, and the pool starts anew.
    CONSTS.channel_lock_timeout = _LOCK_TIMEOUT_S
    import clipphotos.media.decode  # noqa: F401 -- before the cap, and before the first photo's deadline runs

    _cap_memory()


def run(path: str, preprocessing: Preprocessing, thumbnail: Path | None, region: Region | None = None) -> Decoded:
    """Decode a file; see `decode.decode`."""
    from clipphotos.media.decode import decode

    try:
        return decode(path, preprocessing, thumbnail, region)
    except UnreadableFileError as error:
        kind, reason = type(error), str(error)
    # A new error: pebble keeps it while the next file is decoded, and the old one's traceback holds the half-decoded
    # picture, up to all of the memory that the next file may use.
    raise kind(reason)


def _die_with_parent() -> None:
    """End this process as soon as the parent has ended, however it ended.

    A thread that waits for the parent, not PR_SET_PDEATHSIG: that one fires when the *thread* that started the
    worker ends, and exists on Linux only.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()


def _silence() -> None:
    """Send standard output and error nowhere.

    libtiff and libheif print to standard error about every odd file, past Python; and a worker that holds the
    program's standard output would keep a pipe open, and could write into what the command line prints.
    """
    with open(os.devnull, "wb") as nowhere:
        for descriptor in (1, 2):
            with contextlib.suppress(OSError):
                os.dup2(nowhere.fileno(), descriptor)


def _cap_memory() -> None:
    """Limit the address space where the platform can, and leave no core dump behind after a crash."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY_BYTES,) * 2)


def _address_space() -> int:
    """Return the bytes of address space in use.

    Raises:
        OSError: the system does not tell; only Linux does, and only Linux holds a process to the limit.
    """
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
