"""The answers that the program knows: resources/answers."""

from __future__ import annotations

import re

import pytest

from clipphotos import paths
from clipphotos.core.asking.nouns import filled

SIZES = {"objects": 300, "animals": 140, "colours": 11, "counts": 11, "places": 75, "weather": 8, "activities": 75}


def _pairs(name: str) -> list[list[str]]:
    lines = (paths.resources() / "answers" / f"{name}.txt").read_text("utf-8").splitlines()
    return [line.split("|") for line in lines]


@pytest.mark.parametrize("name", SIZES)
def test_every_answer_is_in_both_languages_and_no_two_are_the_same(name: str) -> None:
    pairs = _pairs(name)
    assert len(pairs) >= SIZES[name]
    assert all(len(pair) == 2 for pair in pairs)
    english, chinese = zip(*pairs, strict=True)
    assert [word for word in english if not re.fullmatch(r"[A-Za-zé][A-Za-zé' -]*[a-zé]", word)] == []
    assert [word for word in chinese if not re.fullmatch("T?[\u4e00-\u9fff]+", word)] == []
    assert len({word.lower() for word in english}) == len(set(chinese)) == len(pairs)


@pytest.mark.parametrize("name", ["objects", "animals", "places"])
def test_only_what_is_many_or_cannot_be_counted_has_no_article(name: str) -> None:
    bare = {english for english, _ in _pairs(name) if not re.match("an? ", filled("a {}", english))}
    assert bare <= WITHOUT_ARTICLE


WITHOUT_ARTICLE = frozenset(
    [
        *("bathroom scales", "blinds", "bread", "broccoli", "building blocks", "cheese", "chips", "chocolate"),
        *("chopsticks", "clothes", "dumplings", "fire", "fireworks", "food", "fruit", "fruit juice", "glasses"),
        *("grapes", "grass", "headphones", "ice", "jeans", "kitchen scales", "meat", "moss", "mountains", "noodles"),
        *("pasta", "pliers", "rice", "roller skates", "sand", "scissors", "shorts", "smoke", "snow", "soup", "stairs"),
        *("sunglasses", "sweets", "toilet paper", "trousers"),
    ]
)
"""All of them, so that a new word is looked at."""
