"""Which roots are there: a drive that is away, empty or exchanged is told from one whose files are gone."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.photo import Place, Root, RootId, RootState, VolumeKind
from clipphotos.engine.events import Events
from clipphotos.engine.folders import marker
from clipphotos.engine.folders.identify import is_gone
from clipphotos.engine.folders.scanner import is_library
from clipphotos.media import volumes
from clipphotos.media.volumes import is_inside
from clipphotos.store import files, roots, rules
from clipphotos.store.catalogue import Catalogue, Connection

REPLACED = "Another folder of photos is in its place."
_NONE_KNOWN = "None of its known files is there."
_MAX_NEIGHBOURS = 1000
"""So many folders beside one that is gone are looked at, at most."""
_CLEARLY = 0.1
"""A folder is told from its copies by having more of the known files, by this share of those looked for."""


def why_away(root: Root, sample: Callable[[], Sequence[Place]]) -> str:
    """Return why nothing may be concluded from what is at a root's path; "" if it is the root.

    A folder with the root's marker is the root. One without is, if it lies on no other volume than the root did, and
    any of the root's known files is in it; `sample` gives some of these.
    """
    try:
        with os.scandir(root.path) as entries:
            empty = next(entries, None) is None
    except (FileNotFoundError, NotADirectoryError):
        return "It is not there."
    except OSError as error:
        return f"It cannot be read: {(error.strerror or 'unknown error').lower()}."
    found = marker.read(root.path)
    if found and found == root.marker:
        return ""
    if found and root.marker:
        return REPLACED
    known = sample()
    if not known:
        return ""
    if empty:
        return "It is empty."
    if _differ(root, root.path):
        return "Another drive is in its place."
    if not any(os.path.lexists(place.path(root.path)) for place in known):
        return _NONE_KNOWN
    return ""


def is_replaced(root: Root) -> bool:
    """Return whether something else than a root is at its path, for sure."""
    return marker.read(root.path) not in ("", root.marker) or (os.path.isdir(root.path) and _differ(root, root.path))


def is_moved(root: Root, path: str, carried: str) -> bool:
    """Return whether a root is not where it was, but at a path, which carries a marker."""
    return bool(carried) and carried == root.marker != marker.read(root.path) and not _differ(root, path)


def _differ(root: Root, path: str) -> bool:
    """Return whether a path lies on another volume than a root, as far as can be told."""
    known = root.volume.id if root.volume else ""
    return bool(known) and volumes.volume_of(path).id not in ("", known)


class Drives:
    """Knows roots by their markers and volumes, and finds those that came back elsewhere.

    Used by the scanner's thread, but for `is_gone`.
    """

    def __init__(self, catalogue: Catalogue, events: Events) -> None:
        self._catalogue, self._events = catalogue, events
        self._roots: dict[RootId, Root] = {}
        self._identified: dict[RootId, tuple[str, int, int]] = {}

    def look(self) -> list[Root]:
        """Return the roots that are there, found ones with their new paths; the others are offline from now on."""
        with self._catalogue.read() as db:
            listed = roots.all_roots(db)
        there: list[Root] = []
        away: list[tuple[Root, str]] = []
        for root in sorted(listed, key=lambda root: root.state is RootState.OFFLINE):
            # Another drive may be mounted where one was that is away now.
            taken = _overlaps(root.path, there)
            why = "Another watched folder is in its place." if taken else self._why_away(root)
            if why:
                away.append((root, why))
            else:
                there.append(root)
        for root, why in away:
            path, why = self._found(root, why, there)
            if path is None:
                self._put_away(root, why)
            else:
                there.append(self._move(root, path))
        self._roots = {root.id: self._identify(root) for root in there}
        return list(self._roots.values())

    def is_there(self, root: Root) -> bool:
        """Return whether a root is still what it was, as far as can be told; if not, it is offline from now on."""
        if not root.marker:
            self._identified.pop(root.id, None)
        why = self._why_away(root)
        if why:
            self._put_away(root, why)
        return not why

    def is_gone(self, root_path: bytes, place: Place) -> bool:
        """Return whether a path has nothing any more although its root is there. Any thread."""
        root = self._roots.get(place.root_id)
        return root is not None and is_gone(root_path, place) and not self._why_away(root)

    def set_state(self, root: Root, state: RootState, reason: str = "", vanished: int = 0) -> bool:
        """Record whether a root can be reached, and tell if that is news; return whether it changed."""
        if not self._catalogue.write(lambda db: roots.set_state(db, root.id, state, reason, vanished)):
            return False
        self._events.emit(Changes(Kind.ROOTS | Kind.PHOTOS))
        if reason and (root.state is not state or bool(vanished) > bool(root.vanished)):
            what = "The folder" if state is RootState.OFFLINE else "A part of the folder"
            self._events.emit(Notice(Level.WARNING, f"{what} {root.path} is offline. {reason} Its photos are kept."))
        return True

    def _put_away(self, root: Root, why: str) -> None:
        # Where nothing but its files could tell that it is the root, a person may say that they are gone.
        self.set_state(root, RootState.OFFLINE, why, self._count(root) if why == _NONE_KNOWN else 0)

    def _move(self, root: Root, path: str) -> Root:
        def write(db: Connection) -> None:
            roots.move(db, root.id, path)
            rules.move_folders(db, root.path, path)

        self._catalogue.write(write)
        self._events.emit(Notice(Level.INFO, f"The folder {root.path} was found again: it is {path} now."))
        self._events.emit(Changes(Kind.ROOTS | Kind.PHOTOS | Kind.LABELS))
        return replace(root, path=path, state=RootState.OFFLINE)

    def _why_away(self, root: Root) -> str:
        if not root.marker:  # such a one is looked at closely when something else is there than before
            here = _folder_at(root.path)
            if here and here == self._identified.get(root.id):
                return ""

        why = why_away(root, lambda: self._sample(root))
        return "" if why == _NONE_KNOWN and 0 < self._count(root) <= root.accepted else why

    def _sample(self, root: Root) -> list[Place]:
        with self._catalogue.read() as db:
            return roots.sample(db, root.id)

    def _count(self, root: Root) -> int:
        with self._catalogue.read() as db:
            return files.count_known(db, root.id)

    def _found(self, root: Root, why: str, there: Collection[Root]) -> tuple[str | None, str]:
        """Return where a root that is away is now, or None and why it is away.

        Of several folders with its marker all but one are copies: it is the one that has clearly most of its known
        files. The one at its path may be it too, with a marker that another library gave it.
        """
        found = list(self._places(root, there))
        if not found:
            return None, why
        sample = self._sample(root)
        has = {path: sum(os.path.lexists(place.path(path)) for place in sample) for path in (*found, root.path)}
        if why == REPLACED and has[root.path] and not _differ(root, root.path):
            found.append(root.path)
        if len(found) == 1:
            return found[0], why
        best, second, *_ = sorted(found, key=has.__getitem__, reverse=True)
        if has[best] - has[second] <= _CLEARLY * len(sample):
            named = ", ".join(os.fsencode(path).decode(errors="replace") for path in sorted(found))
            return None, f"It may be any of these folders, of which all but one are copies: {named}."
        return (None if best == root.path else best), why

    def _places(self, root: Root, there: Collection[Root]) -> Iterator[str]:
        """Yield the folders that a root that is away may be now, each once: one drive may be mounted twice."""
        seen = set()
        for path in self._candidates(root):
            if marker.read(path) == root.marker and not _differ(root, path) and not _overlaps(path, there):
                here = _folder_at(path)
                if here and here[1:] not in seen:
                    seen.add(here[1:])
                    yield path

    def _candidates(self, root: Root) -> Iterator[str]:
        if not root.marker:
            return
        network = root.volume is not None and root.volume.kind is VolumeKind.NETWORK
        points = volumes.mount_points(network=network)
        shares = set(volumes.mount_points(network=True)) - set(points)  # these may never answer
        try:
            with os.scandir(os.path.dirname(root.path)) as entries:
                beside = [e.path for e in islice(entries, _MAX_NEIGHBOURS) if e.is_dir(follow_symlinks=False)]
        except OSError:
            beside = []
        yield from (path for path in beside if path not in shares)
        for point in points:
            yield os.path.normpath(os.path.join(point, os.fsdecode(root.below)))

    def _identify(self, root: Root) -> Root:
        """Let a root carry its marker, and remember the volume it is on."""
        here = _folder_at(root.path)
        found = marker.read(root.path)
        if here is None or (here == self._identified.get(root.id) and found == root.marker):
            return root
        if is_library(os.fsencode(root.path)):
            return root
        carried = found or root.marker or uuid.uuid4().hex
        if not root.marker and self._is_anothers(root, carried):  # a copy of a watched folder
            carried = uuid.uuid4().hex
        if found != carried and not marker.write(root.path, carried):
            carried = root.marker
        volume = volumes.volume_of(root.path)
        below = os.path.relpath(root.path, volume.mount_point) if volume.mount_point else ""
        known = replace(root, marker=carried, volume=volume, below=os.fsencode(below))
        self._identified[root.id] = here
        if (root.marker, root.below, root.volume) != (known.marker, known.below, replace(volume, mount_point="")):

            def write(db: Connection) -> None:
                roots.identify(db, root.id, volume, known.below, known.marker)

            self._catalogue.write(write)
            self._events.emit(Changes(Kind.ROOTS))
        return known

    def _is_anothers(self, root: Root, carried: str) -> bool:
        with self._catalogue.read() as db:
            return any(other.marker == carried for other in roots.all_roots(db) if other.id != root.id)


def _overlaps(path: str, others: Collection[Root]) -> bool:
    return any(is_inside(path, other.path) or is_inside(other.path, path) for other in others)


def _folder_at(path: str) -> tuple[str, int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return path, status.st_dev, status.st_ino
