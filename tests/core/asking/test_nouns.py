from __future__ import annotations

import doctest

import pytest

from clipphotos.core.asking import english_words, nouns
from clipphotos.core.asking.nouns import counted, filled, is_plural, split, with_article


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("dog", "a dog"),
        ("apple", "an apple"),
        ("orange car", "an orange car"),
        ("hour", "an hour"),
        ("uniform", "a uniform"),
        ("unicorn", "a unicorn"),
        ("T-shirt", "a T-shirt"),
        ("scissors", "scissors"),
        ("dogs on a bed", "dogs on a bed"),
        ("children playing", "children playing"),
        ("bus", "a bus"),
        ("glass", "a glass"),
        ("octopus", "an octopus"),
        ("water", "water"),
        ("glass of water", "a glass of water"),
        ("an egg", "an egg"),
        ("the dog", "the dog"),
        ("two dogs", "two dogs"),
        ("", ""),
    ],
)
def test_an_article_where_one_belongs(phrase: str, expected: str) -> None:
    assert with_article(phrase) == expected


@pytest.mark.parametrize(
    ("number", "phrase", "expected"),
    [
        ("one", "chairs", "one chair"),
        ("two", "chair", "two chairs"),
        ("zero", "person", "no people"),
        ("one", "people", "one person"),
        ("three", "cup on the table", "three cups on the table"),
        ("two", "box", "two boxes"),
        ("one", "boxes", "one box"),
        ("two", "baby", "two babies"),
        ("one", "babies", "one baby"),
        ("two", "boy", "two boys"),
        ("two", "woman", "two women"),
        ("four", "sheep", "four sheep"),
        ("one", "red buses", "one red bus"),
    ],
)
def test_numbers_change_the_noun(number: str, phrase: str, expected: str) -> None:
    assert counted(number, phrase) == expected


@pytest.mark.parametrize(
    ("caption", "answer", "subject", "expected"),
    [
        ("a photo of a {} on the {subject}", "umbrella", "table", "a photo of an umbrella on the table"),
        ("a {} {subject}", "orange", "car", "an orange car"),
        ("a {} {subject}", "orange", "blinds", "orange blinds"),
        ("the {subject} is {}", "red", "car", "the car is red"),
        ("a photo of {} {subject}", "one", "chairs", "a photo of one chair"),
        ("a photo of a {subject} {}", "riding a horse", "man", "a photo of a man riding a horse"),
        ("a photo of a {subject}", "", "old man", "a photo of an old man"),
        ("a {}", "{subject}", "x", "a {subject}"),
        ("it is {}", "\\1", "", "it is \\1"),
    ],
)
def test_fills_captions(caption: str, answer: str, subject: str, expected: str) -> None:
    assert filled(caption, answer, subject) == expected


def test_takes_phrases_apart() -> None:
    assert split("red cup on the table") == ("red cup", "on the table")
    assert split("man riding a horse") == ("man", "riding a horse")
    assert split("tall building") == ("tall building", "")


def test_tells_one_from_several() -> None:
    words = ["dogs", "dress", "bus", "lens", "jeans", "people", "tennis", "photos"]
    assert [noun for noun in words if is_plural(noun)] == ["dogs", "jeans", "people", "photos"]


@pytest.mark.parametrize("module", [nouns, english_words])
def test_examples(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
