"""What the sidebar and the status bar show: folders, albums, labels, tags and numbers, kept up to date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from clipphotos.core.album import Album, AlbumId
from clipphotos.core.changes import Changes
from clipphotos.core.label import Label, LabelId
from clipphotos.core.photo import FailedFile, Root, RootId
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.refresh_timer import RefreshTimer

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_REFRESH_MS = 500


@dataclass(frozen=True)
class Facts:
    """The library at a glance."""

    roots: tuple[Root, ...] = ()
    labels: tuple[Label, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    albums: tuple[Album, ...] = ()
    photos: int = 0
    embedded: int = 0
    failed: tuple[FailedFile, ...] = ()
    model: str = ""
    known: bool = False
    """False until the library answered for the first time."""

    def label(self, label_id: LabelId) -> Label | None:
        """Return a label by its id."""
        return next((label for label in self.labels if label.id == label_id), None)

    def label_named(self, name: str) -> Label | None:
        """Return a label by its name."""
        return next((label for label in self.labels if label.name == name), None)

    def album(self, album_id: AlbumId) -> Album | None:
        """Return an album by its id."""
        return next((album for album in self.albums if album.id == album_id), None)

    def root(self, root_id: RootId) -> Root | None:
        """Return a folder by its id."""
        return next((root for root in self.roots if root.id == root_id), None)


class Overview(QObject):
    """Asks for the facts when they change, at most twice a second.

    Signals:
        updated(Facts): they are other ones now.
    """

    updated = Signal(object)

    def __init__(self, library: Library, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._bridge = library, bridge
        self.facts = Facts()
        self._timer = RefreshTimer(_REFRESH_MS, self)
        self._timer.timeout.connect(self.reload)
        bridge.changed.connect(self._on_changed)

    @Slot()
    def reload(self) -> None:
        """Ask now."""
        self._timer.asked()
        self._bridge.run(partial(load_facts, self._library), self._take, topic="overview")

    def _take(self, facts: Facts) -> None:
        self._timer.answered()
        if facts != self.facts:
            self.facts = facts
            self.updated.emit(facts)

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self._timer.ask_later()


def load_facts(library: Library) -> Facts:
    """Ask the library. In a worker."""
    status = library.status()
    return Facts(
        roots=status.roots,
        labels=tuple(library.labels.list()),
        tags=tuple(library.tags.list()),
        albums=tuple(library.albums.list()),
        photos=status.photos,
        embedded=status.embedded,
        failed=status.failed,
        model=library.model_title(),
        known=True,
    )
