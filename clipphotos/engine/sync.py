"""Keeps the catalogue in step with the folders: scans at the start, on events, and now and then."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable

from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import PhotoId, Place, Root, RootId, RootState, Signature
from clipphotos.engine.events import Events
from clipphotos.engine.identify import SETTLE_S, Identifier, is_gone
from clipphotos.engine.progress import ProgressMeter
from clipphotos.engine.scanner import RootOfflineError, compare, signature_of
from clipphotos.engine.watcher import Watched, Watcher
from clipphotos.store import files, roots, rules
from clipphotos.store.catalogue import Catalogue, Connection

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
        self._failure: KnownError | None = None
        self._watcher: Watcher | None = None
        self._polled: set[RootId] = set()
        self._told: set[str] = set()
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

    def look_at_roots(self) -> None:
        """Say that roots were removed. Any thread."""
        with self._condition:
            self._condition.notify_all()

    @property
    def idle(self) -> bool:
        """Whether every scan asked for is done and no file is awaited."""
        return not (self._requests or self._busy or self._settling)

    def wait_idle(self) -> None:
        """Wait until it is idle, or cannot go on.

        Raises:
            KnownError: the last scan failed for a reason that the user must mend.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._stop or self._failure or self.idle)
            if self._failure:
                raise self._failure

    def close(self) -> None:
        """Stop at the next file and join the threads."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        if self._watcher:
            self._watcher.close()

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
                if not self._requests or self._failure:  # after a failure, some rest before the next try
                    self._condition.wait(timeout=SETTLE_S / 2 if self._settling else OFFLINE_CHECK_S)
            if time.monotonic() - scanned > (POLL_S if self._polled else RESCAN_S):
                scanned = time.monotonic()
                self.rescan()
            try:
                self._turn()
                self._failure = None
            except KnownError as error:
                self._fail(error)
            except Exception:
                _log.exception("A scan failed")
                self._fail(KnownError("A scan of the folders failed; the log has the details."))
            with self._condition:
                self._busy = False
                self._condition.notify_all()
            self._meter.scanning(not self.idle, len(self._settling))

    def _fail(self, error: KnownError) -> None:
        """Tell the user once, and those who wait."""
        if str(error) != str(self._failure):
            self._events.emit(Notice(Level.ERROR, str(error)))
        self._failure = error

    def _turn(self) -> None:
        """Do what was asked for until now; what is not done because of a failure is asked for again."""
        if self._watcher and self._requests:
            time.sleep(DEBOUNCE_S)
        with self._condition:
            requests, self._requests = list(self._requests), {}
            self._busy = bool(requests or self._settling)
        try:
            online = {root.id: root for root in self._roots() if self._check(root, requests)}
            if self._watcher:
                self._watcher.keep_only(online)
            if requests:
                self._meter.scanning(True, len(self._settling))
            whole = {root_id for root_id, folder, recursive in requests if recursive and not folder}
            while requests and not self._stop:
                root_id, folder, recursive = requests[0]
                if root_id in online and (root_id not in whole or (recursive and not folder)):
                    self._scan(online[root_id], folder, recursive=recursive)
                requests.pop(0)
            self._retry_settling(online)
        finally:
            with self._condition:  # what failed comes last, so that it holds up nothing else
                self._requests.update(dict.fromkeys(requests[1:] + requests[:1]))

    def _check(self, root: Root, requests: list[_Request]) -> bool:
        """Return whether a root is there; request a scan where it came back, or is another folder now."""
        offline = root.state is RootState.OFFLINE
        if not _is_there(root.path, may_be_empty=not offline):
            self._set_state(root, RootState.OFFLINE)
            return False
        anew = offline
        if self._watcher:
            watched = self._watcher.watch(root)
            anew = anew or watched is Watched.ANEW
            if watched is Watched.NOT and root.id not in self._polled:
                self._polled.add(root.id)
                text = f"The system sends no events for {root.path}; it is looked through every minute instead."
                self._events.emit(Notice(Level.INFO, text))
        whole = (root.id, b"", True)
        if anew and whole not in requests:
            requests.append(whole)
        return True

    def _set_state(self, root: Root, state: RootState) -> None:
        if self._catalogue.write(lambda db: roots.set_state(db, root.id, state)):
            self._events.emit(Changes(Kind.ROOTS | Kind.PHOTOS))
            if state is RootState.OFFLINE:
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
        self._tell_unreadable(root, difference.unreadable)
        # New paths first: content that moved must find its photo before its old path shows something else.
        self._identifier.take(difference.new, root.path)
        self._identifier.take(difference.changed, root.path)
        gone = [file for file in difference.gone if is_gone(os.fsencode(root.path), file.place)]

        def mark(db: Connection) -> int:
            count = files.mark_missing(db, gone)
            if count:
                rules.mark_folders_stale(db)
            return count

        marked = self._catalogue.write(mark) if gone else 0
        if marked:
            self._events.emit(Changes(Kind.PHOTOS | Kind.ROOTS | Kind.TAGS | Kind.SUGGESTIONS))
            self._on_work()

    def _tell_unreadable(self, root: Root, unreadable: list[bytes]) -> None:
        """Say once of each what cannot be looked into."""
        for below in unreadable:
            path = os.path.join(root.path, os.fsdecode(below))
            if path not in self._told:
                self._told.add(path)
                self._events.emit(Notice(Level.WARNING, f"{path} cannot be read, so it was left out."))

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
            self._identifier.take([(place, signature_of(status))], online[place.root_id].path)
        self._growing_since = {p: t for p, t in self._growing_since.items() if p in self._settling}

    def _recorded(self, photo_ids: frozenset[PhotoId]) -> None:
        self._events.emit(Changes(Kind.PHOTOS | Kind.ROOTS, photo_ids))
        self._on_work()


def _is_there(path: str, *, may_be_empty: bool) -> bool:
    try:
        with os.scandir(path) as entries:
            return may_be_empty or next(entries, None) is not None
    except OSError:
        return False
