"""What comes in is told, and only that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from clipphotos.core.changes import Digest
from clipphotos.core.label import LabelMode, LabelSpec
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.engine.labels.helping import NONSENSE, PALACE, add_palace, rescan
from tests.photos import write_photos


def test_where_nothing_was_tagged_there_is_no_digest(
    tmp_path: Path, filled: Callable[..., Library], open_library: Opened
) -> None:
    write_photos(tmp_path / "photos", 12)
    add_palace(tmp_path / "photos")
    library = filled()
    assert library.labels.add(replace(PALACE, mode=LabelMode.AUTO)).tagged
    library.labels.add(LabelSpec(NONSENSE, mode=LabelMode.AUTO))
    write_photos(tmp_path / "photos", 1, first_seed=100)
    rescan(library)
    assert not [event for event in open_library.events if isinstance(event, Digest)]
