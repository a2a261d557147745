"""Questions about two real photos, a dahlia and the Summer Palace, by the real starter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipphotos.core.asking.records import NotUnderstoodError, QuestionKind, Weakness
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.engine.asking import vocabulary
from clipphotos.engine.library import Library
from tests.photos import age, real_photo, write_photos


@pytest.fixture
def library(filled: Callable[..., Library], tmp_path: Path) -> Library:
    write_photos(tmp_path / "photos", 12)
    for name in ("flower.jpg", "china.jpg"):
        shutil.copy(real_photo(name), tmp_path / "photos" / name)
        age(tmp_path / "photos" / name)
    return filled()


def number(library: Library, tmp_path: Path, name: str) -> str:
    return f"#{library.photos.at(str(tmp_path / 'photos' / name))}"


def test_the_persons_answers_are_ranked(library: Library, tmp_path: Path) -> None:
    flower, china = (number(library, tmp_path, name) for name in ("flower.jpg", "china.jpg"))
    choices = ("a truck", "a flower", "a palace")
    for picture, right in ((flower, "a flower"), (china, "a palace")):
        found = library.asking.ask(picture, "what is this?", choices)
        assert found.candidates[0].text == right
        assert sorted(it.text for it in found.candidates) == sorted(choices)
        assert sum(it.probability for it in found.candidates) == pytest.approx(1)
        assert [it.probability for it in found.candidates] == sorted(
            (it.probability for it in found.candidates), reverse=True
        )


def test_a_file_and_its_photo_answer_alike(library: Library, tmp_path: Path) -> None:
    by_path = library.asking.ask(str(real_photo("flower.jpg")), "is it a flower or a truck?")
    by_number = library.asking.ask(number(library, tmp_path, "flower.jpg"), "is it a flower or a truck?")
    assert by_path.candidates[0].text == by_number.candidates[0].text
    assert by_path.candidates[0].probability == pytest.approx(by_number.candidates[0].probability, abs=0.02)
    assert (by_path.question.kind, by_path.sure) == (QuestionKind.CHOICE, True)


def test_english_and_chinese_get_the_same_answer(library: Library, tmp_path: Path) -> None:
    china = number(library, tmp_path, "china.jpg")
    english, chinese = (library.asking.ask(china, it) for it in ("where was this taken?", "这是在哪里拍的?"))
    assert [it.english for it in english.candidates] == [it.english for it in chinese.candidates]
    assert [it.text for it in english.candidates] == [it.english for it in english.candidates]
    assert all(not it.text.isascii() for it in chinese.candidates)


def test_what_is_translated_is_told(library: Library, tmp_path: Path) -> None:
    flower = number(library, tmp_path, "flower.jpg")
    found = library.asking.ask(flower, "图中有狗吗?")
    assert [(it.source, it.text) for it in found.translated] == [("狗", "dog")]
    assert (found.candidates[0].text, found.sure) == ("no", True)
    assert found.caption == "a photo of a dog"
    chosen = library.asking.ask(flower, "这是什么?", ("花", "卡车"))
    assert (chosen.candidates[0].text, chosen.candidates[0].english) == ("花", "flower")


def test_yes_is_said_of_what_is_there(library: Library, tmp_path: Path) -> None:
    flower, china = (number(library, tmp_path, name) for name in ("flower.jpg", "china.jpg"))
    said = {}
    for picture in (flower, china):
        for thing in ("flower", "palace"):
            found = library.asking.ask(picture, f"is there a {thing}?")
            chances = {it.text: it.probability for it in found.candidates}
            assert chances["yes"] + chances["no"] == pytest.approx(1)
            said[picture, thing] = chances["yes"]
    assert min(said[flower, "flower"], said[china, "palace"]) > 0.5
    assert max(said[china, "flower"], said[flower, "palace"]) < 0.5


def test_what_the_question_names_is_no_answer(library: Library, tmp_path: Path) -> None:
    flower = number(library, tmp_path, "flower.jpg")
    best = library.asking.ask(flower, "what is in the photo?").candidates[0].english
    beside = library.asking.ask(flower, f"what is next to the {best}?")
    assert best not in [it.english for it in beside.candidates]


@pytest.mark.parametrize(("rgb", "term"), [((190, 20, 30), "red"), ((30, 60, 200), "blue"), ((25, 130, 40), "green")])
def test_colours_are_seen_in_the_pixels(library: Library, tmp_path: Path, rgb: tuple[int, int, int], term: str) -> None:
    pixels = np.full((300, 300, 3), 235, np.uint8)
    pixels[60:240, 60:240] = rgb
    path = tmp_path / "box.png"
    Image.fromarray(pixels).save(path)
    found = library.asking.ask(str(path), "what colour is the box?")
    assert (found.candidates[0].text, found.question.weakness) == (term, Weakness.COLOUR)
    assert library.asking.ask(str(path), "is the box red or blue or green?").candidates[0].text == term


def test_an_offline_photo_answers_from_its_embedding(library: Library, tmp_path: Path) -> None:
    flower = number(library, tmp_path, "flower.jpg")
    before = library.asking.ask(flower, "is it a flower or a truck?")
    (tmp_path / "photos" / "flower.jpg").rename(tmp_path / "away.jpg")
    after = library.asking.ask(flower, "is it a flower or a truck?")
    assert after == before
    assert len(library.asking.ask(flower, "what colour is the flower?").candidates) == 5


def test_numbers_are_guesses(library: Library, tmp_path: Path) -> None:
    found = library.asking.ask(number(library, tmp_path, "flower.jpg"), "how many flowers are there?")
    assert (found.sure, found.question.weakness) == (False, Weakness.COUNTING)


def test_the_librarys_own_names_compete(library: Library) -> None:
    for name, parent in (("Flower", None), ("Dahlia", "Flower"), ("Kitchen", None), ("Pantry", "Kitchen")):
        library.labels.add(LabelSpec(name, parent=parent))
    with library._catalogue.read() as db:
        objects = {word.english for word in vocabulary.of_kind(db, QuestionKind.OBJECT).values()}
        places = {word.english for word in vocabulary.of_kind(db, QuestionKind.PLACE).values()}
    assert "Dahlia" in objects
    assert "Dahlia" not in places
    assert "Pantry" in places
    assert "Pantry" not in objects
    assert "Flower" not in objects  # the vocabulary has it


@pytest.mark.parametrize(
    ("picture", "question", "sentence"),
    [
        ("#1", " ", "empty"),
        ("#4000", "what is this?", "no photo #4000"),
        ("nowhere.jpg", "what is this?", "cannot be read"),
    ],
)
def test_what_cannot_be_answered_gets_a_sentence(library: Library, picture: str, question: str, sentence: str) -> None:
    with pytest.raises(KnownError, match=sentence):
        library.asking.ask(picture, question)


def test_a_question_that_is_not_understood_takes_answers(library: Library, tmp_path: Path) -> None:
    flower = number(library, tmp_path, "flower.jpg")
    with pytest.raises(NotUnderstoodError):
        library.asking.ask(flower, "why is the sky so sad?")
    assert library.asking.ask(flower, "why is the sky so sad?", ("flower", "truck")).candidates[0].text == "flower"


def test_words_for_the_same_have_one_key() -> None:
    assert len({vocabulary.key(word) for word in ("Couch", "sofas", "settee")}) == 1
    assert vocabulary.key("table") != vocabulary.key("chair")
