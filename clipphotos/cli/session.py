"""What every command gets: its arguments and a way to open the library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

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

    @property
    def json(self) -> bool:
        """Whether standard output is for a program."""
        return bool(self.args.json)

    @contextmanager
    def writing(self) -> Iterator[Library]:
        """Open the library to change it."""
        library = self.opener()
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
    """Return the photos that paths show.

    Raises:
        KnownError: one of them is not in the library.
    """
    return [library.photos.at(path) for path in paths]
