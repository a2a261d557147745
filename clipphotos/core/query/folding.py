"""How names are compared: whatever their case, width and composition."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return what texts have in common that people would call the same (Unicode's NFKC and case folding).

    >>> folded("ＩＭＧ") == folded("img")
    True
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
