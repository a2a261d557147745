"""What the window does so that nothing is lost, with a real library."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QProgressBar, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from clipphotos.core.changes import Notice
from clipphotos.core.errors import DamagedLibraryError
from clipphotos.core.photo import RootState
from clipphotos.engine.folders import sync
from clipphotos.ui import mending
from clipphotos.ui.backing_up import BackingUp
from clipphotos.ui.dialogs.backups_dialog import BackupsDialog
from clipphotos.ui.dialogs.check_dialog import CheckDialog
from clipphotos.ui.dialogs.files_dialog import FilesDialog
from clipphotos.ui.sources import InFolder
from tests.ui.desk import WAIT_MS, Desk, box, click


def _dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def _push(dialog: QDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def _backups(desk: Desk) -> BackupsDialog:
    desk.window.menu_actions.backups.trigger()
    dialog = _dialog(BackupsDialog)
    assert isinstance(dialog, BackupsDialog)
    desk.wait(lambda: not dialog.busy)
    return dialog


def _rows(dialog: QDialog) -> int:
    return int(dialog.findChild(QTableView).model().rowCount())


def test_makes_and_lists_a_backup(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    desk.library.tags.add("Holiday", [desk.window.parts.grid.photos.photo_id(0)])
    dialog = _backups(desk)
    assert _rows(dialog) == 0
    _push(dialog, "Back up now")
    assert dialog.busy
    desk.wait(lambda: _rows(dialog) == 1 and not dialog.busy)
    assert dialog.said == "Backed up and verified: 6 photo(s), 1 tag(s) and 0 decision(s)."
    assert [backup.verified for backup in desk.library.backups.list()] == [True]


def test_saves_copies_where_it_is_told_and_says_why_it_cannot(desk: Desk, photos: Path, tmp_path: Path) -> None:
    desk.add(photos, 6)
    dialog, backing_up = _backups(desk), desk.window.findChild(BackingUp)
    backing_up._copy(str(tmp_path / "copy.db"))
    desk.wait(lambda: not dialog.busy)
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert str(tmp_path / "copy.db") in dialog.said
    backing_up._copy(str(tmp_path / "nowhere" / "copy.db"))
    desk.wait(lambda: not dialog.busy)
    assert "nowhere" in dialog.said


def test_keeps_copies_on_another_disk_until_it_is_told_to_stop(desk: Desk, photos: Path, tmp_path: Path) -> None:
    desk.add(photos, 6)
    disk = tmp_path / "disk"
    disk.mkdir()
    dialog, backing_up = _backups(desk), desk.window.findChild(BackingUp)
    backing_up._set_place(str(disk))
    desk.wait(lambda: not dialog.busy and _rows(dialog) == 2)
    assert len(list(disk.rglob("*.db"))) == 1
    _push(dialog, "Stop")
    desk.wait(lambda: not dialog.busy and desk.library.backups.second_place() is None)
    assert len(list(disk.rglob("*.db"))) == 1
    backing_up._set_place(str(tmp_path / "nowhere"))
    desk.wait(lambda: not dialog.busy)
    assert "nowhere" in dialog.said


def test_asks_before_it_restores_and_then_closes_the_window(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    desk.library.backups.make()
    dialog = _backups(desk)
    _push(dialog, "Restore…")
    assert "6 photo(s), 0 tag(s) and 0 decision(s)" in box().informativeText()
    assert str(desk.library.directory) in box().informativeText()
    assert box().defaultButton().text() == "Cancel"
    click(box(), "Cancel")
    assert desk.window.isVisible()
    assert desk.window.commands.keeping.then is None
    _push(dialog, "Restore…")
    click(box(), "Restore")
    assert not desk.window.isVisible()
    assert desk.window.commands.keeping.then is not None


def test_restores_a_file_from_anywhere_once_it_is_verified(desk: Desk, photos: Path, tmp_path: Path) -> None:
    desk.add(photos, 6)
    copy = desk.library.backups.make(tmp_path / "copy.db").path
    (tmp_path / "wrong.db").write_bytes(b"no backup" * 1000)
    (tmp_path / "cut.db").write_bytes(copy.read_bytes()[:-4096])
    dialog, backing_up = _backups(desk), desk.window.findChild(BackingUp)
    for name, why in (("wrong.db", "no backup"), ("cut.db", "damaged"), ("none.db", "cannot be read")):
        backing_up._verify(str(tmp_path / name))
        assert dialog.busy
        desk.wait(lambda: not dialog.busy)
        assert why in dialog.said
        assert name in dialog.said
    backing_up._verify(str(copy))
    desk.wait(lambda: not dialog.busy)
    assert "6 photo(s), 0 tag(s) and 0 decision(s)" in box().informativeText()
    click(box(), "Restore")
    assert not desk.window.isVisible()
    then = desk.window.commands.keeping.then
    assert isinstance(then, partial)
    assert then.keywords["backup"].path == copy


def test_a_file_that_is_being_verified_is_given_up_with_the_dialog(
    desk: Desk, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, closed, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(_file: Path, progress: Callable[[str, int, int], None]) -> None:
        progress("Verifying the backup", 1, 4)
        reading.set()
        closed.wait(10)
        try:
            progress("Verifying the backup", 2, 4)
        finally:
            ended.set()

    monkeypatch.setattr(desk.library.backups, "verified", slow)
    dialog, backing_up = _backups(desk), desk.window.findChild(BackingUp)
    backing_up._verify(str(tmp_path / "copy.db"))
    desk.wait(lambda: reading.is_set() and dialog.findChild(QProgressBar).maximum() > 0)
    dialog.reject()
    again = _backups(desk)
    closed.set()
    desk.wait(ended.is_set)
    desk.bridge.run(lambda: None, lambda _: again.tell("asked later"))
    desk.wait(lambda: again.said == "asked later")


def test_checks_the_library(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    desk.window.menu_actions.check.trigger()
    dialog = _dialog(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    desk.wait(lambda: dialog.done)
    assert dialog.title == "Everything is in order"
    assert any("6 embeddings" in sentence for sentence in dialog.sentences)


def test_a_check_that_is_closed_is_given_up(desk: Desk, photos: Path) -> None:
    desk.add(photos, 6)
    for _ in range(2):
        desk.window.menu_actions.check.trigger()
        _dialog(CheckDialog).reject()
    desk.window.menu_actions.check.trigger()
    dialog = _dialog(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    desk.wait(lambda: dialog.done)
    assert dialog.title == "Everything is in order"


def test_tries_files_again_that_could_not_be_read(desk: Desk, photos: Path) -> None:
    path = photos / "red.jpg"
    content = path.read_bytes()
    path.write_bytes(bytes(len(content)))
    modified = path.stat().st_mtime_ns
    desk.window.commands.editing.add_folder(str(photos))
    desk.wait(lambda: len(desk.window.overview.facts.failed) == 1)
    desk.window.menu_actions.failed.trigger()
    dialog = _dialog(FilesDialog)
    assert isinstance(dialog, FilesDialog)
    path.write_bytes(content)  # as after a drive's bad day: nothing but the content tells
    os.utime(path, ns=(modified, modified))
    _push(dialog, "Try again")
    desk.wait(lambda: desk.window.overview.facts.failed == () and desk.window.overview.facts.photos == 6)
    desk.wait(lambda: dialog.said == "Every file can be read now.")


@pytest.fixture
def vanished(desk: Desk, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Take most of a folder's photos away, which is noticed; return where they are."""

    def take_away() -> Path:
        monkeypatch.setattr(sync, "MANY", 3)  # not a hundred photos for a test
        desk.add(photos, 6)
        kept = tmp_path / "kept"
        kept.mkdir()
        for path in sorted(photos.glob("*.jpg"))[:5]:
            path.rename(kept / path.name)
        desk.library.rescan()
        desk.wait(lambda: [root.vanished for root in desk.window.overview.facts.roots] == [5])
        return kept

    return take_away


def _answer(desk: Desk, text: str) -> None:
    notice = desk.window.parts.notice
    next(b for b in notice.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


def test_photos_that_seem_to_be_gone_are_told_until_they_are_back(desk: Desk, vanished: Callable[[], Path]) -> None:
    notice = desk.window.parts.notice
    kept = vanished()
    said = "5 photo(s) in “photos” seem to be gone. They are kept."
    notice.dismiss()  # what the engine said of it
    desk.wait(lambda: notice.isVisible() and notice.text == said)
    _answer(desk, "Look again")
    desk.wait(lambda: notice.isVisible() and notice.text == said)  # they still are
    for path in kept.iterdir():
        path.rename(kept.parent / "photos" / path.name)
    _answer(desk, "Look again")
    desk.wait(lambda: [root.state for root in desk.window.overview.facts.roots] == [RootState.ONLINE])
    desk.wait(lambda: desk.window.overview.facts.photos == 6)
    notice.dismiss()
    assert notice.isHidden()


def test_photos_leave_when_a_person_says_that_they_are_gone(desk: Desk, vanished: Callable[[], Path]) -> None:
    vanished()
    root = desk.window.overview.facts.roots[0]
    desk.window.parts.sidebar.menu_asked.emit(InFolder(root.id, root.path), QPoint(5, 5))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    entries = {action.text().replace("&", ""): action for action in menu.actions()}
    assert {"Look again", "They are gone…"} <= entries.keys()
    entries["They are gone…"].trigger()
    menu.close()
    assert "5 photo(s)" in box().text()
    assert box().defaultButton().text() == "Cancel"
    click(box(), "They are gone")
    desk.wait(lambda: desk.window.overview.facts.photos == 1)
    desk.wait(lambda: [r.vanished for r in desk.window.overview.facts.roots] == [0])


def test_every_folder_can_be_looked_at_again(desk: Desk, photos: Path, qtbot: QtBot) -> None:
    desk.add(photos, 6)
    (photos / "red.jpg").rename(photos / "renamed.jpg")
    (photos / "xgreen.jpg").unlink()
    with qtbot.waitSignal(desk.window.overview.updated, timeout=WAIT_MS):
        desk.window.menu_actions.look_again.trigger()
    desk.wait(lambda: desk.window.overview.facts.photos == 5)


def test_damage_that_is_met_on_the_way_can_be_mended(desk: Desk) -> None:
    desk.bridge.receive(Notice.of(DamagedLibraryError("It is damaged.")))  # as scanner, embedder and learner do
    desk.wait(lambda: "cannot be read" in desk.window.parts.notice.text)
    _answer(desk, "Mend…")
    assert not desk.window.isVisible()
    assert desk.window.commands.keeping.then is mending.mend


def test_an_offline_folder_without_photos_says_why_there_are_none(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    desk.window.commands.editing.add_folder(str(tmp_path / "stick"))
    desk.wait(lambda: [root.state for root in desk.window.overview.facts.roots] == [RootState.ONLINE])
    (tmp_path / "kept").mkdir()
    (tmp_path / "stick").rename(tmp_path / "kept" / "away")  # not beside it: there it is found again
    desk.library.rescan()
    desk.wait(lambda: [root.state for root in desk.window.overview.facts.roots] == [RootState.OFFLINE])
    root = desk.window.overview.facts.roots[0]
    desk.window.browser.show(InFolder(root.id, root.path))
    message = desk.window.parts.message
    desk.wait(lambda: message.title == "“stick” is offline")
    assert root.reason == "It is not there."
    assert any(label.text().startswith("It is not there. Nothing is lost") for label in message.findChildren(QLabel))
