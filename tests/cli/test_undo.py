"""`undo` and `redo`: each a run of the program of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipphotos.app import main
from tests.cli.conftest import Run, Say

PALACE = ("--prompt", "a palace in China")


def test_decisions_are_undone_and_redone(run: Run, say: Say, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    run("label", "accept", "palace", china)
    code, result = run("undo")
    assert (code, result) == (0, {"undone": {"action": "accept", "subject": "palace", "photos": 1}})
    assert run("tags") == (0, [])
    assert [hit["path"] for hit in run("label", "suggest", "palace")[1]] == [china]
    assert run("label", "report")[1][0]["learned"] is False
    assert say("redo") == "Redone: accepted “palace” for 1 photo.\n"
    assert run("tags") == (0, [{"tag": "palace", "photos": 1}])
    assert run("label", "report")[1][0]["learned"] is True


def test_undoing_a_new_label_takes_its_tags_along(run: Run, say: Say) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    assert say("undo") == "Undone: made the label “palace”.\n"
    assert run("label", "list") == (0, [])
    assert run("tags") == (0, [])
    run("redo")
    assert run("label", "list")[1][0]["tagged"] == 1


def test_an_undone_edit_proposes_as_before(run: Run, say: Say) -> None:
    before = run("label", "add", "palace", *PALACE)[1]
    assert run("label", "edit", "palace", "--off")[1]["suggested"] == 0
    assert say("undo") == "Undone: changed the label “palace”.\n"
    assert run("label", "list")[1] == [before]


def test_with_nothing_to_undo_it_says_so(run: Run, say: Say) -> None:
    assert say("undo") == "Nothing to undo.\n"
    assert say("redo") == "Nothing to redo.\n"
    assert run("undo") == (0, {"undone": None})
    assert run("redo") == (0, {"redone": None})


def test_it_says_what_was_undone(run: Run, say: Say, china: str) -> None:
    def state() -> object:
        tags = [(tag["tag"], tag["by"], tag["score"]) for tag in run("tags", china)[1][0]["tags"]]
        return run("label", "list"), tags

    run("tag", "add", "old", china)
    run("label", "add", "palace", *PALACE, "--auto")
    before = state()
    for words, sentence in (
        (["label", "reject", "palace", "CHINA"], "rejected “palace” for 1 photo"),
        (["tag", "add", "trip", "CHINA"], "tagged 1 photo “trip”"),
        (["tag", "remove", "old", "CHINA"], "took the tag “old” from 1 photo"),
        (["label", "remove", "palace"], "removed the label “palace”"),
        (["label", "group", "Kind", "palace"], "changed labels"),
        (["label", "sets", "--add", "1"], "imported labels"),
        (["label", "take-back", "palace"], "took back 1 automatic tag of “palace”"),
        (["label", "take-back"], "took back 1 automatic tag"),
    ):
        assert run(*[china if word == "CHINA" else word for word in words])[0] == 0
        assert state() != before, words
        assert say("undo") == f"Undone: {sentence}.\n"
        assert state() == before, words


def test_undo_makes_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", str(tmp_path / "none"), "undo"]) == 1
    assert "no library" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
