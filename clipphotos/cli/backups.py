"""`backup`, `restore`, `check`: copies of the catalogue, and what to do when it is damaged or lost."""

from __future__ import annotations

import os
import sys
import time
from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clipphotos.cli.output import complain, emit, number_of, shown
from clipphotos.cli.session import Session, add_json
from clipphotos.core.changes import Event, Notice
from clipphotos.engine import backups
from clipphotos.engine.backups import Backup, Repaired, Report

_QUIET_S = 2.0


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser("backup", help="back up the library's catalogue, and list the backups")
    parser.add_argument("place", nargs="?", metavar="FILE|FOLDER", help="a whole backup there; else one more by itself")
    parser.add_argument("--list", action="store_true", help="only list the backups")
    parser.add_argument("--second-place", metavar="FOLDER", help="copy each backup there from now on; “none” ends that")
    add_json(parser)
    parser.set_defaults(run=back_up)
    parser = commands.add_parser("restore", help="bring a backup back; what was there is kept")
    parser.add_argument("file", metavar="FILE")
    add_json(parser)
    parser.set_defaults(run=restore)
    parser = commands.add_parser("check", help="look through catalogue, index and backups for damage")
    parser.add_argument("--repair", action="store_true", help="mend what is damaged; the damaged files are kept")
    add_json(parser)
    parser.set_defaults(run=check)


def back_up(session: Session) -> int:
    """Make a backup, or list them, or choose the second place."""
    args = session.args
    if args.list:
        found = backups.list_for(session.directory)
        emit([_document(it) for it in found], session.json, lambda: map(_line, found) if found else ["No backup yet."])
        return 0
    if args.second_place is not None:
        with session.writing(create=False) as library:
            library.subscribe(_complain)
            wanted = None if args.second_place == "none" else Path(os.path.abspath(args.second_place))
            place = library.backups.set_second_place(wanted)
        text = "Backups are in the library's folder only." if place is None else f"Backups are copied to {place} too."
        emit({"second_place": place and str(place)}, session.json, lambda: [shown(text)])
        return 0
    with session.reading() as library:  # beside a window, too
        library.subscribe(_complain)
        made = library.backups.make(Path(os.path.abspath(args.place)) if args.place else None)
    emit(_document(made), session.json, lambda: [f"Made and verified: {_line(made)}"])
    return 0


def restore(session: Session) -> int:
    """Put a backup in place of the catalogue."""
    restored = backups.restore(session.directory, Path(os.path.abspath(session.args.file)), _Steps())
    document = {
        "backup": _document(restored.backup),
        "replaced": restored.replaced and str(restored.replaced),
        "embeddings": restored.embeddings,
    }

    def lines() -> Iterator[str]:
        yield f"Restored: {_line(restored.backup)}"
        if restored.replaced:
            yield f"What was there before is kept in {shown(str(restored.replaced))}"
        if not restored.backup.whole:
            kept = number_of(restored.embeddings, "embedding")
            yield f"{kept} could be taken over from there; others are made again: clipphotos scan"

    emit(document, session.json, lines)
    return 0


def check(session: Session) -> int:
    """Look through the library; 1 where something is wrong."""
    if not session.args.repair:
        report = backups.check(session.directory, _Steps())
        emit(_described(report), session.json, lambda: _told(report))
        return int(not report.sound)
    repaired = backups.repair(session.directory, _Steps())
    document = {
        "before": _described(repaired.before),
        "after": _described(repaired.after),
        "replaced": repaired.replaced and str(repaired.replaced),
        "saved": repaired.saved,
        "lost": repaired.lost,
        "advice": repaired.advice,
    }
    emit(document, session.json, lambda: _repaired(repaired))
    return int(not repaired.after.sound)


def _repaired(repaired: Repaired) -> Iterator[str]:
    yield from _told(repaired.before)
    if repaired.replaced is None:
        yield "There is nothing that could be mended." if repaired.before.problems else "There is nothing to mend."
        return
    yield f"Mended. The damaged files are kept in {shown(str(repaired.replaced))}"
    for table, count in repaired.saved.items():
        if table in repaired.lost:
            lost = repaired.lost[table]
            yield f"  {table}: {number_of(count, 'row')} saved, {'some' if lost is None else lost} lost"
    if repaired.advice:
        yield shown(repaired.advice)
    yield from _told(repaired.after)


def _told(report: Report) -> Iterator[str]:
    yield from map(shown, report.problems)
    yield from map(shown, report.notes)


def _described(report: Report) -> dict[str, object]:
    return {
        "sound": report.sound,
        "problems": report.problems,
        "notes": report.notes,
        "index_usable": report.index_usable,
        "backup": report.backup and _document(report.backup),
        "offline": report.offline,
    }


def _document(backup: Backup) -> dict[str, object]:
    return {
        "path": str(backup.path),
        "made_at": backup.made_at.isoformat(),
        "size": backup.size,
        "photos": backup.photos,
        "tags": backup.tags,
        "decisions": backup.decisions,
        "whole": backup.whole,
        "verified": backup.verified,
        "asked": backup.asked,
    }


def _line(backup: Backup) -> str:
    parts = [f"{backup.made_at.astimezone():%Y-%m-%d %H:%M}", f"{backup.size / 1e6:.1f} MB"]
    counts = ((backup.photos, "photo"), (backup.tags, "tag"), (backup.decisions, "decision"))
    parts += [number_of(count, what) for count, what in counts]
    if backup.whole:
        parts.append("with embeddings")
    if backup.asked:
        parts.append("asked for")
    if not backup.verified:
        parts.append("not verified")
    return f"{', '.join(parts)}: {shown(str(backup.path))}"


def _complain(event: Event) -> None:
    if isinstance(event, Notice):
        complain(event.text, damage=event.damage)


class _Steps:
    """Says on standard error what takes long."""

    def __init__(self) -> None:
        self._said_at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if time.monotonic() - self._said_at >= _QUIET_S:
            self._said_at = time.monotonic()
            print(f"{what}: {done} of {total}" if total else what, file=sys.stderr, flush=True)
