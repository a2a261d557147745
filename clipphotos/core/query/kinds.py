"""Kinds of picture files as `type:` names them."""

from __future__ import annotations

_EXTENSIONS = {
    "jpeg": "jpg jpeg jpe jfif mpo",
    "png": "png apng",
    "webp": "webp",
    "tiff": "tif tiff",
    "gif": "gif",
    "bmp": "bmp dib",
    "avif": "avif avifs",
    "heic": "heic heif hif heics heifs",
    "raw": "dng cr2 cr3 crw nef nrw arw sr2 srf raf orf rw2 pef srw x3f 3fr iiq erf kdc mrw raw rwl",
    "video": "mp4 mov m4v avi mkv webm mts m2ts 3gp mpg mpeg wmv",
}
GROUPS = {group: frozenset(f".{it}" for it in extensions.split()) for group, extensions in _EXTENSIONS.items()}
"""The extensions, lower case and with the dot, of each kind."""
_SYNONYMS = {"heif": "heic", "tif": "tiff", "jpg": "jpeg", "jfif": "jpeg", "视频": "video", "原始": "raw"}


def extensions_of(kind: str) -> frozenset[str]:
    """Return the extensions that a kind, or an extension in lower case, means; empty if it is unknown.

    >>> sorted(extensions_of("tif"))
    ['.tif', '.tiff']
    """
    kind = kind.removeprefix(".")
    if (group := _SYNONYMS.get(kind, kind)) in GROUPS:
        return GROUPS[group]
    one = frozenset({f".{kind}"})
    return one if any(one <= group for group in GROUPS.values()) else frozenset()


def known_kinds() -> tuple[str, ...]:
    """Return every word that `extensions_of` knows."""
    return tuple({*GROUPS, *_SYNONYMS, *(it[1:] for group in GROUPS.values() for it in group)})
