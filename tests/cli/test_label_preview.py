"""`label preview`: what would be found, and nothing saved."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run, Say

PALACE = ("--prompt", "a palace in China")


def test_a_new_label_is_shown_and_not_saved(run: Run, china: str) -> None:
    code, found = run("label", "preview", "palace", *PALACE)
    assert code == 0
    assert (found["name"], found["exists"], found["suggested"], found["tagged"]) == ("palace", False, 1, 0)
    assert [hit["path"] for hit in found["best"]] == [china]
    assert found["best"][0]["score"] >= found["cuts"]["suggest"]
    assert found["cuts"] == found["automatic_cuts"]
    assert found["precision"] == pytest.approx(found["best"][0]["score"], abs=0.001)
    assert 0.9 < found["recall"] <= 1
    assert [row["threshold"] for row in found["trade"]] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert found["trade"][4]["found"] == 1
    assert (found["unread"], found["strange"]) == ([], False)
    assert run("label", "list") == (0, [])


def test_the_preview_says_what_saving_does(run: Run) -> None:
    previewed = run("label", "preview", "palace", *PALACE, "--auto")[1]
    saved = run("label", "add", "palace", *PALACE, "--auto")[1]
    assert (previewed["tagged"], previewed["suggested"]) == (saved["tagged"], saved["suggested"]) == (1, 0)
    assert previewed["cuts"] == saved["cuts"]


def test_a_label_is_previewed_with_changes_that_are_not_saved(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    assert run("label", "preview", "Palace")[1]["suggested"] == 1
    found = run("label", "preview", "palace", "--threshold", "0.995")[1]
    assert (found["exists"], found["suggested"], found["best"]) == (True, 0, [])
    assert found["cuts"] == {"suggest": 0.995, "tag": 0.995}
    assert next((hit["path"], hit["proposed"]) for hit in found["borderline"]) == (china, False)
    assert found["automatic_cuts"]["suggest"] < 0.995
    assert run("label", "list")[1][0]["threshold"] is None


def test_a_rejected_photo_is_not_previewed(run: Run, china: str) -> None:
    run("label", "add", "palace", *PALACE)
    run("label", "reject", "palace", china)
    found = run("label", "preview", "palace", "--threshold", "0.05")[1]
    assert china not in [hit["path"] for hit in found["best"] + found["borderline"]]


def test_prompts_without_a_name_will_do(run: Run, say: Say) -> None:
    assert run("label", "preview", *PALACE)[1]["name"] is None
    lines = say("label", "preview", *PALACE).splitlines()
    assert lines[0] == "A new label would suggest 1 photo."
    assert lines[2] == "Best:"
    assert lines[-1].split()[1] == "1"


def test_a_label_that_is_off_proposes_nothing(run: Run, say: Say) -> None:
    found = run("label", "preview", "palace", *PALACE, "--off")[1]
    assert (found["tagged"], found["suggested"], len(found["best"])) == (0, 0, 1)
    assert say("label", "preview", "palace", *PALACE, "--off").startswith("A new label “palace” is off")


def test_strange_words_are_called_strange_and_match_nothing(run: Run, say: Say) -> None:
    code, found = run("label", "preview", "purple quantum giraffe committee")
    assert (code, found["suggested"], found["best"], found["strange"]) == (0, 0, [], True)
    text = say("label", "preview", "purple quantum giraffe committee")
    assert "The model knows nothing like these words" in text
    assert "no photo matches" in text


def test_what_the_model_does_not_read_is_named(run: Run, say: Say) -> None:
    long = "a palace in China " * 100 + "and a turtle"
    (cut,) = run("label", "preview", "--prompt", long)[1]["unread"]
    assert cut["text"] == long.strip()
    assert cut["unread"].endswith("turtle")
    assert "is longer than the model reads" in say("label", "preview", "--prompt", long)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name a label, or describe a new one"),
        ([" "], "no name"),
        (["x", "--threshold", "2"], "at least 0.03 and below 1"),
        (["x", "--from", "yesterday"], "is no date"),
    ],
)
def test_a_bad_preview_gets_a_sentence(run: Run, words: list[str], sentence: str) -> None:
    code, document = run("label", "preview", *words)
    assert code == 1
    assert sentence in document["error"]


def test_chinese_words_are_shown_as_the_model_reads_them(run: Run, say: Say) -> None:
    words = ("--prompt", "中国的故宫", "--prompt", "うみ")
    found = run("label", "preview", "宫殿", *words)[1]
    assert found["translated"] == [
        {"text": "中国的故宫", "english": "China former imperial palace"},
        {"text": "うみ", "english": ""},
    ]
    told = say("label", "preview", "宫殿", *words)
    assert "“中国的故宫” is read as “China former imperial palace”." in told
    assert "“うみ” could not be translated" in told
