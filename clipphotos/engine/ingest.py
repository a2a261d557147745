"""The embedding thread: decodes and embeds what has no embedding yet, in batches, each one transaction."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.changes import Changes, Digest, Kind, Notice
from clipphotos.core.errors import KnownError, UnavailableFileError, UnreadableFileError
from clipphotos.core.photo import PhotoId
from clipphotos.engine.ending import end
from clipphotos.engine.events import Events
from clipphotos.engine.labels.labelling import Labelling
from clipphotos.engine.model import ActiveModel, LoadedModel
from clipphotos.engine.progress import ProgressMeter
from clipphotos.media import thumbnails
from clipphotos.media.decode import Decoded
from clipphotos.media.pool import DecodePool
from clipphotos.store import embeddings, files, photos, scorers
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.embeddings import Pending

_PAGE = 512
_HEAR_S = 0.2
"""A pause or the end of the program is heard within this time, however slow the decoders are."""
_COUNT_SHARE = 0.02
"""Counting what is left may take this share of the time."""
_DECODE_AHEAD = 16
"""Photos that wait decoded, or are being decoded, beyond the batch at hand."""
_REFRESH_GROWTH = 1.5
"""Labels score anew while photos come in, each time there are so many times more."""
_UNSCORED = "Labels could not score the photos; the log has the details."
_Ready = tuple[Pending, Decoded]

_log = logging.getLogger(__name__)


class Ingest:
    """Makes embeddings until none is missing, then sleeps until it is woken.

    What is to be done is read from the catalogue, so a restart goes on where the last run was stopped, however it
    was stopped. An unreadable file is quarantined with its reason and never holds up the others.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        model: ActiveModel,
        labelling: Labelling,
        events: Events,
        meter: ProgressMeter,
        pool: DecodePool,
        thumbnail_dir: Path,
        on_vanished: Callable[[], None],
    ) -> None:
        """Prepare the thread; `on_vanished` is called when files are gone that the catalogue has as present."""
        self._catalogue, self._model, self._labelling, self._events = catalogue, model, labelling, events
        self._meter, self._pool, self._thumbnail_dir, self._on_vanished = meter, pool, thumbnail_dir, on_vanished
        self._condition = threading.Condition()
        self._woken = True
        self._working = False
        self._paused = False
        self._stop = False
        self._failure: KnownError | None = None
        self._done = self._total = 0
        self._count_due = 0.0
        self._arrived = set[PhotoId]()
        """Photos that were never embedded before, until the digest is out."""
        self._told = set[str]()
        self._thread = threading.Thread(target=self._run, name="embedder", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be work. Any thread."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def pause(self) -> None:
        """Stop after the batch at hand. Any thread."""
        self._set_paused(True)

    def resume(self) -> None:
        """Go on. Any thread."""
        self._set_paused(False)

    @property
    def paused(self) -> bool:
        """Whether the work is paused."""
        return self._paused

    def wait_idle(self) -> None:
        """Wait until nothing is left to embed, or the work is paused.

        Raises:
            KnownError: the work was given up for a reason that the user must mend.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._stop or (not self._working and (self._paused or not self._woken)))
            if self._failure:
                raise self._failure

    def close(self) -> None:
        """Stop at the next photo and join the thread, see `end`; what was not committed is done again next time."""
        with self._condition:
            self._stop = True
            self._condition.notify_all()
        end(self._thread)

    @property
    def _interrupted(self) -> bool:
        return self._stop or self._paused

    def recover(self) -> None:
        """Go on if the work was given up, for the reason may be mended; a pause that the user made stays."""
        if self._failure is not None:
            self.resume()
        self.wake()

    def _set_paused(self, paused: bool) -> None:
        with self._condition:
            self._paused = paused
            if not paused:
                self._woken, self._failure = True, None
            self._condition.notify_all()
        self._meter.paused(paused)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._working = False
                self._condition.notify_all()
                self._condition.wait_for(lambda: self._stop or (self._woken and not self._paused))
                if self._stop:
                    return
                self._woken, self._working = False, True
            try:
                self._embed_all(self._loaded_model())
            except KnownError as error:
                self._give_up(error)
            except Exception:
                _log.exception("Embedding failed")
                self._give_up(KnownError("Photos can no longer be embedded; the log has the details."))

    def _loaded_model(self) -> LoadedModel:
        if self._model.loaded:
            return self._model.get()
        self._meter.loading_model(True)
        try:
            return self._model.get()
        finally:
            self._meter.loading_model(False)

    def _give_up(self, error: KnownError) -> None:
        """Pause until the user says to go on, and say why."""
        self._failure = error
        self._events.emit(Notice.of(error))
        self._set_paused(True)

    def _embed_all(self, model: LoadedModel) -> None:
        self._count(model)
        batch: list[_Ready] = []
        refresh_at = _REFRESH_GROWTH * len(model.index)
        for ready in self._decoded(model, self._pending(model)):
            batch.append(ready)
            if len(batch) >= model.encoder.batch_size:
                self._commit(model, batch)
                batch = []
                if len(model.index) > refresh_at:
                    self._refresh_labels()
                    refresh_at = _REFRESH_GROWTH * len(model.index)
            if self._model.get() is not model:
                self.wake()
                break
        if batch:
            self._commit(model, batch)
        self._count(model)
        if not self._interrupted:
            self._refresh_labels()
        if tagged := self._labelling.tagged_among(self._arrived):
            self._events.emit(Digest(tagged))
        self._arrived.clear()

    def _refresh_labels(self) -> None:
        """Let stale labels score anew; where they cannot, they stay stale and photos come in all the same."""
        try:
            self._labelling.refresh()
        except KnownError as error:
            self._tell(error)
        except Exception:
            _log.exception("Labels could not be scored anew")
            self._tell(KnownError(_UNSCORED))

    def _tell(self, error: KnownError) -> None:
        """Say what is wrong with the labels, once."""
        if str(error) not in self._told:
            self._told.add(str(error))
            self._events.emit(Notice.of(error))

    def _count(self, model: LoadedModel) -> None:
        started = time.monotonic()
        with self._catalogue.read() as db:
            self._done = embeddings.count_browsable(db, model.id)
            self._total = self._done + embeddings.count_pending(db, model.id)
        ended = time.monotonic()
        self._count_due = ended + (ended - started) / _COUNT_SHARE
        self._meter.embedding(self._done, self._total)

    def _pending(self, model: LoadedModel) -> Iterator[Pending]:
        after = 0
        while True:
            with self._catalogue.read() as db:
                page = embeddings.pending(db, model.id, after=after, limit=_PAGE)
            if not page:
                return
            yield from page
            after = page[-1].photo_id
            if time.monotonic() > self._count_due:
                self._count(model)

    def _decoded(self, model: LoadedModel, pending: Iterator[Pending]) -> Iterator[_Ready]:
        """Yield decoded photos as they are ready, a bounded number ahead; quarantine what cannot be decoded."""
        preprocessing = model.info.preprocessing
        ahead = _DECODE_AHEAD + model.encoder.batch_size
        running: dict[Future[Decoded], Pending] = {}
        try:
            more = True
            while more or running:
                while more and len(running) < ahead:
                    item = next(pending, None)
                    more = item is not None
                    if item is not None:
                        thumbnail = thumbnails.path_of(self._thumbnail_dir, item.digest.hex())
                        running[self._pool.submit(item.path, preprocessing, thumbnail)] = item
                if self._interrupted:
                    return
                for future in wait(running, timeout=_HEAR_S, return_when=FIRST_COMPLETED).done:
                    item = running.pop(future)
                    try:
                        yield item, future.result()
                    except UnreadableFileError as error:
                        self._refuse(item, error)
        finally:
            for future in running:
                future.cancel()

    def _refuse(self, item: Pending, error: UnreadableFileError) -> None:
        if not os.path.lexists(item.path):
            self._on_vanished()
            return
        if isinstance(error, UnavailableFileError):
            self._catalogue.write(lambda db: files.set_aside(db, item.file_id, str(error)))
        else:
            self._catalogue.write(lambda db: files.quarantine(db, item.photo_id, item.digest, str(error)))
        self._events.emit(Changes(Kind.PHOTOS, frozenset({item.photo_id})))

    def _commit(self, model: LoadedModel, batch: list[_Ready]) -> None:
        vectors = model.encoder.encode_images(np.stack([decoded.pixels for _, decoded in batch]))

        def store(db: Connection) -> tuple[list[tuple[int, int, PhotoId]], set[PhotoId]]:
            stored, arrived = [], set[PhotoId]()
            for row, (item, decoded) in enumerate(batch):
                known = embeddings.exists(db, item.photo_id)
                new_id = embeddings.insert(db, model.id, item.photo_id, item.digest, vectors[row])
                if new_id is not None:
                    photos.set_facts(db, item.photo_id, decoded.width, decoded.height, decoded.facts)
                    stored.append((row, new_id, item.photo_id))
                    if not known:
                        arrived.add(item.photo_id)
            photo_ids = [photo_id for _, _, photo_id in stored]
            scorers.mark_decided_stale(db, model.id, photo_ids)  # they can learn from these photos now
            self._propose(db, model, photo_ids, vectors[[row for row, _, _ in stored]])
            return stored, arrived

        stored, arrived = self._catalogue.write(store)
        self._arrived |= arrived
        if stored:
            model.index.add(np.array([i for _, i, _ in stored], np.int64), vectors[[row for row, _, _ in stored]])
            kinds = Kind.PHOTOS | Kind.EMBEDDINGS | Kind.SUGGESTIONS | Kind.TAGS
            self._events.emit(Changes(kinds, frozenset(photo_id for _, _, photo_id in stored)))
        self._done += len(stored)
        self._meter.embedding(self._done, max(self._done, self._total))

    def _propose(
        self, db: Connection, model: LoadedModel, photo_ids: list[PhotoId], vectors: npt.NDArray[np.float32]
    ) -> None:
        """Score new photos by the labels; where that fails, all labels score anew later."""
        try:
            with db:  # what was proposed until then is taken back
                self._labelling.propose(db, model, photo_ids, vectors)
        except Exception:
            if db.get_autocommit():  # a full disk has rolled back everything
                raise
            _log.exception("Labels could not score new photos")
            scorers.mark_all_stale(db)
            self._tell(KnownError(_UNSCORED))
