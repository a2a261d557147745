"""What comes in is told, and only that; labels have their part in it and hold nothing up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clipphotos.core.changes import Digest, Level, Notice
from clipphotos.core.label import LabelMode, LabelSpec
from clipphotos.engine.library import Library
from tests.engine.conftest import Opened
from tests.engine.labels.helping import NONSENSE, PALACE, add_palace, proposed, rescan
from tests.photos import write_photos
from tests.tiny_model import TinyModel


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


def test_only_photos_that_are_new_are_in_the_digest(tmp_path: Path, open_library: Opened, tiny: TinyModel) -> None:
    write_photos(tmp_path / "photos", 12)
    library = open_library()
    library.use_model(tiny.id)
    library.roots.add(str(tmp_path / "photos"))
    library.start(watch=False)
    library.wait_until_done()
    library.labels.add(LabelSpec("glass", ("stained glass",), mode=LabelMode.AUTO, threshold=0.031))
    library.use_model("starter")
    library.wait_until_done()
    assert library.labels.named("glass").tagged == 12
    assert not [event for event in open_library.events if isinstance(event, Digest)]
    write_photos(tmp_path / "photos", 1, first_seed=100)
    rescan(library)
    assert [event.tagged for event in open_library.events if isinstance(event, Digest)] == [(("glass", 1),)]


def test_labels_learn_from_photos_that_were_decided_about_before_they_could_be_read(
    tmp_path: Path, filled: Callable[..., Library]
) -> None:
    write_photos(tmp_path / "photos", 30)
    library = filled()
    label = library.labels.add(PALACE)
    library.ingest.pause()
    late = add_palace(tmp_path / "photos")
    library.rescan()
    library.wait_until_done()
    library.review.accept(label.id, [library.photos.at(str(late))])
    library.labels.refresh()
    assert not library.labels.report(label.id).learned
    library.ingest.resume()
    library.wait_until_done()
    assert library.labels.report(label.id).learned


@pytest.mark.parametrize("failing", ["propose", "refresh"])
def test_labels_that_fail_do_not_hold_up_photos(
    tmp_path: Path,
    filled: Callable[..., Library],
    open_library: Opened,
    monkeypatch: pytest.MonkeyPatch,
    allowed_log: Callable[[str], None],
    failing: str,
) -> None:
    allowed_log("Labels could not")
    write_photos(tmp_path / "photos", 12)
    library = filled()
    label = library.labels.add(replace(PALACE, mode=LabelMode.AUTO))

    def fail(*args: object) -> None:
        if args:
            args[0].execute("DELETE FROM suggestion; DELETE FROM label")  # type: ignore[attr-defined]
        raise RecursionError

    with monkeypatch.context() as patch:
        patch.setattr(library.labels, failing, fail)
        patch.setattr(library.labels, "refresh", fail)
        palace = add_palace(tmp_path / "photos")
        rescan(library)
        write_photos(tmp_path / "photos", 3, first_seed=100)
        rescan(library)
    assert library.status().embedded == 16
    notices = [event for event in open_library.events if isinstance(event, Notice)]
    assert [(notice.level, "Labels could not score" in notice.text) for notice in notices] == [(Level.ERROR, True)]

    library.labels.refresh()
    assert library.photos.at(str(palace)) in proposed(library, label.id)
