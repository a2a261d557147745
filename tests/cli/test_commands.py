"""Every command, as a person or a script runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clipphotos.app import main
from tests.engine.labels.helping import add_palace

Run = Callable[..., tuple[int, Any]]


def test_status_counts(run: Run, prepared: Path) -> None:
    code, status = run("status")
    assert code == 0
    assert (status["photos"], status["files"], status["embedded"]) == (31, 31, 31)
    assert status["failed"] == []
    assert status["model"] == "starter"
    assert [root["path"] for root in status["roots"]] == [str(prepared / "photos")]


def test_what_labels_tagged_by_themselves_is_told(
    run: Run, library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("label", "add", "palace", "--prompt", "a palace in China", "--auto", "--threshold", "0.3")
    add_palace(tmp_path / "more", width_px=500)
    assert main(["--library", library, "add", str(tmp_path / "more")]) == 0
    assert "Tagged: palace 1\n" in capsys.readouterr().err


def test_scan_again_does_nothing(run: Run) -> None:
    assert run("scan") == (0, run("status")[1])


def test_a_label_from_words_to_tags(run: Run, china: str) -> None:
    code, label = run("label", "add", "palace", "--prompt", "a palace in China")
    assert (code, label["prompts"], label["mode"]) == (0, ["a palace in China"], "suggest")
    assert run("label", "suggest", "palace", "--limit", "1")[1][0]["path"] == china
    assert run("label", "accept", "palace", china) == (0, {"label": "palace", "accepted": 1})
    assert run("label", "suggest", "palace")[1] == []
    assert run("tags", china)[1][0]["tags"][0]["by"] == "person"
    assert run("tags")[1] == [{"tag": "palace", "photos": 1}]
    assert run("label", "reject", "palace", china) == (0, {"label": "palace", "rejected": 1})
    assert run("tags")[1] == []
    assert run("label", "list")[1][0]["tagged"] == 0
    assert run("label", "remove", "palace") == (0, {"removed": "palace"})
    assert run("label", "list") == (0, [])


def test_an_automatic_label_tags_at_once(run: Run, china: str) -> None:
    run("label", "add", "palace", "--prompt", "a palace in China", "--auto")
    tags = run("tags", china)[1][0]["tags"]
    assert [(tag["tag"], tag["by"]) for tag in tags] == [("palace", "label")]


def test_tags_by_hand(run: Run, china: str) -> None:
    assert run("tag", "add", "holiday", china) == (0, {"tag": "holiday", "added": 1})
    assert run("tags", china)[1][0]["tags"][0]["tag"] == "holiday"
    assert run("tag", "remove", "holiday", china)[0] == 0
    assert run("tags") == (0, [])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["search", "うみ"], "English"),
        (["label", "suggest", "nothing"], "no label"),
        (["label", "add", " "], "no name"),
        (["label", "add", "x", "--threshold", "7"], "at least 0.03 and below 1"),
        (["tags", "nowhere.jpg"], "is not a photo of this library"),
        (["tag", "remove", "nothing", "CHINA"], "No photo given has the tag"),
        (["model", "use", "nothing"], "no model"),
    ],
)
def test_bad_input_gets_a_sentence_and_1(run: Run, china: str, words: list[str], sentence: str) -> None:
    code, document = run(*[china if word == "CHINA" else word for word in words])
    assert code == 1
    assert sentence in document["error"]


def test_bad_folders_get_a_sentence_and_1(
    run: Run, tmp_path: Path, prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.jpg").write_text("x")
    for folder, sentence in (
        (tmp_path / "nowhere", "does not exist"),
        (tmp_path / "file.jpg", "is not a folder"),
        (tmp_path / "empty", "no photos"),
    ):
        code = main(["--library", str(tmp_path / "library"), "add", str(folder)])
        assert code == 1
        assert sentence in capsys.readouterr().err


def test_reading_a_library_that_is_not_there_does_not_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(tmp_path / "none"), "status"]) == 1
    assert "no library" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words",
    [["search"], ["label"], ["label", "fly"], ["search", "x", "--limit", "0"], ["add"], ["--wrong"], ["serach", "dog"]],
)
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(words)
    assert exit_.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_is_done_without(run: Run, china: str, library: str) -> None:
    """A folder is in its place, or another account's file."""
    log = Path(library) / "clipphotos.log"
    log.unlink(missing_ok=True)
    log.mkdir()
    assert run("tag", "add", "Beijing", china)[0] == 0
