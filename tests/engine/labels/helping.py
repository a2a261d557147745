"""What tests of labels ask again and again."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from clipphotos.core.label import LabelId, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from clipphotos.store import scorers
from clipphotos.store.scorers import Scorer
from tests.photos import age, real_photo

PALACE = LabelSpec("palace", ("a palace in China",))
NONSENSE = "purple quantum giraffe committee"


class Garden(NamedTuple):
    """A library of abstract photos with one of a palace among them."""

    library: Library
    palace: PhotoId
    path: Path


def add_palace(folder: Path, width_px: int = 640) -> Path:
    """Put the photo of the palace into a folder; another width makes another photo of it."""
    path = folder / ("china.jpg" if width_px == 640 else f"china_{width_px}.jpg")
    folder.mkdir(parents=True, exist_ok=True)
    if width_px == 640:
        shutil.copy(real_photo("china.jpg"), path)
    else:
        with Image.open(real_photo("china.jpg")) as photo:
            photo.resize((width_px, width_px * 2 // 3)).save(path)
    age(path)
    return path


def rescan(library: Library) -> None:
    library.rescan()
    library.wait_until_done()


def tag_names(library: Library, photo: PhotoId) -> list[tuple[str, bool]]:
    return [(tag.name, tag.by_label) for tag in library.photos.details(photo).tags]


def suggested(library: Library, label_id: LabelId) -> list[PhotoId]:
    return [suggestion.photo_id for suggestion in library.review.suggestions(label_id)]


def proposed(library: Library, label_id: LabelId) -> set[PhotoId]:
    """Return what a label suggests or tagged by itself."""
    automatic = {photo for _, photo, _ in library.labels.automatic(label_id)}
    return automatic | set(suggested(library, label_id))


def scorer_of(library: Library, label_id: LabelId) -> Scorer:
    with library._catalogue.read() as db:
        found = scorers.of_label(db, label_id)
    assert found is not None
    return found


def average_precision(ranked: Sequence[bool]) -> float:
    """Return the mean of the precisions at each right photo."""
    hits = [place for place, right in enumerate(ranked, 1) if right]
    return sum(number / place for number, place in enumerate(hits, 1)) / len(hits) if hits else 0.0
