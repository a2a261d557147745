"""Watched folders, as the user adds and removes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import Place, Root, RootId, RootState
from clipphotos.engine.events import Events
from clipphotos.engine.folders import marker
from clipphotos.engine.folders.drives import REPLACED, is_moved, is_replaced
from clipphotos.engine.folders.scanner import is_library
from clipphotos.media.volumes import is_inside
from clipphotos.store import history, roots, rules
from clipphotos.store.catalogue import Catalogue, Connection


class Roots:
    """What the window and the command line do with watched folders. Thread-safe."""

    def __init__(
        self,
        catalogue: Catalogue,
        events: Events,
        on_added: Callable[[RootId], None],
        on_removed: Callable[[], None],
    ) -> None:
        self._catalogue, self._events, self._on_added, self._on_removed = catalogue, events, on_added, on_removed

    def list(self) -> list[Root]:
        """Return every watched folder with its number of photos, by path."""
        with self._catalogue.read() as db:
            return roots.all_roots(db, counted=True)

    def add(self, path: str) -> Root:
        """Watch a folder from now on; one that is watched already is looked through again.

        A folder that carries the marker of one that is away is that one.

        Raises:
            KnownError: it is no folder that can be read, or overlaps with another watched folder.
        """
        path = os.path.realpath(path)
        carried = marker.read(path)
        if not os.path.exists(path):
            raise KnownError(f"The folder {path} does not exist.")
        if not os.path.isdir(path):
            raise KnownError(f"{path} is not a folder.")
        if not os.access(path, os.R_OK | os.X_OK):
            raise KnownError(f"The folder {path} cannot be read: permission denied.")
        if is_library(os.fsencode(path)):
            raise KnownError(f"{path} is a library of ClipPhotos, not a folder of photos.")

        with self._catalogue.read() as db:
            known = roots.all_roots(db)
        moved = {root.id for root in known if is_moved(root, path, carried)}
        # One that is elsewhere is not in the way, and may lie on a drive that does not answer.
        replaced = {root.id for root in known if _overlap(path, root.path) and is_replaced(root)}

        def insert(db: Connection) -> RootId:
            back = None
            for other in roots.all_roots(db):
                if other.id in moved:
                    back = other.id
                elif other.id in replaced:
                    roots.set_state(db, other.id, RootState.OFFLINE, REPLACED)
                elif other.path == path:
                    return other.id
                elif is_inside(path, other.path):
                    raise KnownError(f"{path} is watched already, as a part of {other.path}.")
                elif is_inside(other.path, path):
                    raise KnownError(f"{path} contains {other.path}, which is watched already. Remove that first.")
            if back is None:
                return roots.add(db, path)
            roots.move(db, back, path)
            return back

        root_id = self._catalogue.write(insert)
        self._events.emit(Changes(Kind.ROOTS))
        self._on_added(root_id)
        return next(root for root in self.list() if root.id == root_id)

    def accept_missing(self, root_id: RootId) -> None:
        """Take it from a person that the files of a root that vanished are gone: they are missing after a rescan.

        That may be all of them, where the folder is known by nothing else.
        """
        self._catalogue.write(lambda db: roots.accept_missing(db, root_id))
        self._events.emit(Changes(Kind.ROOTS))
        self._on_added(root_id)

    def remove(self, root_id: RootId) -> None:
        """Stop to watch a folder, which can be undone.

        Nothing on disk is touched; its photos' tags are there when it is added again.
        """

        def remove(db: Connection) -> None:
            root = next((root for root in roots.all_roots(db, counted=True) if root.id == root_id), None)
            if root is not None:
                action = Action(ActionKind.REMOVE_ROOT, root.path, root.photos)
                history.recorded(db, action, lambda db: roots.remove(db, root_id))
                rules.mark_folders_stale(db)

        self._catalogue.write(remove)
        self._on_removed()
        self._events.emit(Changes(Kind.ROOTS | Kind.PHOTOS | Kind.TAGS | Kind.SUGGESTIONS))


def overlap(known: Sequence[Root]) -> bool:
    """Return whether a root that is there lies in another, or two are the same folder by their markers."""
    online = [root for root in known if root.state is RootState.ONLINE]
    markers = [root.marker for root in known if root.marker]
    return len(set(markers)) < len(markers) or any(
        _overlap(one.path, other.path) for one, other in combinations(online, 2)
    )


def _overlap(one: str, other: str) -> bool:
    return is_inside(one, other) or is_inside(other, one)


def place_of(known_roots: Iterable[Root], path: str) -> Place | None:
    """Return where an absolute path lies among the roots, or None if it lies in none."""
    for root in sorted(known_roots, key=lambda root: root.state is RootState.OFFLINE):  # one path may have two
        if is_inside(path, root.path):
            folder, name = os.path.split(os.fsencode(os.path.relpath(path, root.path)))
            return Place(root.id, folder, name)
    return None
