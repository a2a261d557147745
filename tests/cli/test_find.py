"""`search` and `similar`, as a person or a script runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from clipphotos.app import main
from tests.cli.conftest import Run, Say


def test_the_best_come_first_with_their_bands(run: Run, china: str) -> None:
    code, found = run("search", "a palace in China", "--limit", "3", "--all")
    assert code == 0
    hits = found["photos"]
    assert len(hits) == 3
    assert hits[0]["path"] == china
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    counts = (found["strong"], found["matching"] - found["strong"])
    assert [hit["band"] for hit in hits] == (["strong"] * counts[0] + ["possible"] * counts[1] + ["beyond"] * 3)[:3]
    assert found["translated"] == []


def test_only_what_matches_is_printed_unless_all_is_asked_for(run: Run) -> None:
    found = run("search", "a palace in China", "--limit", "100")[1]
    assert len(found["photos"]) == found["matching"] < 31
    assert len(run("search", "a palace in China", "--limit", "100", "--all")[1]["photos"]) == 31


def test_words_that_begin_with_a_minus_are_no_options(run: Run, china: str) -> None:
    run("tag", "add", "trip", china)
    assert [hit["path"] for hit in run("search", "a palace", "tag:trip", "-xylophone", "--all")[1]["photos"]] == [china]
    code, found = run("search", "--all", "--limit", "50", "-tag:trip", "a palace")
    assert code == 0
    assert len(found["photos"]) == 30
    assert len(run("search", "-house", "--limit", "40", "--all")[1]["photos"]) == 31
    with pytest.raises(SystemExit) as exit_:
        main(["search", "-h"])
    assert exit_.value.code == 0


def test_facts_alone_have_no_scores(run: Run, say: Say, china: str) -> None:
    run("tag", "add", "trip", china)
    code, found = run("search", "tag:trip")
    assert (code, found["strong"], found["matching"]) == (0, 1, 1)
    assert found["photos"] == [{"path": china, "score": None, "band": "strong", "id": found["photos"][0]["id"]}]
    assert say("search", "tag:trip") == f"{china}\n"


def test_the_bands_have_a_visible_boundary(say: Say, run: Run, china: str) -> None:
    found = run("search", "a palace in China", "--all", "--limit", "31")[1]
    lines = say("search", "a palace in China", "--all", "--limit", "31").splitlines()
    titles = [line for line in lines if line.endswith(":")]
    assert len(lines) == 31 + len(titles)
    assert lines[1].endswith(china)
    bands = [hit["band"] for hit in found["photos"]]
    assert len(titles) == len(set(bands)) >= 2
    assert lines.index("What matches ends here; the nearest after that:") == found["matching"] + len(titles) - 1


def test_no_match_is_said_and_is_no_failure(say: Say, run: Run) -> None:
    assert say("search", "xqzzt", "flurbgl", "wmpf") == "Nothing here matches.\n"
    assert say("search", "tag:nobody") == "Nothing here matches.\n"
    nothing = {"strong": 0, "matching": 0, "translated": [], "unknown": [], "photos": []}
    assert run("search", "name:nobody") == (0, nothing)


def test_what_a_limit_leaves_out_is_told(say: Say) -> None:
    lines = say("search", "-xylophone -(a palace)", "sort:name", "--limit", "2").splitlines()
    assert len(lines) == 3
    assert lines[2].split()[0].isdigit()
    assert "more match" in lines[2]


def test_a_mistake_is_shown_where_it_is(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", library, "search", "海滩", "rating:many", "tag:x"]) == 1
    said = capsys.readouterr()
    query, carets, sentence = said.err.splitlines()
    assert said.out == ""
    assert query == "  海滩 rating:many tag:x"
    assert carets == "  " + " " * 5 + "^" * len("rating:many")
    assert sentence.startswith("clipphotos: ")
    assert "rating:many" in sentence


def test_a_mistake_is_json_where_that_is_asked_for(run: Run) -> None:
    code, document = run("search", "rating:many")
    assert code == 1
    assert "rating:many" in document["error"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["search", " "], "empty"),
        (["search", "like:#4000"], "no photo #4000"),
        (["similar", "nowhere.jpg"], "cannot be read"),
    ],
)
def test_what_cannot_be_found_gets_a_sentence_and_1(run: Run, words: list[str], sentence: str) -> None:
    code, document = run(*words)
    assert code == 1
    assert sentence in document["error"]


@pytest.mark.parametrize("how", [(), ("--explain",)])
def test_names_that_there_are_not_are_told(
    library: str, how: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    for json_too in ((), ("--json",)):
        assert main(["--library", library, "search", "tag:nobody -place:nowhere", *how, *json_too]) == 0
        said = capsys.readouterr()
        assert said.err == "There is no tag “nobody”.\nThere is no place “nowhere”.\n"
    names = [{"filter": "tag", "name": "nobody"}, {"filter": "place", "name": "nowhere"}]
    assert json.loads(said.out)["unknown"] == names


def test_bytes_that_are_no_text_are_no_name(run: Run) -> None:
    for word in (
        "tag:\udcff",
        "album:\udcff",
        "label:\udcff",
        "place:\udcff",
        '"\udcff"',
        "name:\udcff",
        "folder:\udcff",
    ):
        code, found = run("search", word)
        assert (code, found["matching"]) == (0, 0), word
    assert run("search", "palace\udcff", "size:999999999999gb")[0] == 0


def test_words_may_follow_options(run: Run, china: str) -> None:
    run("tag", "add", "trip", china)
    together = run("search", "a palace", "tag:trip", "-xylophone", "--explain")[1]
    assert run("search", "a palace", "--explain", "tag:trip", "-xylophone")[1] == together
    with pytest.raises(SystemExit) as exit_:
        run("search", "palace", "--wrong", "tag:trip")
    assert exit_.value.code == 2


def test_a_query_is_explained(run: Run, say: Say, china: str) -> None:
    run("tag", "add", "trip", china)
    code, found = run("search", "--explain", "a palace", "-tag:trip", "sort:-name")
    assert code == 0
    assert [(part["depth"], part["part"]) for part in found["parts"]] == [
        (0, "all of these:"),
        (1, "shows “a palace”"),
        (1, "not: tag: “trip”"),
    ]
    assert found["parts"][2]["photos"] == 30
    assert found["sort"] == "-name"
    lines = say("search", "--explain", "tag:trip").splitlines()
    assert lines == ["       1  tag: “trip”", "sorted by date"]


def test_similar_finds_the_photo_itself_first(run: Run, china: str) -> None:
    code, found = run("similar", china, "--limit", "1")
    assert (code, found["photos"][0]["path"], found["photos"][0]["band"]) == (0, china, "strong")


def test_similar_to_a_region(run: Run, china: str, tmp_path: Path) -> None:
    with Image.open(china) as palace:
        collage = Image.new("RGB", (2 * palace.width, palace.height), "white")
        collage.paste(palace, (palace.width, 0))
    collage.save(tmp_path / "collage.png")
    whole = run("similar", str(tmp_path / "collage.png"), "--all")[1]["photos"]
    part = run("similar", str(tmp_path / "collage.png"), "--region", "50,0,50,100")[1]["photos"]
    assert part[0]["path"] == china
    assert part[0]["score"] > 0.9
    assert part[0]["score"] > next(hit["score"] for hit in whole if hit["path"] == china)


@pytest.mark.parametrize(
    "region", ["1,2,3", "a,b,c,d", "60,0,60,10", "0,0,0,10", "-1,0,10,10", "nan,0,1,1", "0,0,inf,1"]
)
def test_a_wrong_region_is_2(region: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["similar", "x.jpg", f"--region={region}"])
    assert exit_.value.code == 2
    assert "--region" in capsys.readouterr().err
