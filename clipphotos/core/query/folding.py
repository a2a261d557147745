"""What is the same in texts, whatever their case, width and composition."""

from __future__ import annotations

import re
import unicodedata

_HALF = re.compile("[\ud800-\udfff]")
_LETTERS = re.compile("[^！-／：-＠［-｀｛-･]+")
"""All but Chinese punctuation."""


def folded(text: str) -> str:
    """Return what texts have in common that people would call the same (Unicode's NFKC and case folding).

    >>> folded("ＩＭＧ") == folded("img")
    True
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def usual(words: str) -> str:
    """Return a description with single spaces, and its letters in the form that models know.

    >>> usual("ａ　ＤＯＧ， ２")
    'a DOG， 2'
    """
    return " ".join(_LETTERS.sub(lambda some: unicodedata.normalize("NFKC", some[0]), words).split())


def valid(text: str) -> str:
    """Return a text without halves of characters: a command line may have them, no name and no model."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
