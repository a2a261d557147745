"""File system events: hints about which folders to look at again."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Container
from enum import Enum, auto

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from clipphotos.core.photo import Root, RootId

OnHint = Callable[[RootId, bytes, bool], None]
"""Called with (root, folder below it, whether to look below that folder as well)."""

_log = logging.getLogger(__name__)

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


class Watched(Enum):
    """What came of the wish to watch a root."""

    AS_BEFORE = auto()
    ANEW = auto()
    """The path leads to another folder than when it was last watched, as after a drive was plugged in again."""
    NOT = auto()
    """The system gives no events for it."""


class Watcher:
    """Watches roots while the program runs. Events are hints only: a scan finds out what happened.

    Used by one thread; the hints come from threads of its own.
    """

    def __init__(self, on_hint: OnHint) -> None:
        self._on_hint = on_hint
        self._observer: BaseObserver = Observer()
        self._observer.name = "watcher"
        self._watches: dict[RootId, tuple[ObservedWatch, tuple[int, int]]] = {}
        self._observer.start()

    def watch(self, root: Root) -> Watched:
        """Watch a root, if the very folder that is there now is not watched yet."""
        try:
            status = os.stat(root.path)
            folder = (status.st_dev, status.st_ino)
            if root.id in self._watches and self._watches[root.id][1] == folder:
                return Watched.AS_BEFORE
            self._unwatch(root.id)
            handler = _Handler(root, self._on_hint)
            watch = self._observer.schedule(handler, root.path, recursive=True, event_filter=_EVENTS)
        except OSError as error:
            _log.info("No events for %r: %s", root.path, error)
            return Watched.NOT
        self._watches[root.id] = (watch, folder)
        return Watched.ANEW

    def keep_only(self, root_ids: Container[RootId]) -> None:
        """Stop to watch every other root."""
        for root_id in [known for known in self._watches if known not in root_ids]:
            self._unwatch(root_id)

    def close(self) -> None:
        """Stop and join the observer's threads."""
        self._observer.stop()
        self._observer.join()

    def _unwatch(self, root_id: RootId) -> None:
        watch, _ = self._watches.pop(root_id, (None, None))
        if watch is not None:
            self._observer.unschedule(watch)
