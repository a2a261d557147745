"""Labels as files, and the starter sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipphotos.app import main
from tests.cli.conftest import Run, Say

PALACE = ("--prompt", "a palace in China")


def test_exported_labels_come_back_and_propose_at_once(run: Run, tmp_path: Path) -> None:
    run("label", "add", "palace", *PALACE, "--not", "a tent", "--group", "Kind", "--from", "1990-05-31", "--auto")
    run("label", "edit", "palace", "--from", "")
    run("label", "add", "pagoda", "--parent", "palace", "--threshold", "0.99")
    before = run("label", "list")[1]
    file = tmp_path / "labels.toml"
    assert run("label", "export", str(file)) == (0, {"file": str(file), "exported": 2})
    run("label", "remove", "palace")
    run("label", "remove", "pagoda")
    code, result = run("label", "import", str(file))
    assert (code, sorted(result["added"]), result["changed"], result["refused"]) == (0, ["pagoda", "palace"], [], [])
    after = run("label", "list")[1]
    assert [label | {"version": 0} for label in after] == [label | {"version": 0} for label in before]
    assert (result["tagged"], result["suggested"]) == (1, sum(label["suggested"] for label in before))
    assert run("label", "import", str(file))[1]["changed"] == result["added"]


def test_only_the_named_labels_are_exported(run: Run, tmp_path: Path) -> None:
    for name in ("day", "night"):
        run("label", "add", name)
    assert run("label", "export", str(tmp_path / "labels.toml"), "Night")[1]["exported"] == 1
    assert "day" not in (tmp_path / "labels.toml").read_text("utf-8")


def test_a_bad_label_is_named_and_the_others_are_imported(
    run: Run, library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "labels.toml"
    bad = '[[label]]\nname = "fox"\nthreshold = 4\n'
    file.write_text('[[label]]\nname = "cat"\n' + bad, "utf-8")
    code, result = run("label", "import", str(file))
    assert (code, result["added"]) == (0, ["cat"])
    assert result["refused"] == [{"label": "fox", "reason": "“fox”: a threshold is at least 0.03 and below 1."}]
    assert main(["--library", library, "label", "import", str(file)]) == 0
    output = capsys.readouterr()
    assert "not imported: “fox”: a threshold" in output.err
    assert output.out.startswith("0 labels added, 1 changed, 1 refused.\n")
    file.write_text(bad, "utf-8")
    assert run("label", "import", str(file))[0] == 1


def test_a_label_that_exists_is_unchanged_where_the_files_is_refused(run: Run, tmp_path: Path) -> None:
    before = run("label", "add", "cat", "--prompt", "a cat")[1]
    (tmp_path / "labels.toml").write_text('[[label]]\nname = "cat"\nmode = "off"\nparent = "nobody"\n', "utf-8")
    code, result = run("label", "import", str(tmp_path / "labels.toml"))
    assert (code, [it["label"] for it in result["refused"]]) == (1, ["cat"])
    (after,) = run("label", "list")[1]
    assert after | {"version": 1} == before


def test_a_label_that_a_file_switches_off_takes_its_tags_away(run: Run, tmp_path: Path) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    (tmp_path / "labels.toml").write_text('[[label]]\nname = "palace"\nmode = "off"\n', "utf-8")
    assert run("label", "import", str(tmp_path / "labels.toml"))[1]["tagged"] == 0
    assert run("label", "tagged") == (0, [])


def test_starter_sets_are_listed_and_added_by_title_or_number(run: Run, say: Say) -> None:
    code, known = run("label", "sets")
    assert code == 0
    assert [it["number"] for it in known] == list(range(1, len(known) + 1))
    titles = [it["title"] for it in known]
    assert say("label", "sets").startswith(f"1. {titles[0]}: ")
    code, result = run("label", "sets", "--add", titles[1].upper(), "1")
    assert (code, result["added"]) == (0, known[1]["labels"] + known[0]["labels"])
    assert len(run("label", "list")[1]) == len(result["added"])
    assert run("label", "sets", "--add", "1")[1]["added"] == []


def test_starter_sets_have_chinese_names(run: Run) -> None:
    sets = run("label", "sets", "--language", "zh")[1]
    animals = next(it for it in sets if it["title"] == "动物")
    assert run("label", "sets", "--language", "zh", "--add", "动物")[1]["added"] == animals["labels"]
    assert "狗" in animals["labels"]


def test_a_set_that_matches_has_numbers_at_once(run: Run) -> None:
    number = next(it["number"] for it in run("label", "sets")[1] if "Outdoors" in it["labels"])
    result = run("label", "sets", "--add", str(number))[1]
    labels = run("label", "list")[1]
    assert all(label["cuts"] is not None for label in labels)
    assert result["suggested"] == sum(label["suggested"] for label in labels) > 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "nowhere.toml"], "cannot be read"),
        (["import", "BAD"], "is no file of labels"),
        (["import", "EMPTY"], "has no labels in it"),
        (["export", "FOLDER"], "is a folder"),
        (["export", "."], "is a folder"),
        (["export", "FOLDER/none/x.toml"], "cannot be written"),
        (["export", "FOLDER/x.toml", "nothing"], "There is no label “nothing”"),
        (["sets", "--add", "Animls"], "Did you mean “Animals”?"),
        (["sets", "--add", "99"], "There is no set “99”"),
    ],
)
def test_bad_files_and_sets_get_a_sentence(run: Run, tmp_path: Path, words: list[str], sentence: str) -> None:
    (tmp_path / "bad.toml").write_text("label = [", "utf-8")
    (tmp_path / "empty.toml").write_text("", "utf-8")
    places = {"BAD": tmp_path / "bad.toml", "EMPTY": tmp_path / "empty.toml", "FOLDER": tmp_path}
    for short, place in places.items():
        words = [word.replace(short, str(place)) for word in words]
    code, document = run("label", *words)
    assert code == 1
    assert sentence in document["error"]
    assert not list(tmp_path.glob("*.tmp"))
