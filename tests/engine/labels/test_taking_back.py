"""Undo and redo leave nothing behind that a label may not propose, and lose no tag of a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clipphotos.core.label import LabelMode, LabelSpec
from tests.engine.labels.helping import PALACE, Garden, proposed, suggested, tag_names

AUTO = replace(PALACE, mode=LabelMode.AUTO, threshold=0.3)


def test_undoing_that_a_removed_label_came_back_takes_its_tags(garden: Garden) -> None:
    library = garden.library
    library.labels.remove(library.labels.add(PALACE).id)
    library.labels.add(AUTO)
    assert tag_names(library, garden.palace) == [("palace", True)]
    library.history.undo()
    assert tag_names(library, garden.palace) == []
    assert library.labels.automatic() == []


def test_undoing_that_a_label_was_switched_on_takes_its_suggestions(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(replace(PALACE, mode=LabelMode.OFF))
    library.labels.edit(label.id, PALACE)
    assert garden.palace in suggested(library, label.id)
    library.history.undo()
    assert proposed(library, label.id) == set()
    library.labels.refresh()
    assert proposed(library, label.id) == set()


def test_redoing_a_removal_takes_what_was_tagged_in_between(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(AUTO)
    library.labels.remove(label.id)
    library.history.undo()
    library.labels.refresh()
    library.history.redo()
    assert tag_names(library, garden.palace) == []


def test_a_name_that_comes_back_by_undo_brings_its_tags(garden: Garden) -> None:
    library = garden.library
    label = library.labels.add(PALACE)
    library.review.accept(label.id, [garden.palace])
    library.labels.edit(label.id, replace(PALACE, name="castle"))
    library.labels.add(PALACE)
    library.history.undo()
    library.history.undo()
    assert library.labels.named("palace").tagged == 1
    assert tag_names(library, garden.palace) == [("palace", False)]


def test_an_acceptance_that_is_redone_after_scoring_has_its_tag(garden: Garden, tmp_path: Path) -> None:
    library = garden.library
    source = tmp_path / "labels.toml"
    source.write_text('[[label]]\nname = "palace"\nprompts = ["a palace in China"]\n', encoding="utf-8")
    library.label_files.load(source)
    label = library.labels.named("palace")
    library.review.accept(label.id, [garden.palace])
    library.history.undo()
    library.labels.refresh()
    library.history.redo()
    assert tag_names(library, garden.palace) == [("palace", False)]


def test_what_a_child_no_longer_tags_is_open_to_its_parent(garden: Garden) -> None:
    library = garden.library
    parent = library.labels.add(LabelSpec("building", ("a palace",), threshold=0.05))
    child = library.labels.add(replace(AUTO, parent="building", threshold=0.1))
    assert garden.palace not in suggested(library, parent.id)
    library.labels.take_back(child.id)
    assert garden.palace in suggested(library, parent.id)
