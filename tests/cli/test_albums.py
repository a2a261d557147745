"""`album` and `rate`, by processes that a person or a script would run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Say


@pytest.fixture
def files(prepared: Path) -> list[str]:
    return [str(prepared / "photos" / f"photo_{number:04}.jpg") for number in range(3)]


def test_an_album_is_made_shown_and_deleted(run: Run, files: list[str]) -> None:
    a, b, c = files
    assert run("album", "list") == (0, [])
    assert run("album", "add", "Trip", c, a, c) == (0, {"album": "Trip", "photos": 2, "added": 2})
    assert run("album", "add", " TRIP ", a, b) == (0, {"album": "Trip", "photos": 3, "added": 1})
    assert run("album", "show", "trip") == (0, {"album": "Trip", "photos": 3, "paths": [c, a, b]})
    assert run("album", "remove", "Trip", a) == (0, {"album": "Trip", "photos": 2, "removed": 1})
    assert run("album", "rename", "Trip", "Rome") == (0, {"album": "Rome", "photos": 2})
    assert run("album", "add", "Empty") == (0, {"album": "Empty", "photos": 0, "added": 0})
    assert run("album", "list") == (0, [{"album": "Empty", "photos": 0}, {"album": "Rome", "photos": 2}])
    assert run("album", "delete", "rome") == (0, {"deleted": "Rome"})
    assert run("album", "list") == (0, [{"album": "Empty", "photos": 0}])


def test_what_people_read(say: Say, files: list[str]) -> None:
    a, b, _ = files
    assert say("album", "add", "Trip", b, a) == "Trip: 2 photos\n"
    assert say("album", "list") == "Trip: 2 photos\n"
    assert say("album", "show", "Trip") == f"{b}\n{a}\n"
    assert say("rate", "4", a, b) == "2 photos: 4 stars.\n"
    assert say("rate", "0", b) == "1 photo: no rating.\n"
    assert say("tags", a, b) == (
        f"{a}: no tags\n  4 stars\n  in the album “Trip”\n{b}: no tags\n  in the album “Trip”\n"
    )
    assert "clipphotos undo" in say("album", "delete", "Trip")


def test_a_smart_album_shows_what_its_query_finds(run: Run, say: Say, files: list[str], china: str) -> None:
    run("rate", "5", *files[:2])
    best = {"album": "Best", "photos": 2, "query": "rating:5"}
    assert run("album", "add", "Best", "--query", "rating:5") == (0, {**best, "added": 0})
    assert run("album", "query", "Best") == (0, best)
    code, shown = run("album", "show", "best")
    assert (code, {**shown, "paths": sorted(shown["paths"])}) == (0, {**best, "paths": files[:2]})
    run("rate", "5", files[2])
    run("album", "add", "Trip", files[0])
    assert run("album", "list") == (0, [{**best, "photos": 3}, {"album": "Trip", "photos": 1}])
    assert say("album", "list") == "Best: 3 photos  [rating:5]\nTrip: 1 photo\n"
    assert run("album", "query", "Best", "a", "palace", "name:china") == (
        0,
        {"album": "Best", "photos": 1, "query": "a palace name:china"},
    )
    assert say("album", "show", "Best") == f"{china}\n"
    assert say("undo") == "Undone: changed what the album “Best” looks for.\n"
    assert say("album", "query", "Best") == "Best: 3 photos  [rating:5]\n"
    assert say("album", "rename", "Best", "Finest") == "Finest: 3 photos  [rating:5]\n"
    for words, reason in (
        (["add", "Finest", files[0]], "“Finest” is a smart album"),
        (["remove", "Finest", files[0]], "“Finest” is a smart album"),
        (["add", "Other", files[0], "--query", "dog"], "either a query or files"),
        (["add", "Trip", "--query", "dog"], "There is an album “Trip” already"),
        (["add", "Other", "--query", "rating:many"], "“rating:many”"),
        (["add", "Other", "--query", ""], "empty"),
        (["query", "Trip"], "“Trip” is no smart album"),
        (["query", "Trip", "dog"], "“Trip” is no smart album"),
        (["query", "Finest", "rating:many"], "“rating:many”"),
        (["query", "Finst"], "Did you mean “Finest”?"),
    ):
        code, document = run("album", *words)
        assert (code, reason in document["error"]) == (1, True), document


def test_a_smart_album_that_cannot_be_searched_now_is_listed(
    run: Run, say: Say, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run("album", "add", "Loop", "--query", "rating:5")
    run("album", "query", "Loop", "album:Loop")
    capsys.readouterr()
    assert say("album", "list") == "Loop: not counted yet  [album:Loop]\n"
    assert run("album", "list") == (0, [{"album": "Loop", "photos": None, "query": "album:Loop"}])
    code, document = run("album", "show", "Loop")
    assert (code, "searches in itself" in document["error"]) == (1, True), document


def test_what_cannot_be_done_is_said(run: Run, files: list[str]) -> None:
    run("album", "add", "Holidays", files[0])
    for words, reason in (
        (["show", "Holiday"], "no album “Holiday”. Did you mean “Holidays”?"),
        (["show", "x"], "no album “x”."),
        (["add", " ", files[0]], "no name"),
        (["add", "Trip", "/nowhere.jpg"], "not a photo of this library"),
        (["remove", "Holidays", files[1]], "No photo given is in the album “Holidays”"),
    ):
        code, document = run("album", *words)
        assert (code, reason in document["error"]) == (1, True), document
    assert run("album", "list") == (0, [{"album": "Holidays", "photos": 1}])
    for wrong in ("6", "-1", "many"):
        with pytest.raises(SystemExit) as ended:
            run("rate", wrong, files[0])
        assert ended.value.code == 2


def test_ratings_are_in_the_document_of_a_file(run: Run, files: list[str]) -> None:
    assert run("rate", "5", files[0], files[0]) == (0, {"rating": 5, "photos": 1})
    run("album", "add", "Trip", files[0])
    assert run("tags", files[0]) == (0, [{"path": files[0], "tags": [], "rating": 5, "albums": ["Trip"]}])


def test_each_can_be_undone_and_redone(run: Run, say: Say, files: list[str]) -> None:
    def state() -> object:
        return (
            run("album", "list"),
            [run("album", "show", it["album"]) for it in run("album", "list")[1]],
            run("tags", *files),
        )

    run("album", "add", "Trip", *files[:2])
    states = [state()]
    steps = (
        (["rate", "1", *files], "rated 3 photos: 1 star"),
        (["rate", "0", files[0]], "rated 1 photo: no rating"),
        (["album", "add", "Trip", files[2]], "put 1 photo into the album “Trip”"),
        (["album", "remove", "Trip", *files[:2]], "took 2 photos out of the album “Trip”"),
        (["album", "rename", "Trip", "Rome"], "gave an album the name “Rome”"),
        (["album", "add", "New", *files], "made the album “New”"),
        (["album", "delete", "Rome"], "deleted the album “Rome”"),
    )
    for words, _ in steps:
        assert run(*words)[0] == 0
        states.append(state())
    for number in reversed(range(len(steps))):
        assert say("undo") == f"Undone: {steps[number][1]}.\n"
        assert state() == states[number]
    for number, (_, said) in enumerate(steps):
        assert say("redo") == f"Redone: {said}.\n"
        assert state() == states[number + 1]
