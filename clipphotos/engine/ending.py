"""Threads end within a limit, whatever they wait for."""

from __future__ import annotations

import logging
import threading

END_S = 10.0
"""Closing waits so long for a thread."""

_log = logging.getLogger(__name__)


def end(thread: threading.Thread) -> None:
    """Join a thread that was told to stop, if it runs; one that a dead file system holds is left behind.

    Such a one must be a daemon, so that it holds up neither the end of the program nor the library's lock. When it goes
    on, it finds the catalogue closed and nobody who listens.
    """
    if thread.is_alive():
        thread.join(END_S)
    if thread.is_alive():
        _log.warning("The thread %s does not end: a drive may not answer", thread.name)
