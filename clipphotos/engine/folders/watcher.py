"""File system events: hints about which folders to look at again."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Container

from watchdog import events
from watchdog.observers.api import ObservedWatch

from clipphotos.core.photo import Root, RootId
from clipphotos.engine.folders.observer import TellingObserver
from clipphotos.media import volumes

OnHint = Callable[[RootId, bytes, bool], None]
"""Called with (root, folder below it, whether to look below that folder as well)."""

_log = logging.getLogger(__name__)

_END_S = 10.0

# Without a filter the default recursive watch overflows its own queue at about 10,000 folders.
_EVENTS: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileClosedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.DirDeletedEvent,
]
if os.name == "nt" or os.uname().sysname == "Darwin":  # no "closed" there: a write is a modification
    _EVENTS.append(events.FileModifiedEvent)


class _Handler(events.FileSystemEventHandler):
    def __init__(self, root: Root, on_hint: OnHint) -> None:
        self._root = root
        self._base = os.fsencode(root.path)
        self._on_hint = on_hint

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._hint(os.fsencode(path), event.is_directory)

    def _hint(self, path: bytes, is_directory: bool) -> None:
        if is_directory:
            self._on_hint(self._root.id, self._below(path), True)
        self._on_hint(self._root.id, self._below(os.path.dirname(path)), False)

    def _below(self, path: bytes) -> bytes:
        relative = os.path.relpath(path, self._base)
        return b"" if relative == b"." or relative.startswith(b"..") else relative


class Watcher:
    """Watches roots while the program runs. Events are hints only: a scan finds out what happened.

    Where the system says that it lost events, or threads of the observer have died, all is watched anew. It says so on
    Linux only; elsewhere the scans that are made now and then have to do. Used by one thread; the hints come from
    threads of its own.
    """

    def __init__(self, on_hint: OnHint, on_lost: Callable[[], None]) -> None:
        """Prepare; `on_lost` is called, from any thread, when events were lost."""
        self._on_hint, self._on_lost = on_hint, on_lost
        self._observer: TellingObserver | None = None
        self._watches: dict[RootId, tuple[ObservedWatch, object]] = {}

    def supervise(self) -> None:
        """Drop an observer that does not work any more; to be called now and then. `watch` makes another."""
        if self._observer is not None and not self._observer.works:
            _log.info("Everything is watched anew")
            self.close()

    def watch(self, root: Root) -> bool:
        """Watch a root, if what is there now is not watched yet; return whether events may have been missed before.

        Raises:
            OSError: the system gives no events for it.
        """
        status = os.stat(root.path)
        mounts = volumes.nested_mount_points(root.path)  # what is mounted later is not watched, nor told by any event
        here = (root.path, status.st_dev, status.st_ino, mounts)
        if root.id in self._watches and self._watches[root.id][1] == here:
            return False
        self._unwatch(root.id)
        handler = _Handler(root, self._on_hint)
        watch = self._running().schedule(handler, root.path, recursive=True, event_filter=_EVENTS)
        self._watches[root.id] = (watch, here)
        return True

    def is_partial(self, root: Root) -> bool:
        """Return whether folders of a root are not watched, because the system watches no more."""
        base = os.fsencode(root.path)
        refused = self._observer.refused if self._observer else ()
        return any(path == base or path.startswith(os.path.join(base, b"")) for path in refused)

    def keep_only(self, root_ids: Container[RootId]) -> None:
        """Stop to watch every other root."""
        for root_id in [known for known in self._watches if known not in root_ids]:
            self._unwatch(root_id)

    def close(self) -> None:
        """Stop and join the observer's threads; those that died with a lock in their hands are left alone."""
        observer, self._observer = self._observer, None
        self._watches.clear()
        if observer is None:
            return

        def end() -> None:
            observer.stop()
            observer.join()

        ending = threading.Thread(target=end, name="watcher-end", daemon=True)
        ending.start()
        ending.join(_END_S)
        if ending.is_alive():
            _log.warning("A part of the watcher does not end")

    def _running(self) -> TellingObserver:
        if self._observer is None:
            self._observer = TellingObserver(self._on_lost)
            self._observer.name = "watcher"
            self._observer.start()
        return self._observer

    def _unwatch(self, root_id: RootId) -> None:
        watch, _ = self._watches.pop(root_id, (None, None))
        if watch is not None and self._observer is not None:
            self._observer.unschedule(watch)
