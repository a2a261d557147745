"""Photos that come in and are embedded, in batches that are known beforehand, into a catalogue and its index."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipphotos.core.photo import CaptureFacts, Place, RootId, Signature
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.engine.index import EmbeddingIndex
from clipphotos.store import embeddings, files, photos, roots
from clipphotos.store.catalogue import Catalogue, Connection

BATCH = 6
DIM = 32
EXACT_LIMIT = 40
"""So low that there is a graph, and a snapshot of it, from the first photos on."""
_REOPEN_EVERY = 7
_ASKED = 2 * BATCH

_INFO = EncoderInfo("m", "f" * 64, DIM, Preprocessing(8, 8), ("en",), Background(0.0, 0.1))


def vector_of(digest: bytes) -> npt.NDArray[np.float32]:
    """Return the embedding of some content, as exactly as the catalogue keeps it."""
    vector = np.random.default_rng(int.from_bytes(digest[:8])).normal(size=DIM)
    vector = (vector / np.linalg.norm(vector)).astype("<f2").astype(np.float32)
    return vector / np.linalg.norm(vector)


class Indexer:
    """Records a batch of files in one transaction and embeds it in the next, and so on."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        """Open the index, whose snapshots are in `folder`."""
        self._catalogue, self._folder = catalogue, folder
        self._model = catalogue.write(lambda db: embeddings.model_id(db, _INFO.id, _INFO.fingerprint, DIM))
        self.index = self._open()

    def _open(self) -> EmbeddingIndex:
        index = EmbeddingIndex(self._catalogue, self._model, _INFO, self._folder, exact_limit=EXACT_LIMIT)
        index.wait_built()
        return index

    def act(self, number: int) -> None:
        """Do the next transaction."""
        if number % 2 == 0:
            self._catalogue.write(lambda db: _record(db, number // 2))
            return
        ids = self._catalogue.write(self._embed)
        vectors = np.stack([vector_of(_digest(number // 2, i)) for i in range(BATCH)])
        self.index.add(np.array(ids, np.int64), vectors)
        if number // 2 % _REOPEN_EVERY == 0:  # saves the graph
            self.index.close()
            self.index = self._open()

    def _embed(self, db: Connection) -> list[int]:
        ids = []
        for item in embeddings.pending(db, self._model, after=0, limit=BATCH):
            new_id = embeddings.insert(db, self._model, item.photo_id, item.digest, vector_of(item.digest))
            assert new_id is not None
            photos.set_facts(db, item.photo_id, 4, 3, CaptureFacts())
            ids.append(new_id)
        assert len(ids) == BATCH
        return ids

    def close(self) -> None:
        self.index.close()

    def wrong(self) -> list[str]:
        """Compare the index with the catalogue, and ask for the embeddings that came last; return what is wrong."""
        with self._catalogue.read() as db:
            (chunk,) = embeddings.chunks(db, self._model, DIM)
        problems = [f"{len(chunk.damaged)} embeddings are damaged"] if chunk.damaged else []
        if len(self.index) != len(chunk.ids):
            problems.append(f"the index has {len(self.index)} of {len(chunk.ids)} embeddings")
        for wanted, vector in zip(chunk.ids[-_ASKED:].tolist(), chunk.vectors[-_ASKED:], strict=True):
            if (found := self.index.search(vector, 1)[0].tolist()) != [wanted]:
                problems.append(f"embedding {wanted} is not found, but {found}")
        return problems


def _digest(batch: int, place: int) -> bytes:
    return hashlib.sha256(b"%d %d" % (batch, place)).digest()


def _record(db: Connection, batch: int) -> None:
    root = roots.all_roots(db)[0].id if roots.all_roots(db) else roots.add(db, "/photos")
    for i in range(BATCH):
        place = Place(RootId(root), b"", b"%06d_%d.jpg" % (batch, i))
        files.record_content(db, place, Signature(1, 2, 3), _digest(batch, i), ())


def transactions_in(db: Connection) -> float:
    """Return how many transactions of an indexer a catalogue has; a fraction if it has a part of one."""
    recorded = int(db.execute("SELECT count(*) FROM file").get) / BATCH
    embedded = int(db.execute("SELECT count(*) FROM embedding").get) / BATCH
    facts = int(db.execute("SELECT count(*) FROM photo WHERE width = 4").get) / BATCH
    return recorded + embedded if embedded == facts and recorded - embedded in (0, 1) else float("nan")
