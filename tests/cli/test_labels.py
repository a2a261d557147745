"""`label`: definitions from options, lists, groups and modes."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipphotos.app import main
from tests.cli.conftest import Run, Say

PALACE = ("--prompt", "a palace in China")


def test_every_option_of_a_new_label_is_kept(run: Run, prepared: Path, china: str) -> None:
    run("label", "add", "Building")
    code, label = run(
        *(
            "label",
            "add",
            "Palace",
            "--prompt",
            "a palace",
            "--prompt",
            "a temple",
            "--prompt",
            "a pagoda",
            "--not",
            "a tent",
        ),
        *("--threshold", "0.3", "--auto", "--parent", "building", "--group", "Kind", "--colour", "#FF0000"),
        *("--folder", str(prepared / "photos"), "--from", "2001-02-03", "--to", "2031-02-03", "--example", china),
    )
    assert code == 0
    assert label.pop("version") == 1
    assert label == {
        "name": "Palace",
        "prompts": ["a palace", "a temple", "a pagoda"],
        "not": ["a tent"],
        "mode": "auto",
        "threshold": 0.3,
        "parent": "Building",
        "group": "Kind",
        "colour": "#ff0000",
        "folders": [str(prepared / "photos")],
        "from": "2001-02-03",
        "to": "2031-02-03",
        "cuts": {"suggest": 0.3, "tag": 0.3},
        "suggested": 0,
        "tagged": 1,
    }
    (report,) = run("label", "report", "palace")[1]
    assert (report["accepted"], report["learned"]) == (1, True)


def test_an_edit_changes_what_is_given_and_an_empty_text_clears(run: Run, prepared: Path, china: str) -> None:
    options = ("--not", "a tent", "--threshold", "0.3", "--off", "--group", "Kind", "--colour", "#ff0000")
    rule = ("--folder", str(prepared / "photos"), "--from", "2001-02-03", "--to", "2031-02-03")
    before = run("label", "add", "Palace", *PALACE, *options, *rule)[1]
    run("label", "add", "Building")
    code, edited = run("label", "edit", "palace", "--name", "Castle", "--prompt", "a castle", "--parent", "Building")
    assert code == 0
    changed = {"name": "Castle", "prompts": ["a castle"], "parent": "Building", "version": 2}
    assert edited == before | changed
    cleared = ("--prompt", "", "--not", "", "--threshold", "auto", "--suggest", "--parent", "", "--group", "")
    code, edited = run("label", "edit", "Castle", *cleared, "--colour", "", "--folder", "", "--from", "", "--to", "")
    assert code == 0
    empty = {"prompts": [], "not": [], "folders": []} | dict.fromkeys(
        ["threshold", "parent", "group", "colour", "from", "to"]
    )
    assert edited.items() >= (empty | {"name": "Castle", "mode": "suggest"}).items()
    assert run("label", "edit", "Castle", "--example", china)[1]["tagged"] == 1


def test_a_rule_keeps_photos_of_other_folders_out(run: Run, prepared: Path) -> None:
    assert run("label", "add", "palace", *PALACE)[1]["suggested"] == 1
    elsewhere = str(prepared / "photos" / "elsewhere")
    assert run("label", "edit", "palace", "--folder", elsewhere)[1]["suggested"] == 0


def test_a_mode_is_set_at_once(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    code, label = run("label", "auto", "palace", "tag")
    assert (code, label["mode"], label["suggested"], label["tagged"]) == (0, "auto", 0, 1)
    code, label = run("label", "auto", "palace", "suggest")
    assert (code, label["mode"], label["suggested"], label["tagged"]) == (0, "suggest", 1, 0)
    code, label = run("label", "auto", "palace", "off")
    assert (code, label["mode"], label["suggested"], label["tagged"]) == (0, "off", 0, 0)


def test_groups_are_made_listed_and_left(run: Run, say: Say) -> None:
    for name in ("day", "night", "noon"):
        run("label", "add", name)
    assert run("label", "group", "Time", "Day", "night") == (0, {"group": "Time", "labels": ["day", "night"]})
    assert run("label", "group", "Time", "noon") == (0, {"group": "Time", "labels": ["day", "night", "noon"]})
    assert say("label", "groups") == "Time: day, night, noon\n"
    assert run("label", "group", "--none", "night", "noon") == (0, {"group": None, "labels": ["night", "noon"]})
    assert run("label", "groups") == (0, [{"group": "Time", "labels": ["day"]}])


def test_a_label_is_one_line_for_people(run: Run, say: Say) -> None:
    run("label", "add", "palace", *PALACE)
    run("label", "add", "garden", "--threshold", "0.9", "--off", "--parent", "palace", "--group", "Places")
    garden, palace = say("label", "list").splitlines()
    assert garden == "garden: off, 0 suggested, 0 tagged, threshold 90%, below palace, group Places"
    assert palace.startswith("palace: suggest, 1 suggested, 0 tagged, threshold ")
    assert palace.endswith("% (automatic)")


BAD = (
    (["label", "add", "x", "--threshold", "high"], "from 0.03 to below 1, or auto, not “high”"),
    (["label", "add", "x", "--threshold", "nan"], "at least 0.03 and below 1"),
    (["label", "add", "x", "--from", "31.12.2024"], "“31.12.2024” is no date"),
    (["label", "add", "x", "--to", "2024-13-01"], "is no date"),
    (["label", "add", "x", "--from", "2024-02-01", "--to", "2024-01-01"], "the first day is after the last"),
    (["label", "add", "x", "--folder", "/nowhere"], "/nowhere is not in a watched folder"),
    (["label", "add", "x", "--parent", "plase"], "Did you mean “Palace”?"),
    (["label", "add", "x", "--colour", "red"], "#rrggbb"),
    (["label", "add", "x", "--example", "nowhere.jpg"], "is not a photo of this library"),
    (["label", "add", "palace"], "exists already"),
    (["label", "edit", "palac", "--off"], "There is no label “palac”. Did you mean “Palace”?"),
    (["label", "edit", "quantum", "--off"], "There is no label “quantum”."),
    (["label", "edit", "palace", "--name", " "], "no name"),
    (["label", "edit", "palace", "--parent", "palace"], "its own parent"),
    (["label", "group", "Kind"], "which labels are in the group"),
    (["label", "group", " ", "palace"], "The group has no name"),
    (["label", "auto", "palac", "tag"], "Did you mean"),
    (["label", "remove", "palac"], "Did you mean"),
)


def test_a_bad_definition_gets_a_sentence_and_changes_nothing(run: Run) -> None:
    run("label", "add", "Palace", "--off")
    before = run("label", "list")
    for words, sentence in BAD:
        code, document = run(*words)
        assert code == 1, words
        assert sentence in document["error"]
        assert run("label", "list") == before, words


@pytest.mark.parametrize("words", [["add", "x", "--auto", "--off"], ["auto", "x", "often"], ["group"], ["edit"]])
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["label", *words])
    assert exit_.value.code == 2
    assert "usage" in capsys.readouterr().err
