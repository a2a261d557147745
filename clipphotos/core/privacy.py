"""What is left out of a report before it is shared: paths, names that a person gave, the person's, the computer's.

Where it is not clear how far a name goes, more is left out rather than less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

_PHOTO = r"\.(?:jpe?g|jfif|png|webp|tiff?|gif|bmp|avif|hei[cf]|dng|cr[23]|nef|arw|orf|rw2|raf|xmp)(?![\w.]*\w)"
_CODE = re.compile(r"\.(?:pyc?|pyi|so[.\d]*|pyd|dll|dylib|exe)$")
_KEPT = re.compile(r"^(?:<library>|/usr/|/lib|/proc/|/sys/|/dev/|/etc/)")
_CODE_FOLDER = re.compile(r".*[/\\](?=(?:site-packages|dist-packages|clipphotos|python3[.\d]*|PySide6)[/\\])")
_START = r"(?:<(?:home|folder|library)>|(?<![\w<>/\\.:…-])[A-Za-z]:|(?<![\w<>/\\.:…-]))[/\\]"
_BYTES = re.compile(r"""\bb(?:'[^'\n]*'|"[^"\n]*")""")
_QUOTED = re.compile(r"""(?<!\w)(["'])((?:(?!\1)[^\n])+)\1|“([^”\n]+)”|‘([^’\n]+)’""")
_PHOTO_PATH = re.compile(rf"""{_START}[^"“”\n]*?{_PHOTO}""", re.IGNORECASE)
_OWN_FOLDER = re.compile(r"""<folder>[/\\](?!<p)[^"'“”\n]*""")
_VERB = r"(?:is|are|was|were|has|have|had|does|do|did|can|cannot|could|will|would|keeps|exists|belongs)\b"


def _open_ended(start: str, other: str) -> re.Pattern[str]:
    """Match a path of which nobody knows where it ends, and the words after it up to a verb of ours."""
    word = rf"""[^\s"'“”<>{other}]"""
    return re.compile(rf"({start}{word}+(?:[ ](?:(?![/\\]){word})*[/\\]{word}*)*)((?:[ ](?!{_VERB}){word}+)*)")


_PATH = _open_ended(_START, r",;:()\[\]")
_ADDRESS = _open_ended(r"\b(?!https?:)[A-Za-z][\w+.-]+://(?!<)", "")
_KEY = re.compile(r"""\bKeyError: (["']).+\1""")
_PHOTO_NAME = re.compile(rf"""(?:(?<=: )|(?<=[(=,]))(?!<)[^\n"'“”:()<>]*?{_PHOTO}|[^\s"'“”()<>=/\\]+{_PHOTO}""", re.I)
_TIDY = re.compile(rf"^.*(?={_PHOTO}$)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Private:
    """What belongs to a person, as it may stand in a report."""

    home: str
    library: str
    roots: tuple[str, ...] = ()
    user: str = ""
    host: str = ""


def without_private(text: str, private: Private) -> str:
    """Return a text that can be shown to strangers.

    >>> without_private("open /home/ann/a b.jpg", Private("/home/ann", "/data"))
    'open <home>/<photo>.jpg'
    """
    known = [(root, "<folder>") for root in private.roots]
    known += [(private.library, "<library>"), (private.home, "<home>")]
    for path, name in sorted(known, key=lambda pair: -len(pair[0])):
        if len(path) > 1:
            text = _replaced(text, path, name)
    text = _BYTES.sub("b'<bytes>'", text)
    text = _KEY.sub("KeyError: '<name>'", text)
    text = _QUOTED.sub(_quoted, text)
    text = _PHOTO_PATH.sub(lambda found: _path(found[0]), text)
    text = _OWN_FOLDER.sub("<folder>/<path>", text)
    text = _ADDRESS.sub(_ended, text)
    text = _PATH.sub(_ended, text)
    text = _PHOTO_NAME.sub(lambda found: _TIDY.sub("<photo>", found[0]), text)
    for word, name in ((private.user, "<user>"), (private.host, "<host>")):
        if word and word != "root":
            edge = r"\w" if word.isascii() else r"\A\B"  # next to a Chinese name there is no space
            text = re.sub(rf"(?<!{edge}){re.escape(word)}(?!{edge})", name, text, flags=re.IGNORECASE)
    return text


def _replaced(text: str, path: str, name: str) -> str:
    for spelling in _spellings(path):
        flags = re.IGNORECASE if ":" in path else 0
        text = re.sub(
            rf"""{re.escape(spelling)}(?=[/\\"'”’\s:;,()\[\]>]|%2F|\.?$|\.\s)""", name, text, flags=flags | re.M
        )
    return text


def _spellings(path: str) -> Iterator[str]:
    """Yield how a path is written by print, repr, URLs and JSON, the longest first."""
    found = {path}
    found |= {unicodedata.normalize(form, path) for form in ("NFC", "NFD")}
    found |= {one.replace("\\", "/") for one in set(found)}
    for one in set(found):
        escaped = one.encode("unicode_escape").decode("ascii")
        found |= {repr(one)[1:-1], escaped, one.encode("utf-8", "backslashreplace").decode()}
        found.add(quote(one.encode("utf-8", "surrogateescape"), safe="/:"))
        found.add(repr(one.encode("utf-8", "surrogateescape"))[2:-1])
    return iter(sorted(found, key=len, reverse=True))


def _quoted(found: re.Match[str]) -> str:
    whole = found[0]
    inner = next(group for group in found.groups()[1:] if group is not None)
    if _is_path(inner):
        inner = _path(inner)
    elif whole[0] == "“" and not re.fullmatch(r"<\w+>", inner):  # tags, albums and labels in our messages
        inner = "<name>"
    return whole[0] + inner + whole[-1]


def _ended(found: re.Match[str]) -> str:
    """Return what may be known of a path with an open end; the words after it may be part of its last name."""
    first, space, others = found[0].partition(" ")
    if _KEPT.match(first):
        return first + space + _PATH.sub(_ended, others)
    scheme = re.match(r"\w[\w+.-]+://", found[1])
    start = scheme[0] if scheme else ""
    shown = start + _path(found[1].removeprefix(start))
    return shown if shown.endswith("<path>") else shown + found[2]


def _is_path(text: str) -> bool:
    return bool(re.match(rf"{_START}", text) or re.search(rf"{_PHOTO}$", text, re.IGNORECASE))


def _path(path: str) -> str:
    """Return what may be known of a path."""
    if re.search(rf"{_PHOTO}$", path, re.IGNORECASE):
        start = re.match(r"<\w+>", path)
        return (f"{start[0]}/" if start else "") + _TIDY.sub("<photo>", path)
    if _KEPT.match(path):
        return path
    if _CODE.search(path):
        return _CODE_FOLDER.sub("…/", path) if _CODE_FOLDER.match(path) else "…/" + re.split(r"[/\\]", path)[-1]
    start = re.match(r"<\w+>", path)
    return f"{start[0]}/<path>" if start else "<path>"
