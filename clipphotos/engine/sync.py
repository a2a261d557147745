"""Keeps the catalogue in step with the folders: scans at the start, on events, and now and then."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from functools import partial

from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId, Place, Root, RootId, RootState, Signature
from clipphotos.engine.events import Events
from clipphotos.engine.identify import SETTLE_S, Identifier, is_gone
from clipphotos.engine.progress import ProgressMeter
from clipphotos.engine.scanner import RootOfflineError, compare
from clipphotos.engine.watcher import Watcher
from clipphotos.store import files, roots
from clipphotos.store.catalogue import Catalogue

DEBOUNCE_S = 0.2
RESCAN_S = 900.0
"""Everything is compared again this often, because events can be lost."""
POLL_S = 60.0
"""The same where a root gives no events."""
OFFLINE_CHECK_S = 5.0
_GIVE_UP_S = 30.0
"""A file that keeps growing for longer is left to the next scan."""

_Request = tuple[RootId, bytes, bool]
"""Root, folder below it, and whether to look below that folder as well."""

_log = logging.getLogger(__name__)


class FolderSync:
    """The scanner's thread. Scans are the truth; the watcher only says where to look.

    A root that cannot be listed is offline, which changes nothing about its files.
    """

    def __init__(self, catalogue: Catalogue, events: Events, meter: ProgressMeter, on_work: Callable[[], None]) -> None:
        """Prepare the thread; `on_work` is called when there may be new photos to embed."""
        self._catalogue, self._events, self._meter, self._on_work = catalogue, events, meter, on_work
        self._condition = threading.Condition()
        self._requests: dict[_Request, None] = {}
        self._busy = False
        self._stop = False
        self._watcher: Watcher | None = None
        self._polled: set[RootId] = set()
        self._identifier = Identifier(catalogue, self._recorded, lambda: self._stop)
        self._growing_since: dict[Place, float] = {}
        self._thread = threading.Thread(target=self._run, name="scanner")

    def start(self, *, watch: bool) -> None:
        """Scan every root, then go on with events if `watch`."""
        if watch:
            self._watcher = Watcher(self._hint)
        self.rescan()
        self._thread.start()

    def rescan(self, root_id: RootId | None = None) -> None:
        """Ask for a scan of one root, or of all. Any thread."""
        for root in self._roots():
            if root_id in (None, root.id):
                self._hint(root.id, b"", True)

    def forget(self, root_id: RootId) -> None:
        """Stop to watch a root that was removed. Any thread."""
        self._polled.discard(root_id)
        if self._watcher:
            self._watcher.unwatch(root_id)

    def wait_idle(self) -> None:
        """Wait until every scan asked for is done and no file is awaited."""
        with self._condition:
            self._condition.wait_for(lambda: self._stop or not (self._requests or self._busy or self._settling))

    def close(self) -> None:
        """Stop at the next file and join the threads."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        if self._watcher:
            self._watcher.close()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def _settling(self) -> dict[Place, tuple[Signature, float]]:
        return self._identifier.settling

    def _hint(self, root_id: RootId, folder: bytes, recursive: bool) -> None:
        with self._condition:
            self._requests[(root_id, folder, recursive)] = None
            self._condition.notify_all()

    def _roots(self) -> list[Root]:
        with self._catalogue.read() as db:
            return roots.all_roots(db)

    def _run(self) -> None:
        scanned = time.monotonic()
        while not self._stop:
            with self._condition:
                if not self._requests:
                    self._condition.wait(timeout=SETTLE_S / 2 if self._settling else OFFLINE_CHECK_S)
                self._busy = bool(self._requests) or bool(self._settling)
            try:
                if time.monotonic() - scanned > (POLL_S if self._polled else RESCAN_S):
                    scanned = time.monotonic()
                    self.rescan()
                self._turn()
            except KnownError as error:
                self._events.emit(Notice(Level.ERROR, str(error)))
            except Exception:
                _log.exception("A scan failed")
                self._events.emit(Notice(Level.ERROR, "A scan of the folders failed; the log has the details."))
            finally:
                with self._condition:
                    self._busy = False
                    idle = not (self._requests or self._settling)
                    self._condition.notify_all()
            self._meter.scanning(not idle, len(self._settling))

    def _turn(self) -> None:
        online = {root.id: root for root in self._roots() if self._check(root)}
        if self._watcher:
            time.sleep(DEBOUNCE_S if self._requests else 0)
        with self._condition:
            requests, self._requests = list(self._requests), {}
        if requests:
            self._meter.scanning(True, len(self._settling))
        for root_id, folder, recursive in requests:
            others = [other for other in requests if other != (root_id, folder, recursive)]
            covered = any(_covers(other, root_id, folder) for other in others)
            if root_id in online and not covered and not self._stop:
                self._scan(online[root_id], folder, recursive=recursive)
        self._retry_settling(online)

    def _check(self, root: Root) -> bool:
        """Return whether a root is there, and record a change of that."""
        there = os.path.isdir(root.path) and os.access(root.path, os.R_OK | os.X_OK)
        if not there:
            self._set_state(root, RootState.OFFLINE)
            return False
        if self._watcher and not self._watcher.watch(root) and root.id not in self._polled:
            self._polled.add(root.id)
            text = f"The system sends no events for {root.path}; it is looked through every minute instead."
            self._events.emit(Notice(Level.INFO, text))
        if root.state is RootState.OFFLINE:
            with self._condition:
                self._requests.setdefault((root.id, b"", True))
        return True

    def _set_state(self, root: Root, state: RootState) -> None:
        if self._catalogue.write(lambda db: roots.set_state(db, root.id, state)):
            self._events.emit(Changes(Kind.ROOTS | Kind.PHOTOS))
            if state is RootState.OFFLINE:
                if self._watcher:
                    self._watcher.unwatch(root.id)
                self._events.emit(Notice(Level.WARNING, f"The folder {root.path} is offline. Its photos are kept."))
            else:
                self._on_work()

    def _scan(self, root: Root, folder: bytes, *, recursive: bool) -> None:
        with self._catalogue.read() as db:
            known = files.below(db, root.id, folder, recursive=recursive)
        try:
            difference = compare(root.id, root.path, known, folder, recursive=recursive)
        except RootOfflineError as error:
            _log.info("%r is offline: %s", root.path, error)
            self._set_state(root, RootState.OFFLINE)
            return
        self._set_state(root, RootState.ONLINE)
        # New paths first: content that moved must find its photo before its old path shows something else.
        self._identifier.take(difference.new, root.path)
        self._identifier.take(difference.changed, root.path)
        gone = [file for file in difference.gone if is_gone(os.fsencode(root.path), file.place)]
        marked = self._catalogue.write(partial(files.mark_missing, gone=gone)) if gone else 0
        if marked:
            self._events.emit(Changes(Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.SUGGESTIONS))
            self._on_work()

    def _retry_settling(self, online: dict[RootId, Root]) -> None:
        now = time.monotonic()
        for place in list(self._settling):
            since = self._growing_since.setdefault(place, now)
            try:
                path = place.path(online[place.root_id].path)
                status = os.stat(path, follow_symlinks=False)
            except (KeyError, OSError):
                del self._settling[place]
                continue
            if now - since > _GIVE_UP_S:
                del self._settling[place]
                self._events.emit(Notice(Level.INFO, f"{path} keeps changing; it is looked at again later."))
                continue
            signature = Signature(status.st_size, status.st_mtime_ns, status.st_ino)
            self._identifier.take([(place, signature)], online[place.root_id].path)
        self._growing_since = {p: t for p, t in self._growing_since.items() if p in self._settling}

    def _recorded(self, photo_ids: frozenset[PhotoId]) -> None:
        self._events.emit(Changes(Kind.PHOTOS | Kind.ROOTS, photo_ids))
        self._on_work()


def _covers(request: _Request, root_id: RootId, folder: bytes) -> bool:
    other_root, other, recursive = request
    inside = not other or folder == other or folder.startswith(other + os.sep.encode())
    return other_root == root_id and recursive and inside
