"""Watched folders, as the user adds and removes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from clipphotos.core.changes import Changes, Kind
from clipphotos.core.errors import KnownError
from clipphotos.core.photo import Place, Root, RootId
from clipphotos.engine.events import Events
from clipphotos.engine.scanner import is_library
from clipphotos.store import roots
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

        Raises:
            KnownError: it is no folder that can be read, or overlaps with another watched folder.
        """
        path = os.path.realpath(path)
        if not os.path.exists(path):
            raise KnownError(f"The folder {path} does not exist.")
        if not os.path.isdir(path):
            raise KnownError(f"{path} is not a folder.")
        if not os.access(path, os.R_OK | os.X_OK):
            raise KnownError(f"The folder {path} cannot be read: permission denied.")
        if is_library(os.fsencode(path)):
            raise KnownError(f"{path} is a library of ClipPhotos, not a folder of photos.")

        def insert(db: Connection) -> Root:
            known = roots.all_roots(db)
            if not any(root.path == path for root in known):
                for other in known:
                    if is_inside(path, other.path):
                        raise KnownError(f"{path} is watched already, as a part of {other.path}.")
                    if is_inside(other.path, path):
                        raise KnownError(f"{path} contains {other.path}, which is watched already. Remove that first.")
                roots.add(db, path)
            return next(root for root in roots.all_roots(db) if root.path == path)

        root = self._catalogue.write(insert)
        self._events.emit(Changes(Kind.ROOTS))
        self._on_added(root.id)
        return root

    def remove(self, root_id: RootId) -> None:
        """Stop to watch a folder. Nothing on disk is touched; its photos' tags are there when it is added again."""
        self._catalogue.write(lambda db: roots.remove(db, root_id))
        self._on_removed()
        self._events.emit(Changes(Kind.ROOTS | Kind.PHOTOS | Kind.TAGS | Kind.SUGGESTIONS))


def is_inside(path: str, folder: str) -> bool:
    """Return whether an absolute path is a folder, or lies below it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def place_of(known_roots: Iterable[Root], path: str) -> Place | None:
    """Return where an absolute path lies among the roots, or None if it lies in none."""
    for root in known_roots:
        if is_inside(path, root.path):
            folder, name = os.path.split(os.fsencode(os.path.relpath(path, root.path)))
            return Place(root.id, folder, name)
    return None
