"""What every command gets: its arguments and a way to open the library."""

from __future__ import annotations

import difflib
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clipphotos.core.errors import KnownError
from clipphotos.core.label import Label, name_key
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library


class Opener(Protocol):
    """Opens the library that the user named."""

    def __call__(self, *, create: bool = True, read_only: bool = False) -> Library:
        """Raise KnownError where that is not possible."""


@dataclass(frozen=True)
class Session:
    """One run of one command."""

    args: Namespace
    opener: Opener
    directory: Path
    """The folder of the library that the user named, which need not be there."""

    @property
    def json(self) -> bool:
        """Whether standard output is for a program."""
        return bool(self.args.json)

    @contextmanager
    def writing(self, *, create: bool = True) -> Iterator[Library]:
        """Open the library to change it; made if it is not there and `create`."""
        library = self.opener(create=create)
        try:
            yield library
        finally:
            library.close()

    @contextmanager
    def reading(self) -> Iterator[Library]:
        """Open the library to read it, also while another process has it open, and without keeping others out."""
        library = self.opener(create=False, read_only=True)
        try:
            yield library
        finally:
            library.close()


def add_json(parser: ArgumentParser) -> None:
    """Give a command the option --json."""
    parser.add_argument("--json", action="store_true", help="print one JSON document on standard output")


def positive(text: str) -> int:
    """Read a whole number above zero, for argparse."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def photos_at(library: Library, paths: list[str]) -> list[PhotoId]:
    """Return the photos that paths show, each once.

    Raises:
        KnownError: one of them is not in the library.
    """
    return list(dict.fromkeys(library.photos.at(path) for path in paths))


def picture_at(library: Library, path: str) -> str:
    """Return how a picture is asked about: as a photo of the library where its file cannot be read now."""
    if not os.path.exists(path):
        with suppress(KnownError):
            return f"#{library.photos.at(path)}"
    return path


def label_named(library: Library, name: str) -> Label:
    """Return a label.

    Raises:
        KnownError: there is none of this name; the sentence has the nearest.
    """
    with suggestion(name, lambda: (label.name for label in library.labels.list())):
        return library.labels.named(name)


@contextmanager
def suggestion(name: str, others: Callable[[], Iterable[str]]) -> Iterator[None]:
    """Let the sentence of a KnownError about a name that does not exist end with the nearest that does."""
    try:
        yield
    except KnownError as error:
        names = {name_key(other): other for other in others()}
        near = difflib.get_close_matches(name_key(name), names, 1)
        if not near:
            raise
        raise KnownError(f"{error} Did you mean “{names[near[0]]}”?") from error


def refresh_labels(library: Library) -> None:
    """Let labels learn from what was just saved, and score the library by them.

    Raises:
        KnownError: that is not possible now; what was saved stays.
    """
    try:
        library.labels.refresh()
    except KnownError as error:
        raise KnownError(f"It is saved, but the labels cannot be scored now: {error}") from error
