"""Puts a text into a language that a model reads."""

from __future__ import annotations

import re
from collections.abc import Collection

from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Translated
from clipphotos.embedding.translation.chinese import HAN, translate

_CHINESE = re.compile(f"[{HAN}]")
_JAPANESE_OR_KOREAN = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f\u1100-\u11ff\uac00-\ud7af]")
_EAST_ASIAN = {"mul", "zh", "ja", "ko"}


def read(text: str, languages: Collection[str]) -> tuple[str, Translated | None]:
    """Return a text as a model of some languages (`EncoderInfo.languages`) reads it, and its translation, if it is one.

    Any thread. The first Chinese text reads the dictionary, which takes up to a second; later ones take a millisecond.

    Raises:
        KnownError: the model does not read the text's language, and nothing of it can be translated.
    """
    if not _EAST_ASIAN.isdisjoint(languages):
        return text, None
    if _JAPANESE_OR_KOREAN.search(text):
        raise KnownError("The model in use reads English, and Chinese by a dictionary. Describe the photo in English.")
    if not _CHINESE.search(text):
        return text, None
    english = translate(text)
    if not english.text:
        raise KnownError(
            f"The dictionary has no English for “{text}”. Describe the photo in other words, or in English."
        )
    return english.text, Translated(text, english.text, english.left_out)
