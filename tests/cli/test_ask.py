"""`ask`, as a person or a script runs it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run, Say


def test_the_answers_are_ranked(run: Run, china: str) -> None:
    code, found = run("ask", china, "what is this?", "--answers", "a truck, a palace，a dog")
    assert code == 0
    assert found["kind"] == "choice"
    assert found["candidates"][0]["text"] == "a palace"
    assert {it["text"] for it in found["candidates"]} == {"a truck", "a palace", "a dog"}
    assert found["answer"] in ("a palace", None)
    assert found["translated"] == []


def test_doubt_and_weakness_are_said(run: Run, say: Say, china: str) -> None:
    assert run("ask", china, "how many towers are there?")[1]["answer"] is None
    lines = say("ask", china, "how many towers are there?").splitlines()
    assert lines[0].startswith("Not sure. The best guesses: ")
    assert lines[0].count("%") == 5
    assert lines[1] == "Models like this one count badly."


def test_a_sure_answer_comes_first(run: Run, say: Say, china: str) -> None:
    found = run("ask", china, "图中有狗吗？")[1]
    assert (found["answer"], found["candidates"][0]["text"]) == ("no", "no")
    lines = say("ask", china, "图中有狗吗？").splitlines()
    assert lines[0] == "“狗” is looked for as “dog”."
    assert lines[1].startswith("no (")
    assert lines[2].startswith("Less likely: yes (")


def test_a_photo_may_be_named_by_its_number(run: Run, china: str) -> None:
    number = run("search", "a palace in China", "--limit", "1", "--all")[1]["photos"][0]["id"]
    by_number = run("ask", f"#{number}", "is it a palace or a truck?")[1]
    by_path = run("ask", china, "is it a palace or a truck?")[1]
    assert by_number["candidates"][0]["text"] == by_path["candidates"][0]["text"] == "palace"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["#4000", "what is this?"], "no photo #4000"),
        (["nowhere.jpg", "what is this?"], "cannot be read"),
        (["#1", "why though?"], "not understood"),
        (["#1", " "], "empty"),
    ],
)
def test_what_cannot_be_answered_gets_a_sentence_and_1(run: Run, words: list[str], sentence: str) -> None:
    code, document = run("ask", *words)
    assert code == 1
    assert sentence in document["error"]
