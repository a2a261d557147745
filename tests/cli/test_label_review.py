"""Decisions, automatic tags and reports from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clipphotos.store import settings
from clipphotos.store.catalogue import FILE_NAME, Catalogue
from tests.cli.conftest import Run, Say

PALACE = ("--prompt", "a palace in China")


def report_of(run: Run, name: str) -> dict[str, object]:
    (report,) = run("label", "report", name)[1]
    assert isinstance(report, dict)
    return report


def test_a_decision_is_learned_from_at_once(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    assert (report_of(run, "palace")["accepted"], report_of(run, "palace")["learned"]) == (0, False)
    assert run("label", "accept", "palace", china, china) == (0, {"label": "palace", "accepted": 1})
    assert (report_of(run, "palace")["accepted"], report_of(run, "palace")["learned"]) == (1, True)


def test_a_tag_by_hand_teaches_the_label_of_its_name(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    run("tag", "add", "Palace", china)
    assert (report_of(run, "palace")["accepted"], report_of(run, "palace")["learned"]) == (1, True)
    run("tag", "remove", "palace", china)
    assert (report_of(run, "palace")["accepted"], report_of(run, "palace")["rejected"]) == (0, 1)


def test_a_decision_is_saved_even_where_no_model_can_learn_from_it(run: Run, library: str, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    catalogue = Catalogue(Path(library) / FILE_NAME)
    try:
        catalogue.write(lambda db: settings.put(db, "model", "open_clip:ViT-B-32/nowhere.safetensors"))
    finally:
        catalogue.close()
    code, document = run("label", "accept", "palace", china)
    assert code == 1
    assert document["error"].startswith("It is saved, but the labels cannot be scored now: ")
    assert run("tags") == (0, [{"tag": "palace", "photos": 1}])


def test_automatic_tags_are_listed_and_taken_back(run: Run, say: Say, china: str) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    run("label", "add", "other", "--auto")
    code, found = run("label", "tagged")
    assert (code, [(hit["path"], hit["label"]) for hit in found]) == (0, [(china, "palace")])
    assert 0.5 < found[0]["score"] <= 1
    assert run("label", "tagged", "Palace") == (0, found)
    assert run("label", "tagged", "other") == (0, [])
    assert say("label", "tagged").split(maxsplit=1)[1] == f"palace  {china}\n"
    assert run("label", "take-back", "other") == (0, {"label": "other", "taken_back": 0})
    assert run("label", "take-back", "palace") == (0, {"label": "palace", "taken_back": 1})
    assert run("label", "tagged") == (0, [])
    assert [label["mode"] for label in run("label", "list")[1]] == ["suggest", "suggest"]
    run("label", "auto", "palace", "tag")
    assert run("label", "take-back") == (0, {"label": None, "taken_back": 1})


def test_a_tag_of_a_label_that_is_gone_is_left_out(run: Run, library: str) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    catalogue = Catalogue(Path(library) / FILE_NAME)
    try:
        catalogue.write(lambda db: db.execute("UPDATE label SET removed_at = '2024-01-01'"))
    finally:
        catalogue.close()
    assert run("label", "tagged") == (0, [])


def test_a_persons_tag_is_not_taken_back(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    run("label", "accept", "palace", china)
    assert run("label", "take-back") == (0, {"label": None, "taken_back": 0})
    assert run("tags") == (0, [{"tag": "palace", "photos": 1}])


def test_the_report_counts(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    run("label", "add", "other", "--off")
    code, (other, palace) = run("label", "report")
    assert code == 0
    assert (other["name"], other["mode"], other["cuts"], other["suggested_precision"]) == ("other", "off", None, None)
    assert (palace["tagged"], palace["tagged_by_itself"], palace["suggested"]) == (1, 1, 0)
    assert palace["tagged_precision"] == run("label", "tagged")[1][0]["score"]
    assert (palace["version"], palace["threshold"], palace["loss_before"]) == (1, None, None)
    assert palace["cuts"]["suggest"] <= palace["cuts"]["tag"] <= palace["tagged_precision"] + 0.001


def test_the_report_shows_what_learning_brought(run: Run, say: Say, prepared: Path, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    assert "learned: nothing yet" in say("label", "report")
    run("label", "accept", "palace", china)
    assert "learned: in use; too few decisions to check it" in say("label", "report")
    others = sorted(map(str, (prepared / "photos").glob("photo_*.jpg")))
    run("label", "accept", "palace", *others[:4])
    run("label", "reject", "palace", *others[4:12])
    report = report_of(run, "palace")
    assert (report["accepted"], report["rejected"]) == (5, 8)
    before, after = report["loss_before"], report["loss_after"]
    assert isinstance(before, float)
    assert isinstance(after, float)
    use = "in use" if report["learned"] else "not in use"
    said = re.search(
        rf"learned: {use}; log loss on held-back decisions (\S+) before, (\S+) after", say("label", "report", "palace")
    )
    assert said is not None
    assert [float(loss) for loss in said.groups()] == pytest.approx([before, after], abs=2e-3)


def test_tags_say_who_set_them(run: Run, say: Say, china: str) -> None:
    run("label", "add", "palace", *PALACE, "--auto")
    run("tag", "add", "holiday", china)
    holiday, palace = run("tags", china)[1][0]["tags"]
    assert (holiday["by"], holiday["label"], holiday["model"], holiday["score"]) == ("person", None, None, None)
    assert holiday["at"] is not None
    assert (palace["by"], palace["label"], palace["label_version"], palace["model"]) == (
        "label",
        "palace",
        1,
        "starter",
    )
    assert palace["score"] == run("label", "tagged")[1][0]["score"]
    percent = f"{palace['score']:.0%}"
    assert say("tags", china).splitlines() == [
        f"{china}:",
        "  holiday: by a person",
        f"  palace: by the label palace (version 1, model starter, {percent})",
    ]
    run("label", "accept", "palace", china)
    confirmed = f"  palace: by a person, proposed by the label palace (version 1, model starter, {percent})"
    assert say("tags", china).splitlines()[2] == confirmed


def test_an_unknown_label_gets_a_sentence(run: Run, china: str) -> None:
    run("label", "add", "palace", "--off")
    for words in (["suggest"], ["tagged"], ["take-back"], ["report"], ["accept", china], ["reject", china]):
        code, document = run("label", words[0], "palce", *words[1:])
        assert (code, document["error"]) == (1, "There is no label “palce”. Did you mean “palace”?")
