"""Watched folders as rows of the sidebar: told apart, and with what is amiss with them."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from clipphotos.core.photo import Root, RootState
from clipphotos.ui import texts
from clipphotos.ui.panels.sidebar_rows import Row
from clipphotos.ui.sources import InFolder

translate = QCoreApplication.translate


class FolderTexts(QObject):
    """Texts with a number (see `texts.Counts`)."""

    def vanished(self, count: int, name: str) -> str:
        """Return that many photos of a folder seem to be gone."""
        return self.tr("%Ln photo(s) in “{0}” seem to be gone. They are kept.", None, count).format(name)


def rows_of(roots: Sequence[Root]) -> list[Row]:
    """Return the rows of watched folders."""
    return [_row(root, hint) for root, hint in zip(roots, _hints(roots), strict=True)]


def vanished(root: Root) -> str:
    """Return what is said of a folder many photos of which seem to be gone."""
    return FolderTexts().vanished(root.vanished, texts.file_name(root.path))


def _row(root: Root, hint: str) -> Row:
    offline = root.state == RootState.OFFLINE
    return Row(
        InFolder(root.id, root.path),
        texts.file_name(root.path),
        "folder-offline" if offline else "folder",
        texts.number(root.photos),
        faint=offline,
        tip="\n".join(_facts(root)),
        badge="warning" if root.vanished else "",
        hint=hint,
    )


def _facts(root: Root) -> list[str]:
    facts = [texts.readable(root.path)]
    if root.volume is not None and root.volume.label:
        facts.append(translate("Folders", "On {0}").format(texts.readable(root.volume.label)))
    if root.state == RootState.OFFLINE:
        reason = root.reason or translate("Folders", "The folder or its drive cannot be reached.")
        facts.append(translate("Folders", "Offline: {0}").format(reason))
        facts.append(translate("Folders", "Its photos are kept, with all their tags."))
    elif root.reason:
        facts.append(root.reason)
    if root.vanished:
        facts.append(vanished(root))
    if root.polled:
        facts.append(root.polled)
    return facts


def _hints(roots: Sequence[Root]) -> list[str]:
    """Return for each folder what tells it from others of its name: a folder above it, or its drive; mostly nothing."""
    hints = []
    for root in roots:
        others = [it for it in roots if it is not root and _name(it) == _name(root)]
        paths = [other.path for other in others if other.path != root.path]
        hint = _distinction(root.path, paths) if paths else ""
        if len(paths) < len(others) and root.volume is not None and root.volume.label:
            hint = root.volume.label
        hints.append(texts.readable(hint))
    return hints


def _name(root: Root) -> str:
    return os.path.basename(root.path)


def _distinction(path: str, others: Sequence[str]) -> str:
    """Return the nearest folder above `path` that none of the others has in its place, or several where none is so."""
    above, theirs = _above(path), [_above(other) for other in others]
    for depth in range(1, len(above) + 1):
        if all(above[:depth] != their[:depth] for their in theirs):
            alone = all(above[depth - 1 : depth] != their[depth - 1 : depth] for their in theirs)
            return above[depth - 1] if alone else os.sep.join(reversed(above[:depth]))
    return os.sep


def _above(path: str) -> list[str]:
    """Return the names of the folders above a path, the nearest first."""
    return [name for name in reversed(os.path.dirname(path).split(os.sep)) if name]
