"""File system events: hints about which folders to look at again."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

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


class Watcher:
    """Watches roots while the program runs. Events are hints only: a scan finds out what happened."""

    def __init__(self, on_hint: OnHint) -> None:
        self._on_hint = on_hint
        self._observer: BaseObserver = Observer()
        self._observer.name = "watcher"
        self._watches: dict[RootId, ObservedWatch] = {}
        self._observer.start()

    def watch(self, root: Root) -> bool:
        """Start to watch a root; return False where the system gives no events for it."""
        if root.id in self._watches:
            return True
        try:
            self._watches[root.id] = self._observer.schedule(
                _Handler(root, self._on_hint), root.path, recursive=True, event_filter=_EVENTS
            )
        except OSError as error:
            _log.info("No events for %r: %s", root.path, error)
            return False
        return True

    def unwatch(self, root_id: RootId) -> None:
        """Stop to watch a root, if it is watched."""
        watch = self._watches.pop(root_id, None)
        if watch is not None:
            self._observer.unschedule(watch)

    def close(self) -> None:
        """Stop and join the observer's threads."""
        self._observer.stop()
        self._observer.join()
