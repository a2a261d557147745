"""Questions to drives that may never answer, as a network drive whose computer is gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, TypeVar

from clipphotos.core.errors import KnownError
from clipphotos.store.backups.copying import Stop, StoppedError, never

T = TypeVar("T")
OnSign = Callable[..., Any]
"""Called with anything whenever something gets on: a `Progress`, and a `Stop` that never says so."""

ANSWER_S = 5.0
"""Nobody waits any longer for a drive that gives no sign."""
_LOOK_S = 0.1


def answered(ask: Callable[[OnSign], T], stop: Stop = never) -> T:
    """Return what a function returns that uses a drive; it runs in a thread of its own, which is left if it hangs.

    Args:
        ask: what it is given ends it with `StoppedError` when nobody waits for it any more.
        stop: ends the waiting.

    Raises:
        KnownError: there was no sign for `ANSWER_S`.
        StoppedError: it was asked to stop.
    """
    done, left, heard_at = Future[T](), threading.Event(), time.monotonic()

    def on_sign(*_: object) -> bool:
        nonlocal heard_at
        heard_at = time.monotonic()
        if left.is_set():
            raise StoppedError
        return False

    def run() -> None:
        try:
            done.set_result(ask(on_sign))
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, name="drive", daemon=True).start()  # nothing ends a thread that a drive holds
    try:
        while not wait([done], _LOOK_S).done:
            if stop():
                raise StoppedError
            if time.monotonic() - heard_at > ANSWER_S:
                raise KnownError("The drive with the backups does not answer.")
    finally:
        left.set()
    return done.result()
