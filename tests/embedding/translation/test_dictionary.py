"""Meanings: the everyday and visible ones first, nothing that only says how a word is used."""

from __future__ import annotations

import pytest

from clipphotos.embedding.translation.dictionary import Dictionary, Meaning, dictionary

LINES = """# CC-CEDICT
行 行 [hang2] /row/line/(dialect) trade/
行 行 [xing2] /to walk/to travel/all right/classifier for rows/
鐵 铁 [Tie3] /surname Tie/
鐵 铁 [tie3] /iron (metal)/(coll.) strong friend/to iron (clothes, [tang4] sth etc)/
鷹 鹰 [ying1] /bird of prey; eagle, hawk etc/CL:隻|只[zhi1]/
喫 吃 [chi1] /variant of 吃[chi1]/
吃 吃 [chi1] /to eat/
箇 个 [ge4] /classifier for people/
夜 夜 [Ye4] /Night City/
夜 夜 [ye4] /night/
""".splitlines(keepends=True)


@pytest.fixture
def small() -> Dictionary:
    return Dictionary(LINES, ["eagle"])


def texts(known: Dictionary, word: str) -> list[str]:
    return [meaning.text for meaning in known.meanings(word)]


def test_definitions_become_plain_meanings(small: Dictionary) -> None:
    assert small.meanings("鹰") == (Meaning("eagle", False), Meaning("bird of prey", False))
    assert small.meanings("铁") == small.meanings("鐵")
    assert small.meanings("铁") == (Meaning("iron", False), Meaning("iron", True), Meaning("strong friend", False))


def test_the_most_explained_reading_comes_first_and_names_last(small: Dictionary) -> None:
    assert texts(small, "行") == ["walk", "travel", "row", "all right", "line", "trade"]
    assert texts(small, "夜") == ["night", "Night City"]


def test_a_variant_means_what_its_word_means(small: Dictionary) -> None:
    assert small.meanings("喫") == small.meanings("吃") == (Meaning("eat", True),)


def test_words_without_a_meaning(small: Dictionary) -> None:
    assert "个" in small
    assert small.meanings("个") == ()
    assert "猫" not in small
    assert small.meanings("猫") == ()


def test_entries_that_only_point_at_each_other_end() -> None:
    known = Dictionary(["甲 甲 [jia3] /variant of 乙[yi3]/\n", "乙 乙 [yi3] /see 甲[jia3]/\n"], [])
    assert known.meanings("甲") == ()


@pytest.mark.parametrize(
    "line", ["\n", "猫\n", "猫 猫 [mao1]\n", "猫 猫 [mao1] /\n", "] /\n", "] /cat/\n", "猫 [] /cat/\n"]
)
def test_odd_lines_are_passed_over(line: str) -> None:
    assert texts(Dictionary([line, "狗 狗 [gou3] /dog/\n"], []), "狗") == ["dog"]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("狗", "dog"),
        ("貓", "cat"),
        ("猫", "cat"),
        ("海滩", "beach"),
        ("雪山", "snow-capped mountain"),
        ("埃菲尔铁塔", "Eiffel Tower"),
    ],
)
def test_the_installed_dictionary(word: str, meaning: str) -> None:
    assert texts(dictionary(), word)[0] == meaning
