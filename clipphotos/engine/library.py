"""The facade that the window and the command line hold."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.action import ActionKind
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import FailedFile, FileState, Root, RootId
from clipphotos.embedding.registry import MODELS
from clipphotos.engine.albums import Albums
from clipphotos.engine.asking.asking import Asking
from clipphotos.engine.background import Background
from clipphotos.engine.backups import Backups
from clipphotos.engine.counting import Counting
from clipphotos.engine.duplicates.duplicates import Duplicates
from clipphotos.engine.duplicates.finder import Finder
from clipphotos.engine.events import Events, Listener
from clipphotos.engine.examples import Examples
from clipphotos.engine.folders.roots import Roots
from clipphotos.engine.folders.sync import FolderSync
from clipphotos.engine.history import History
from clipphotos.engine.ingest import Ingest
from clipphotos.engine.labels.files import LabelFiles
from clipphotos.engine.labels.labelling import Labelling
from clipphotos.engine.labels.review import Review
from clipphotos.engine.model import ActiveModel
from clipphotos.engine.photos import Photos
from clipphotos.engine.progress import ProgressMeter
from clipphotos.engine.search.search import Search
from clipphotos.engine.tagging import Tagging
from clipphotos.engine.trash import Trash
from clipphotos.media import formats
from clipphotos.media.pool import DecodePool
from clipphotos.store import catalogue, embeddings, files, photos, settings
from clipphotos.store.backups import replacing
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.lock import LibraryLock

_log = logging.getLogger(__name__)

_LEARN_AFTER_S = 0.3
"""Decisions that follow each other this quickly are learned from together."""
_DECODERS = "decoders"
"""The setting that says what files were last tried with."""


@dataclass(frozen=True)
class Status:
    """The library in numbers."""

    photos: int
    files: int
    embedded: int
    failed: tuple[FailedFile, ...]
    """Files that should be photos and cannot be read."""
    skipped: tuple[FailedFile, ...]
    """Files of other kinds."""
    model: str
    roots: tuple[Root, ...]


class Library:
    """One catalogue plus its caches, over a set of watched folders.

    Its parts are its public attributes: `roots`, `photos`, `albums`, `search`, `asking`, `labels`, `review`,
    `label_files`, `tags`, `trash`, `duplicates`, `history`, `backups`, `ingest`, `model`. Their calls block, may be
    made from any thread but the window's, and raise `KnownError` with a sentence for the user. Four messages leave it
    through `subscribe`: `Changes`, `Progress`, `Notice`, `Digest`.
    """

    def __init__(self, directory: Path, model_cache: Path, *, create: bool = True, read_only: bool = False) -> None:
        """Open a library, made if it is not there and `create`; nothing runs in the background before `start`.

        Raises:
            LibraryBusyError: another process has it open (not if `read_only`).
            KnownError: it cannot be opened, or was made by a newer version.
        """
        self.directory = directory
        self._lock = None
        path = directory / catalogue.FILE_NAME
        if not create and not os.path.exists(path) and not replacing.pending(path):
            catalogue.refuse_lost(path)
            raise KnownError(f"There is no library in {directory} yet. Add a folder of photos first.")
        if not read_only:
            try:
                directory.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise KnownError(f"The library's folder {directory} cannot be made: {error.strerror}.") from error
            self._lock = LibraryLock(directory)
        try:
            self._catalogue = Catalogue(path, read_only=read_only)
        except BaseException:
            self._unlock()
            raise
        thumbnail_dir = directory / "thumbnails"
        self._events = Events()
        self.backups = Backups(self._catalogue, self._events, read_only=read_only)
        self._meter = ProgressMeter(self._events)
        self._pool = DecodePool(workers=max(2, (os.cpu_count() or 2) // 2))
        self.model = ActiveModel(self._catalogue, self._events, model_cache, directory / "index", read_only=read_only)
        self.photos = Photos(self._catalogue, self._events, self._pool, thumbnail_dir)
        examples = Examples(self._catalogue, self._pool)
        self.search = Search(self._catalogue, self._events, self.model, examples)
        self.asking = Asking(self._catalogue, self.model, examples)
        self.albums = Albums(self._catalogue, self._events, self._matching)
        self._counting = Counting(self._catalogue, self._events, self.model, self._matching)
        self.labels = Labelling(self._catalogue, self.model, self._events, on_stale=lambda: self._learner.wake())
        self._learner = Background(
            "labeller", self.labels.refresh, self._events, "Labels could not be scored anew", settle_s=_LEARN_AFTER_S
        )
        self.review = Review(self._catalogue, self._events, on_decided=self._learner.wake)
        self.label_files = LabelFiles(self._catalogue, self._events, on_change=self._learner.wake)
        self.tags = Tagging(self._catalogue, self._events, on_decided=self._learner.wake)
        self.ingest = Ingest(
            self._catalogue,
            self.model,
            self.labels,
            self._events,
            self._meter,
            self._pool,
            thumbnail_dir,
            on_vanished=self.rescan,
        )
        self._sync = FolderSync(self._catalogue, self._events, self._meter, on_work=self.ingest.wake)
        self.roots = Roots(self._catalogue, self._events, on_added=self.rescan, on_removed=self._on_root_removed)
        self.trash = Trash(self._catalogue, self._events, on_back=self.ingest.wake)
        self.history = History(
            self._catalogue,
            self._events,
            on_labels=self._learner.wake,
            on_roots=self._on_roots_restored,
            on_disk={ActionKind.TRASH: self.trash.step, ActionKind.MERGE: self.trash.step},
        )
        self.duplicates = Duplicates(
            self._catalogue,
            self._events,
            Finder(self._catalogue, self.photos, thumbnail_dir, lambda: self.model.name),
            self.trash,
            idle=lambda: not (self._meter.now.busy or self._meter.now.paused),
            on_decided=self._learner.wake,
        )

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Get every message; return what ends that. The listener is called from any thread and must be quick."""
        return self._events.subscribe(listener)

    def start(self, *, watch: bool = True) -> None:
        """Start the background work: scan, embed, and go on with what happens in the folders if `watch`."""
        self._retry_by_new_decoders()
        self._learner.start()
        self._counting.start()
        self.search.completer.start()
        self._sync.start(watch=watch)
        self.ingest.start()
        self.backups.start()
        if watch:
            self.duplicates.start()

    def rescan(self, root_id: RootId | None = None) -> None:
        """Ask for a scan of one root, or of all."""
        self._sync.rescan(root_id)

    def _matching(self, query: str) -> npt.NDArray[np.int64]:
        found = self.search.query(query)
        return found.photo_ids[: found.matching]

    def _on_root_removed(self) -> None:
        self._sync.look_at_roots()
        self._learner.wake()

    def _on_roots_restored(self) -> None:
        self._sync.look_at_roots()
        self.rescan()

    def retry_failed(self) -> int:
        """Try every file again that could not be read or was left out; return how many there are."""
        count = self._catalogue.write(files.look_again)
        self.rescan()
        return count

    def wait_until_done(self) -> None:
        """Wait until everything that is on disk is in the library.

        Raises:
            KnownError: the work was given up for a reason that the user must mend.
        """
        while True:
            self._sync.wait_idle()
            self.ingest.wait_idle()
            if self._sync.idle:  # or files vanished meanwhile, and another scan was asked for
                return

    def use_model(self, name: str) -> None:
        """Change the model, fetching it if need be, and embed the photos by it.

        Raises:
            KnownError: it cannot be had; the current one stays in use.
        """
        self.model.use(name)
        self.ingest.recover()

    def model_title(self) -> str:
        """Return the name of the model in use for people."""
        name = self.model.name
        return next((known.title for known in MODELS if known.id == name), name)

    def status(self) -> Status:
        """Return the library in numbers."""
        with self._catalogue.read() as db:
            name = self.model.name
            return Status(
                photos=photos.count_browsable(db),
                files=files.count_present(db),
                embedded=embeddings.count_embedded(db, name),
                failed=files.listed(db, FileState.QUARANTINED),
                skipped=files.listed(db, FileState.SKIPPED),
                model=name,
                roots=tuple(self.roots.list()),
            )

    def close(self) -> None:
        """Stop the background work, join every thread and process, save the index. Nothing is lost.

        A thread that a dead file system holds is left behind after some seconds, and the lock let go of all the same.
        """
        with ExitStack() as steps:  # from the last to the first, each whatever the others do
            steps.callback(self._unlock)
            steps.callback(self._events.close)
            steps.callback(self._catalogue.close)
            steps.callback(self.backups.close)
            steps.callback(self.model.close)
            steps.callback(self._pool.close)
            steps.callback(self._learner.close)
            steps.callback(self._counting.close)
            steps.callback(self.search.completer.close)
            steps.callback(self.ingest.close)
            steps.callback(self.duplicates.close)
            steps.callback(self._sync.close)

    def _retry_by_new_decoders(self) -> None:
        def write(db: Connection) -> None:
            if settings.get(db, _DECODERS) != formats.decoders():
                settings.put(db, _DECODERS, formats.decoders())
                files.look_again(db)

        try:
            self._catalogue.write(write)
        except KnownError as error:  # a full disk, say, of which the scan tells the user
            _log.warning("Files that could not be read are not tried again: %s", error)

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.release()
