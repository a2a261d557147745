"""Watched folders, as people add and remove them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from clipphotos.core.errors import RefusedActionError
from clipphotos.core.photo import RootState
from clipphotos.engine.events import Events
from clipphotos.engine.history import History
from tests.engine.watched_folders import Folders, fill, folders
from tests.mounts import Silent, silent

__all__ = ["folders", "silent"]


def test_a_folder_can_be_added_while_another_does_not_answer(tmp_path: Path, folders: Folders, silent: Silent) -> None:
    fill(tmp_path / "nas", 1)
    fill(tmp_path / "new", 1)
    folders.add(tmp_path / "nas")
    silent.mount(tmp_path / "nas")
    adding = threading.Thread(target=folders.roots.add, args=[str(tmp_path / "new")])
    adding.start()
    adding.join(10)
    blocked = adding.is_alive()
    added = [root.path for root in folders.roots.list()]
    silent.end()
    adding.join()
    assert not blocked
    assert str(tmp_path / "new") in added


def test_a_removal_is_not_undone_while_the_same_folder_is_watched_elsewhere(tmp_path: Path, folders: Folders) -> None:
    fill(tmp_path / "usb", 2)
    root = folders.add(tmp_path / "usb")
    history = History(folders.catalogue, Events(), on_labels=lambda: None, on_roots=folders.sync.rescan)
    folders.roots.remove(root.id)
    (tmp_path / "usb").rename(tmp_path / "usb1")
    again = folders.add(tmp_path / "usb1")
    with pytest.raises(RefusedActionError):
        history.undo()
    folders.scan()
    assert (folders.root().id, folders.root().state, folders.states()) == (again.id, RootState.ONLINE, {"present": 2})
