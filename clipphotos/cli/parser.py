"""The command line's grammar."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from clipphotos import __version__
from clipphotos.cli import (
    albums,
    ask,
    backups,
    classify,
    duplicates,
    find,
    folders,
    labels,
    models,
    rating,
    status,
    tags,
    trash,
    undo,
    why,
)

_COMMANDS = (
    folders,
    find,
    ask,
    classify,
    why,
    labels,
    tags,
    albums,
    rating,
    duplicates,
    trash,
    undo,
    status,
    models,
    backups,
)


def parse(argv: list[str]) -> Namespace:
    """Return what the user asked for; `run` is the command's function, or None for the window with its `folders`.

    Exits with 2 after a usage message, and with 0 after --help.
    """
    window = _parser()
    window.add_argument("folders", nargs="*", metavar="FOLDER", help="folders to add, or a command (see below)")
    window.set_defaults(run=None)
    command = _parser()
    commands = command.add_subparsers(metavar="COMMAND")
    for module in _COMMANDS:
        module.register(commands)
    window.epilog = "Commands: " + ", ".join(commands.choices) + ". Without one the window opens."
    word = _first_word(argv)
    if word in commands.choices:
        return find.parsed(command, argv) if word == "search" else command.parse_args(argv)
    args = window.parse_args(argv)
    for folder in args.folders:
        if os.sep not in folder and not os.path.isdir(folder):
            window.error(f"there is no command and no folder “{folder}”")
    return args


def _parser() -> ArgumentParser:
    parser = ArgumentParser("clipphotos", description="A photo organizer that understands pictures.")
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    parser.add_argument("--version", action="version", version=f"ClipPhotos {__version__}")
    return parser


def _first_word(argv: list[str]) -> str | None:
    """Return the first argument that is neither an option nor the value of --library."""
    words = iter(argv)
    for word in words:
        if word == "--library":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None
