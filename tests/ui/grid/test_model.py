"""The grid's model changes no more than what changed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from clipphotos.core.photo import PhotoId
from clipphotos.ui.grid.model import PHOTO_ID_ROLE, RATING_ROLE, SCORE_ROLE, PhotoGridModel, Section


def _no_pixmap(_photo_id: PhotoId) -> None:
    return None


def _model(*ids: int) -> PhotoGridModel:
    model = PhotoGridModel(_no_pixmap)
    model.replace(np.array(ids, np.int64))
    return model


class Witness:
    """Counts what a model says about itself."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self.resets, self.inserted, self.removed = 0, [], []
        model.modelReset.connect(self.on_reset)
        model.rowsInserted.connect(self.on_inserted)
        model.rowsRemoved.connect(self.on_removed)

    def on_reset(self) -> None:
        self.resets += 1

    def on_inserted(self, _parent: object, first: int, last: int) -> None:
        self.inserted.append((first, last))

    def on_removed(self, _parent: object, first: int, last: int) -> None:
        self.removed.append((first, last))


def test_refresh_inserts_and_removes_only_the_difference(qapp: object) -> None:
    model = _model(9, 8, 7, 6, 5)
    witness = Witness(model)
    model.refresh(np.array([11, 10, 9, 7, 6, 5, 4], np.int64))
    assert model.ids.tolist() == [11, 10, 9, 7, 6, 5, 4]
    assert (witness.resets, witness.removed, witness.inserted) == (0, [(1, 1)], [(0, 1), (6, 6)])


def test_refresh_in_another_order_is_a_reset(qapp: object) -> None:
    model = _model(1, 2, 3)
    witness = Witness(model)
    model.refresh(np.array([3, 2, 1], np.int64))
    assert (model.ids.tolist(), witness.resets) == ([3, 2, 1], 1)


@given(
    st.lists(st.integers(0, 400), unique=True),
    st.lists(st.integers(0, 400), unique=True),
    st.booleans(),
)
def test_refresh_leads_to_the_new_rows(before: list[int], after: list[int], with_scores: bool) -> None:
    model = PhotoGridModel(_no_pixmap)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    def scores(ids: list[int]) -> np.ndarray | None:
        return np.array(ids, np.float32) / 400 if with_scores else None

    model.replace(np.array(before, np.int64), scores(before))
    model.refresh(np.array(after, np.int64), scores(after))
    assert model.ids.tolist() == after
    if with_scores:
        assert [model.score(row) for row in range(len(after))] == [np.float32(i) / np.float32(400) for i in after]
    tester.deleteLater()


def test_headings_come_with_the_rows_and_change_only_when_they_do(qtbot: QtBot) -> None:
    model = _model(9, 8, 7)
    before, after = (Section(0, "Strong", "3"),), (Section(0, "Strong", "3"), Section(3, "Rest", "1"))
    model.replace(model.ids, None, before)
    witness = Witness(model)
    with qtbot.assertNotEmitted(model.sections_changed):
        model.refresh(np.array([9, 8, 7], np.int64), None, before)
    with qtbot.waitSignal(model.sections_changed):
        model.refresh(np.array([9, 8, 7, 6], np.int64), None, after)
    assert (model.sections, witness.resets, witness.inserted) == (after, 0, [(3, 3)])


def test_remove_keeps_scores_in_step(qapp: object) -> None:
    model = PhotoGridModel(_no_pixmap)
    model.replace(np.array([5, 6, 7], np.int64), np.array([0.5, 0.25, 0.125], np.float32))
    model.remove([PhotoId(6), PhotoId(99)])
    assert model.ids.tolist() == [5, 7]
    assert model.index(1).data(SCORE_ROLE) == 0.125
    assert model.index(1).data(PHOTO_ID_ROLE) == 7


def test_says_what_a_screen_reader_reads(qapp: object) -> None:
    model = PhotoGridModel(_no_pixmap)
    model.replace(np.array([5, 6], np.int64), np.array([0.876, 0.25], np.float32))
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Photo 1 of 2, 88% match"
    assert _model(1, 2).index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Photo 2 of 2"
    model.set_ratings({PhotoId(6): 3, PhotoId(9): 1})
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Photo 1 of 2, 88% match"
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Photo 2 of 2, 25% match, 3 star(s)"
    model.set_marks({PhotoId(5): False, PhotoId(6): True})
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Photo 1 of 2, 88% match, less like it"
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole).endswith("3 star(s), more like it")


def test_stars_are_told_when_they_change_only(qtbot: QtBot) -> None:
    model = _model(5, 6)
    with qtbot.waitSignal(model.dataChanged):
        model.set_ratings({PhotoId(6): 3})
    assert [model.index(row).data(RATING_ROLE) for row in range(2)] == [0, 3]
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_ratings({PhotoId(6): 3})
    model.replace(np.array([6], np.int64))
    assert model.rating(PhotoId(6)) == 3, "they are the photo's, whatever is shown"
