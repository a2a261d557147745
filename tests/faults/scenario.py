"""What is done to a catalogue while its disk fails: a step for each kind of write that the program makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

import apsw
import numpy as np

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.label import LabelId, LabelMode, LabelSpec
from clipphotos.core.photo import CaptureFacts, FileState, PhotoId, Place, RootId, Signature
from clipphotos.engine.backups import Backups
from clipphotos.engine.events import Events
from clipphotos.engine.history import History
from clipphotos.engine.labels.review import Review
from clipphotos.engine.tagging import Tagging
from clipphotos.store import embeddings, files, history, labels, photos, proposals, roots
from clipphotos.store.catalogue import Catalogue, Connection
from tests.store.vectors.samples import random_units

DIM = 4
_DOG = LabelId(3)
"""Of `content.FORMAT_1`, as are the root 1 and the photos 1 to 3."""
_SIGNATURE = Signature(5, 6, 7)


def _record(db: Connection) -> None:
    for number in range(5):
        place = Place(RootId(1), b"new", b"%d.jpg" % number)
        photo = files.record_content(db, place, _SIGNATURE, bytes([number + 1]) * 32, ())
        photos.set_facts(db, photo, 4, 3, CaptureFacts())
    files.record_unread(db, Place(RootId(1), b"new", b"a.txt"), _SIGNATURE, FileState.SKIPPED, "It is no photo.")


def _embed(db: Connection) -> None:
    model = embeddings.model_id(db, "starter", "f", DIM)
    for item, vector in zip(embeddings.pending(db, model, after=0, limit=4), random_units(4, DIM, 0), strict=False):
        embeddings.insert(db, model, item.photo_id, item.digest, vector.astype(np.float32))


def _propose(db: Connection) -> None:
    label = labels.with_id(db, _DOG)
    assert label is not None
    proposals.suggest(db, label, embeddings.model_id(db, "starter", "f", DIM), [(PhotoId(1), 0.8), (PhotoId(3), 0.7)])


def _edit(db: Connection, spec: LabelSpec, kind: ActionKind) -> None:
    history.recorded(db, Action(kind, spec.name), lambda db: labels.put(db, spec))


def steps(catalogue: Catalogue) -> Mapping[str, Callable[[], object]]:
    """Return the steps by name, in order; each is one transaction at most, and needs none of the others."""
    events, nothing = Events(), lambda: None
    tagging, review = Tagging(catalogue, events, nothing), Review(catalogue, events, nothing)
    past = History(catalogue, events, on_labels=nothing, on_roots=nothing)
    everybody = [PhotoId(1), PhotoId(2), PhotoId(3)]
    new = LabelSpec("Fish", ("a fish", "a shark"), ("a whale",))
    other = LabelSpec("Dog", ("a dog", "a puppy"), mode=LabelMode.AUTO, colour="#aabbcc")
    write = catalogue.write
    return {
        "add a root": lambda: write(lambda db: roots.add(db, "/more")),
        "record": lambda: write(_record),
        "embed": lambda: write(_embed),
        "propose": lambda: write(_propose),
        "add a label": lambda: write(partial(_edit, spec=new, kind=ActionKind.ADD_LABEL)),
        "tag": lambda: tagging.add("summer", everybody),
        "accept": lambda: review.accept(_DOG, everybody[:1]),
        "reject": lambda: review.reject(_DOG, everybody[1:]),
        "undo": past.undo,
        "edit a label": lambda: write(partial(_edit, spec=other, kind=ActionKind.EDIT_LABEL)),
        "tag more": lambda: tagging.add("Dog", everybody),
        "back up": Backups(catalogue, events, read_only=False).make,
        "remove a root": lambda: write(lambda db: roots.remove(db, RootId(1))),
    }


def prepare(catalogue: Catalogue) -> None:
    """Let the catalogue be written to, not only its log, all the time."""
    catalogue.write(lambda db: db.wal_autocheckpoint(6))


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what is in a catalogue, but for times."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
        found = {}
        for table in tables:
            columns = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            wanted = ", ".join(name for name in columns if not name.endswith("_at") and name != "changeset")
            if wanted and not str(table).startswith("sqlite_"):
                found[str(table)] = sorted(db.execute(f"SELECT {wanted} FROM {table}"), key=repr)
        return found
    finally:
        db.close()


class Expected:
    """What there must be when certain steps were done, found out on a disk that does not fail."""

    def __init__(self, base: Path, folder: Path) -> None:
        self._base, self._folder = base, folder
        self._known: dict[tuple[str, ...], dict[str, list[tuple[object, ...]]]] = {}
        self.names: list[str] = []
        """Of the steps, in their order."""
        self.after([])
        idle = [name for name in self.names if name not in ("undo", "back up") and self.after([name]) == self.after([])]
        assert not idle, f"{idle} change nothing, so it could not be seen if they were lost"

    def after(self, done: Collection[str]) -> dict[str, list[tuple[object, ...]]]:
        """Return the dump after these steps, in their order."""
        key = tuple(sorted(done))
        if key not in self._known:
            self._folder.mkdir()
            path = self._folder / "catalogue.db"
            shutil.copy(self._base, path)
            catalogue = Catalogue(path)
            everything = steps(catalogue)
            self.names = list(everything)
            for name in everything:
                if name in done:
                    everything[name]()
            catalogue.close()
            self._known[key] = dump(path)
            shutil.rmtree(self._folder)
        return self._known[key]
