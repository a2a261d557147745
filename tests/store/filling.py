"""Rows for catalogues: photos with a file, labels, and what was decided about them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from clipphotos.core.label import Label, LabelId, LabelSpec, Verdict
from clipphotos.core.photo import CaptureFacts, PhotoId, Place, RootId, Signature
from clipphotos.store import embeddings, files, labels, photos, proposals, roots, tags
from clipphotos.store.catalogue import Catalogue, Connection
from clipphotos.store.embeddings import ModelId

SIGNATURE = Signature(size=1, mtime_ns=2, ino=3)


def add_root(catalogue: Catalogue, path: str = "/photos") -> RootId:
    return catalogue.write(lambda db: roots.add(db, path))


def add_file(
    catalogue: Catalogue, root: RootId, folder: bytes = b"", name: bytes = b"a.jpg", taken: datetime | None = None
) -> PhotoId:
    """Record a photo of its own content."""

    def record(db: Connection) -> PhotoId:
        digest = hashlib.sha256(b"%d/%b/%b" % (root, folder, name)).digest()
        photo = files.record_content(db, Place(root, folder, name), SIGNATURE, digest, ())
        photos.set_facts(db, photo, 4, 3, CaptureFacts(taken=taken))
        return photo

    return catalogue.write(record)


def add_photos(catalogue: Catalogue, count: int) -> list[PhotoId]:
    root = add_root(catalogue)
    return [add_file(catalogue, root, name=b"%d.jpg" % number) for number in range(count)]


def add_model(catalogue: Catalogue, name: str = "m") -> ModelId:
    return catalogue.write(lambda db: embeddings.model_id(db, name, "f", 4))


def add_label(catalogue: Catalogue, name: str, spec: LabelSpec | None = None) -> LabelId:
    return catalogue.write(lambda db: labels.put(db, replace(spec or LabelSpec(""), name=name)))


def label_of(catalogue: Catalogue, label_id: LabelId) -> Label:
    with catalogue.read() as db:
        found = labels.with_id(db, label_id)
    assert found is not None
    return found


def decide(catalogue: Catalogue, label_id: LabelId, photo_ids: Sequence[PhotoId], verdict: Verdict) -> None:
    catalogue.write(lambda db: tags.decide(db, label_id, photo_ids, verdict))


def tag(catalogue: Catalogue, name: str, photo_ids: Sequence[PhotoId]) -> None:
    """Tag as a person does who knows of no label."""

    def put(db: Connection) -> None:
        for photo_id in photo_ids:
            tags.put(db, photo_id, tags.tag_id(db, name))

    catalogue.write(put)


def suggest(catalogue: Catalogue, label_id: LabelId, scored: Sequence[tuple[PhotoId, float]]) -> None:
    label, model = label_of(catalogue, label_id), add_model(catalogue)
    catalogue.write(lambda db: proposals.suggest(db, label, model, scored))


def tag_automatically(catalogue: Catalogue, label_id: LabelId, scored: Sequence[tuple[PhotoId, float]]) -> None:
    label, model = label_of(catalogue, label_id), add_model(catalogue)
    catalogue.write(lambda db: proposals.tag(db, label, model, scored))


def suggested(catalogue: Catalogue, label_id: LabelId) -> dict[PhotoId, float]:
    with catalogue.read() as db:
        return {s.photo_id: s.score for s in proposals.of_label(db, label_id, 1000)}


def tag_names(catalogue: Catalogue, photo_id: PhotoId) -> list[tuple[str, bool]]:
    with catalogue.read() as db:
        return [(it.name, it.by_label) for it in tags.of_photo(db, photo_id)]
