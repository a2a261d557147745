"""Watchdog's observer, made to say what it keeps to itself: lost events, and folders that it could not watch."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from watchdog.observers.api import BaseObserver

if sys.platform == "linux":
    from watchdog.observers.inotify import InotifyEmitter, InotifyWatchGroup
    from watchdog.observers.inotify_c import InotifyEvent, InotifyFD

    if TYPE_CHECKING:
        from watchdog.observers.inotify_c import CallbackId, Mask, WatchCallback, WatchDescriptor

    _IN_UNMOUNT = 0x2000

    class _Inotify(InotifyFD):
        """One inotify instance and the thread that reads it."""

        def __init__(self, on_lost: Callable[[], None]) -> None:
            super().__init__()
            self._on_lost = on_lost
            self.unmounted = False
            self.refused: set[bytes] = set()

        def add_callback(self, path: bytes, mask: Mask, callback: WatchCallback, id_: CallbackId) -> WatchDescriptor:
            try:
                watch = super().add_callback(path, mask, callback, id_)
            except OSError as error:  # which the emitter drops, unless it is about the root itself
                if error.errno == errno.ENOSPC:
                    self.refused.add(path)
                raise
            self.refused.discard(path)
            return watch

        def handle_event(self, event: InotifyEvent) -> None:
            super().handle_event(event)  # after an overflow this watches what there is by now
            if event.mask & _IN_UNMOUNT:
                self.unmounted = True
            if event.is_queue_overflow or event.mask & _IN_UNMOUNT:
                self._on_lost()

    class _WatchGroup(InotifyWatchGroup):
        """The watches below one folder.

        WORKAROUND: folders that are renamed and made again while its events wait put its two books of paths and watches
        at odds; a KeyError would then come out of stopping, and leave threads behind.
        """

        def _remove_watch_internally(self, wd: WatchDescriptor) -> None:
            with suppress(KeyError):
                super()._remove_watch_internally(wd)

    class _Emitter(InotifyEmitter):
        def on_thread_start(self) -> None:
            self._inotify = _WatchGroup(
                self._inotify_fd,
                os.fsencode(self.watch.path),
                is_recursive=self.watch.is_recursive,
                event_mask=self.get_event_mask_from_filter(),
                follow_symlink=self.watch.follow_symlink,
            )

    class TellingObserver(BaseObserver):
        """An observer by inotify."""

        def __init__(self, on_lost: Callable[[], None]) -> None:
            """Prepare; `on_lost` is called, from a thread of its own, when events were lost.

            Raises:
                OSError: the system has no inotify instance left.
            """
            self._inotify = _Inotify(on_lost)
            self._inotify.start()
            super().__init__(_Emitter, inotify_fd=self._inotify)

        @property
        def works(self) -> bool:
            """Whether its threads live, and no drive that it watched was unmounted."""
            return _is_alive(self) and self._inotify.is_alive() and not self._inotify.unmounted

        @property
        def refused(self) -> Collection[bytes]:
            """The folders beyond the number that the system watches."""
            return tuple(self._inotify.refused)

        def on_thread_stop(self) -> None:
            """Stop and join the inotify thread as well."""
            super().on_thread_stop()
            self._inotify.stop()
            self._inotify.join()

else:
    from watchdog.observers import Observer

    class TellingObserver(Observer):  # type: ignore[misc,valid-type]
        """An observer by what this system has, which says nothing of what it loses."""

        def __init__(self, on_lost: Callable[[], None]) -> None:
            """Prepare; `on_lost` is never called."""
            super().__init__()

        @property
        def works(self) -> bool:
            """Whether its threads live."""
            return _is_alive(self)

        @property
        def refused(self) -> Collection[bytes]:
            """The folders that are known not to be watched: none."""
            return ()


def _is_alive(observer: BaseObserver) -> bool:
    """Return whether the threads of an observer live; that of a folder ends when the folder is deleted."""
    return observer.is_alive() and all(emitter.is_alive() for emitter in tuple(observer.emitters))
