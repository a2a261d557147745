"""Reports of crashes: written when the program dies or stumbles, offered at the next start, never sent anywhere.

While a session runs it keeps a file open, into which faulthandler writes should a signal kill the process. A session
that ends in order removes it; what a dead one left becomes a report if something was written there, and is removed if
not, as after a power cut. Reports that were not offered yet end in `.new.txt`.
"""

from __future__ import annotations

import faulthandler
import importlib.metadata
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from clipphotos import __version__, logs

FOLDER = "crashes"
"""In the library's folder."""

_KEPT = 20
_STUMBLES = 5
"""Errors that did not end the program are reported so many times in one session; the log has them all."""
_LOG_LINES = 40
_LOG_BYTES = 64 * 1024
_NEW, _SEEN, _SESSION = ".new.txt", ".txt", ".session"
_LINE = "-" * 72 + "\n"
_LIBRARIES = (
    *("PySide6-Essentials", "apsw", "hnswlib", "numpy", "openvino", "torch", "open_clip_torch", "tokenizers"),
    *("Pillow", "pillow-heif", "pebble", "watchdog", "Send2Trash"),
)

_log = logging.getLogger(__name__)


class _Session:
    """The open file of this process; OSError where it cannot be made."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._path = folder / f"{_stamp()}{_SESSION}"
        # Nobody may take it for that of a dead session before it is held.
        opened = self._path if os.name == "nt" else self._path.with_suffix(".tmp")
        self.file = open(opened, "w", encoding="utf-8")  # noqa: SIM115 until the process ends
        self.file.write(f"{_facts()}{_LINE}")
        self.file.flush()
        if os.name != "nt":
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_EX)
            os.replace(opened, self._path)

    def close(self) -> None:
        self.file.close()
        with suppress(OSError):
            self._path.unlink()


class _Watch:
    """What is watched in this process."""

    def __init__(self) -> None:
        self.session: _Session | None = None
        self.folders: list[Path] = []
        self.stumbles = 0


_watch: _Watch | None = None


def watch(folder: Path) -> None:
    """Report from now on what goes wrong in this process, until `end`.

    Args:
        folder: where reports go until `move_to` says otherwise.
    """
    global _watch
    _watch = _Watch()
    move_to(folder)
    before, before_thread, before_unraisable = sys.excepthook, threading.excepthook, sys.unraisablehook

    def on_uncaught(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if isinstance(error, Exception):
            report(error, ended=True)
        before(kind, error, error.__traceback__)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            report(args.exc_value, ended=False)
        before_thread(args)

    def on_unraisable(args: sys.UnraisableHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            report(args.exc_value, ended=False)
        before_unraisable(args)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_uncaught, on_thread, on_unraisable


def move_to(folder: Path) -> None:
    """Keep reports in another folder from now on, that of a library, and take in what dead sessions left there.

    Does nothing in a process that is not watched, nor where the folder cannot be written to.
    """
    if _watch is None or (_watch.session is not None and _watch.session.folder == folder):
        return
    try:
        session = _Session(folder)
    except OSError as error:
        _log.info("No reports of crashes can be kept in %s: %s", folder, error)
        return
    faulthandler.enable(session.file)
    if _watch.session is not None:
        _watch.session.close()
    _watch.session = session
    _watch.folders.append(folder)
    with suppress(OSError):
        _take_in(folder)


def end() -> None:
    """Say that the process ends in order, or by an error that the hooks report."""
    if _watch is not None and _watch.session is not None:
        faulthandler.disable()
        _watch.session.close()


def report(error: BaseException, *, ended: bool) -> Path | None:
    """Write a report of an error that nobody caught; any thread.

    Args:
        error: with its traceback.
        ended: whether the program ends by it, so that the next start should offer the report.

    Returns:
        The report; None in a process that is not watched, or where it cannot be written.
    """
    if _watch is None or _watch.session is None:
        return None
    if not ended:
        _watch.stumbles += 1
        if _watch.stumbles > _STUMBLES:
            return None
    folder = _watch.session.folder
    threads = ", ".join(thread.name for thread in threading.enumerate())
    trace = "".join(traceback.format_exception(error))
    try:
        path = _free(folder, _NEW if ended else _SEEN)
        path.write_text(
            f"{_facts()}{_LINE}Threads: {threads}; in {threading.current_thread().name}\n{trace}{_log_tail(folder)}",
            encoding="utf-8",
            errors="backslashreplace",
        )
        _prune(folder)
    except OSError:
        _log.exception("A report could not be written")
        return None
    return path


def unseen() -> list[Path]:
    """Return the reports of crashes that nobody was told of yet, the oldest first."""
    folders = dict.fromkeys(_watch.folders) if _watch is not None else {}
    return sorted((path for folder in folders for path in folder.glob(f"*{_NEW}")), key=lambda path: path.name)


def mark_seen(reports: Iterable[Path]) -> None:
    """Offer these no more; they are kept."""
    for path in reports:
        with suppress(OSError):
            os.replace(path, path.with_name(path.name.removesuffix(_NEW) + _SEEN))


def _take_in(folder: Path) -> None:
    """Make reports of what sessions left that did not end in order."""
    for path in sorted(folder.glob(f"*{_SESSION}")):
        if _is_held(path):
            continue
        try:
            died = path.read_text(encoding="utf-8", errors="backslashreplace").partition(_LINE)[2].strip()
            if not died:
                path.unlink()
                continue
            target = path.with_name(path.name.removesuffix(_SESSION) + _NEW)
            os.replace(path, target)  # of two programs that look here, one wins
            with open(target, "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(_log_tail(folder))
        except OSError as error:  # Windows: its program runs
            _log.info("%s is left alone: %s", path, error)
    _prune(folder)


def _is_held(path: Path) -> bool:
    """Return whether the program whose file it is still runs; Windows refuses to touch such a file anyway."""
    if os.name == "nt":
        return False
    import fcntl

    try:
        with open(path, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _prune(folder: Path) -> None:
    """Keep the last reports, those that were not seen before the others."""
    reports = sorted(folder.glob("*.txt"), key=lambda path: (path.name.endswith(_NEW), path.name))
    for path in reports[:-_KEPT]:
        with suppress(OSError):
            path.unlink()


def _free(folder: Path, ending: str) -> Path:
    """Make an empty file of a name that nothing has."""
    stamp = _stamp()
    for name in (stamp, *(f"{stamp}_{number}" for number in range(2, 100))):
        with suppress(FileExistsError):
            (folder / f"{name}{ending}").touch(exist_ok=False)
            return folder / f"{name}{ending}"
    raise FileExistsError(stamp)


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d_%H-%M-%S}_{os.getpid()}"


def _facts() -> str:
    return (
        f"ClipPhotos {__version__}\n"
        f"Written: {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n"
        f"System: {platform.platform()}, {platform.machine()}, Python {platform.python_version()}\n"
        f"Libraries: {_versions()}\n"
    )


@cache
def _versions() -> str:
    found = []
    for name in _LIBRARIES:
        with suppress(importlib.metadata.PackageNotFoundError):
            found.append(f"{name} {importlib.metadata.version(name)}")
    return ", ".join(found)


def _log_tail(folder: Path) -> str:
    """Return the last lines of the log of the library whose folder of reports this is."""
    try:
        with open(folder.parent / logs.FILE_NAME, "rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _LOG_BYTES))
            lines = file.read().decode("utf-8", "backslashreplace").splitlines()[-_LOG_LINES:]
    except OSError:
        return ""
    return "\n".join(["", "The last lines of the log:", *lines, ""])
