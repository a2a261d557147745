"""Comparing descriptions on photos, in the window's dialog over a real library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clipphotos.core.asking.records import Matches
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.compare_texts_dialog import CompareTextsDialog
from clipphotos.ui.dialogs.compare_texts_model import Cell, CompareTextsModel, Role, Share
from tests.photos import age, real_photo
from tests.ui.desk import WAIT_MS


def matches(pictures: int) -> Matches:
    fits = np.array([[0.1, 0.8, 0.3], [0.6, 0.7, 0.0]], np.float32)[:pictures]
    rows = fits / fits.sum(axis=1, keepdims=True)
    return Matches(("#1", "#2")[:pictures], ("a cat", "a dog", "a car"), fits, rows, fits / fits.sum(axis=0))


def shown(model: CompareTextsModel) -> list[list[object]]:
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_descriptions_keep_their_order_beside_several_photos_and_the_best_are_marked() -> None:
    model = CompareTextsModel()
    model.set_matches(matches(2), ("a.jpg", "b.jpg"))
    assert shown(model) == [["a cat", "10%", "60%"], ["a dog", "80%", "70%"], ["a car", "30%", "0%"]]
    cells = [[model.index(row, column).data(Role.CELL) for column in (1, 2)] for row in range(3)]
    assert all(isinstance(cell, Cell) for row in cells for cell in row)
    assert [[cell.best_text for cell in row] for row in cells] == [[False, False], [True, True], [False, False]]
    assert [[cell.best_photo for cell in row] for row in cells] == [[False, True], [True, False], [True, False]]
    said = model.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "b.jpg" in said
    assert "No other description fits this photo better." in said
    assert "No other photo" not in said


def test_of_one_photo_descriptions_are_ranked() -> None:
    model = CompareTextsModel()
    model.set_matches(matches(1), ("a.jpg",))
    assert shown(model) == [["a dog", "80%"], ["a car", "30%"], ["a cat", "10%"]]
    assert [model.index(row, 1).data(Role.CELL).best_photo for row in range(3)] == [False] * 3
    model.set_share(Share.OF_TEXTS)
    assert shown(model)[0] == ["a dog", "67%"]
    model.set_matches(None)
    assert (model.rowCount(), model.columnCount()) == (0, 0)


@pytest.fixture
def library(tmp_path: Path, model_cache: Path) -> Iterator[Library]:
    (tmp_path / "photos").mkdir()
    for name in ("china.jpg", "flower.jpg"):
        shutil.copy(real_photo(name), tmp_path / "photos" / name)
        age(tmp_path / "photos" / name)
    library = Library(tmp_path / "library", model_cache)
    library.roots.add(str(tmp_path / "photos"))
    library.start(watch=False)
    library.wait_until_done()
    yield library
    library.close()


def opened(library: Library, bridge: Bridge, names: tuple[str, ...], qtbot: QtBot) -> CompareTextsDialog:
    ids = {Path(library.photos.best_path(PhotoId(i))).name: PhotoId(i) for i in library.photos.ids().tolist()}
    dialog = CompareTextsDialog(library, bridge, [ids[name] for name in names])
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def end(dialog: CompareTextsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_what_is_typed_is_compared(library: Library, bridge: Bridge, qtbot: QtBot) -> None:
    dialog = opened(library, bridge, ("china.jpg", "flower.jpg"), qtbot)
    assert "which photo" in dialog.message
    qtbot.keyClicks(dialog.field, "a flower")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    dialog.field.insertPlainText("寺庙\n\n")
    model = dialog.table_model
    qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=WAIT_MS)
    assert dialog.message == ""
    assert "“寺庙” is read as “" in dialog.note
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in (1, 2)] == ["china.jpg", "flower.jpg"]
    cells = [[model.index(row, column).data(Role.CELL) for column in (1, 2)] for row in range(2)]
    assert [[cell.best_text for cell in row] for row in cells] == [[False, True], [True, False]]
    before = shown(model)
    dialog.share.setCurrentIndex(dialog.share.findData(Share.OF_PHOTOS))
    assert shown(model) != before
    assert not dialog.table.grab().isNull()
    end(dialog, qtbot)


def test_an_error_is_said_and_goes_when_the_text_does(library: Library, bridge: Bridge, qtbot: QtBot) -> None:
    dialog = opened(library, bridge, ("flower.jpg",), qtbot)
    hint = dialog.message
    dialog.field.setPlainText("花がきれいです")
    qtbot.waitUntil(lambda: "in English" in dialog.message, timeout=WAIT_MS)
    dialog.field.setPlainText("a flower\na dog")
    qtbot.waitUntil(lambda: dialog.table_model.rowCount() == 2, timeout=WAIT_MS)
    dialog.field.setPlainText(" \n")
    assert dialog.message == hint
    end(dialog, qtbot)


def test_it_may_be_closed_while_an_answer_is_on_its_way(library: Library, bridge: Bridge, qtbot: QtBot) -> None:
    dialog = opened(library, bridge, ("flower.jpg", "china.jpg"), qtbot)
    dialog.field.setPlainText("a flower")
    dialog._ask()
    end(dialog, qtbot)
    answered: list[object] = []
    bridge.run(lambda: library.asking.match(["#1"], ["a flower"]), answered.append)
    qtbot.waitUntil(lambda: len(answered) == 1, timeout=WAIT_MS)
