"""The answers to choose from: of the program's vocabularies, and the names that a library's owner uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from clipphotos import paths
from clipphotos.core.asking.nouns import counted
from clipphotos.core.asking.records import QuestionKind
from clipphotos.core.query.folding import folded
from clipphotos.store import labels, tags
from clipphotos.store.catalogue import Connection

_FILES = {
    QuestionKind.OBJECT: ("objects", "animals"),
    QuestionKind.ANIMAL: ("animals",),
    QuestionKind.COLOUR: ("colours",),
    QuestionKind.COUNT: ("counts",),
    QuestionKind.PLACE: ("places",),
    QuestionKind.WEATHER: ("weather",),
    QuestionKind.ACTIVITY: ("activities",),
}
_OPEN = {QuestionKind.OBJECT, QuestionKind.ANIMAL, QuestionKind.PLACE}
"""Where the names that are used in a library count, too."""
_ABOVE = {"animal": "animals", "动物": "animals", "place": "places", "地点": "places"}
"""Labels whose sublabels are answers of a vocabulary's kind."""
_MOST_WORDS = 3


@dataclass(frozen=True)
class Word:
    """One answer of a vocabulary."""

    english: str
    chinese: str = ""
    """"" where there is none, as for the names of a library."""

    @property
    def key(self) -> str:
        """See `key`."""
        return key(self.english)


def key(english: str) -> str:
    """Return what is the same in one and several, and in words for the same: "sofa" of "couches"."""
    one = counted("1", folded(english)).removeprefix("1 ")
    return _synonyms().get(one, one)


@lru_cache
def words(name: str) -> tuple[Word, ...]:
    """Return a vocabulary of resources/answers."""
    return tuple(Word(*line.split("|")) for line in _lines(name))


@lru_cache
def _synonyms() -> dict[str, str]:
    return {word: first for first, *others in (line.split(", ") for line in _lines("synonyms")) for word in others}


def of_kind(db: Connection, kind: QuestionKind) -> dict[str, Word]:
    """Return the answers to a kind of question by their keys: of its vocabularies, and of the library."""
    known = [word for name in _FILES[kind] for word in words(name)]
    if kind in _OPEN:
        known += _of_library(db, kind)
    return {word.key: word for word in reversed(known)}


def _of_library(db: Connection, kind: QuestionKind) -> Iterator[Word]:
    """Yield the labels and tags of a library that may answer a kind of question.

    A label belongs to a vocabulary that has it, or one of the labels above it; of what no vocabulary knows, nothing
    tells that it is no object.
    """
    families = {text: name for names in _FILES.values() for name in names for text in _texts(name)} | _ABOVE
    above = {folded(label.name): folded(label.spec.parent or "") for label in labels.all_labels(db)}
    for name in dict.fromkeys(
        [label.name for label in labels.all_labels(db)] + [name for name, _ in tags.all_tags(db)]
    ):
        found, at, seen = set(), folded(name), set[str]()
        while at and at not in seen:
            seen.add(at)
            found |= {families[text] for text in (at, key(at)) if text in families}
            at = above.get(at, "")
        wanted = set(_FILES[kind])
        plain = name.replace(" ", "").isalpha() and len(name.split()) <= _MOST_WORDS
        if plain and (found <= wanted if kind is QuestionKind.OBJECT else found & wanted):
            yield Word(name)


def _texts(name: str) -> Iterator[str]:
    for word in words(name):
        yield from (word.key, word.chinese)


def _lines(name: str) -> list[str]:
    return (paths.resources() / "answers" / f"{name}.txt").read_text("utf-8").splitlines()
