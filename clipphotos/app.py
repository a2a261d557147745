"""The composition root: parses the command line, opens the library, runs a command or the window."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from clipphotos import crashes, logs, paths
from clipphotos.cli import output
from clipphotos.cli.parser import parse
from clipphotos.cli.session import Session
from clipphotos.core.errors import DamagedLibraryError, KnownError, LibraryBusyError
from clipphotos.engine.library import Library

_STARTING_S = 5.0
"""A window that is just starting answers within this time."""

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1 where it failed, 2 for wrong usage."""
    args = parse(sys.argv[1:] if argv is None else argv)
    if args.run is None:
        with _interrupts_noted() as asked:
            return _window(args, asked)
    return _command(args)


def _open(directory: Path, *, create: bool = True, read_only: bool = False) -> Library:
    library = Library(directory, paths.model_cache(), create=create, read_only=read_only)
    if not read_only:
        crashes.move_to(directory / crashes.FOLDER)
        with contextlib.suppress(OSError):  # without a log then
            logs.write_to(directory)
    return library


def _directory(args: Namespace) -> Path:
    return Path(os.path.abspath(args.library)) if args.library else paths.default_library()


def _command(args: Namespace) -> int:
    directory = _directory(args)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(args.run(Session(args, partial(_open, directory), directory)))
    except KnownError as error:
        mendable = isinstance(error, DamagedLibraryError) and not getattr(args, "repair", False)
        output.complain(str(error), damage=mendable)
        if args.json:
            output.emit({"error": str(error)}, True, list)
        return 1
    except KeyboardInterrupt:
        sentence = "Interrupted. Everything done so far is kept; run it again to go on."
        output.complain(sentence)
        if args.json:
            output.emit({"error": sentence}, True, list)
        return 1
    except BrokenPipeError:
        with contextlib.suppress(OSError):  # whoever read our output has enough
            sys.stdout = None
        return 0
    except OSError as error:
        output.complain(f"The output cannot be written: {error.strerror}.")
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return 1


@contextlib.contextmanager
def _interrupts_noted() -> Iterator[Sequence[int]]:
    """Note SIGINT and SIGTERM until the window listens to them, and while it closes; yield what came.

    An exception in the middle of Qt's imports, or of what Qt calls, would crash the program or be lost.
    """
    asked: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _frame: asked.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _window(args: Namespace, asked: Sequence[int]) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        output.complain("There is no screen here for the window. Commands work without one: clipphotos --help")
        return 1
    from clipphotos.ui import application, mending, single_instance

    directory = _directory(args)
    folders = [os.path.abspath(folder) for folder in args.folders]
    mended = None
    while True:  # the window opens again after the library was mended or brought back to a backup
        try:
            library = _open(directory)
        except LibraryBusyError as error:
            if single_instance.raise_running(directory, folders, patience_s=_STARTING_S):
                return 0
            return application.show_error(str(error))
        except DamagedLibraryError:
            ended = application.Ended(1, mending.mend)
        except KnownError as error:
            return application.show_error(str(error))
        else:
            ended = application.run(library, folders, mended, asked)
            folders = []
        mended = ended.then(directory) if ended.then else None
        if mended is None:
            return ended.code
