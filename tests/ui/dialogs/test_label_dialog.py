"""The label dialog: what is entered, what is said about it, and the preview that follows it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
)
from pytestqt.qtbot import QtBot

from clipphotos.core.errors import KnownError
from clipphotos.core.label import Cuts, Label, LabelId, LabelMode, LabelSpec, Rule, Trade
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.dialogs.label_asker import Ask
from clipphotos.ui.dialogs.label_dialog import LabelDialog
from clipphotos.ui.dialogs.label_preview import nearest
from clipphotos.ui.grid.thumbnails import Thumbnails

WAIT_MS = 30_000

SCORES = (0.95, 0.9, 0.6, 0.5, 0.3, 0.1)
TRADE = Trade(tuple(PhotoId(i) for i in range(1, 7)), SCORES, Cuts(0.5, 0.9))

DOG = LabelSpec(
    "Dog",
    ("a dog", "a puppy"),
    ("a wolf",),
    LabelMode.AUTO,
    0.35,
    "Animal",
    "Pets",
    "#123456",
    Rule(("/photos/pets",), date(2020, 1, 2), date(2021, 3, 4)),
)
LABELS = (
    Label(LabelId(1), LabelSpec("Animal")),
    Label(LabelId(2), DOG),
    Label(LabelId(3), LabelSpec("Puppy", parent="Dog")),
    Label(LabelId(4), LabelSpec("Cat", parent="Animal", group="Pets")),
)

Open = Callable[..., LabelDialog]


class Oracle:
    """Answers what a definition finds, and remembers what it was asked."""

    def __init__(self, trade: Trade = TRADE) -> None:
        self.trade = trade
        self.asked: list[LabelSpec] = []

    def __call__(self, spec: LabelSpec, label_id: LabelId | None) -> Trade:
        self.asked.append(spec)
        return self.trade


@pytest.fixture
def open_dialog(qtbot: QtBot, bridge: Bridge, thumbnails: Thumbnails) -> Iterator[Open]:
    """Open the dialog over some labels."""
    dialogs: list[LabelDialog] = []

    def make(ask: Ask | None, label: Label | None = None) -> LabelDialog:
        dialog = LabelDialog(ask, bridge, thumbnails, LABELS, ["/photos"], label)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialogs.append(dialog)
        return dialog

    yield make
    for dialog in dialogs:
        dialog.reject()


def _save(dialog: LabelDialog) -> QPushButton:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)


def _field(dialog: LabelDialog, name: str) -> QPlainTextEdit:
    return next(field for field in dialog.findChildren(QPlainTextEdit) if field.accessibleName().startswith(name))


def _type_name(dialog: LabelDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit)
    field.clear()
    QTest.keyClicks(field, name)


def test_submits_what_is_entered(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(Oracle())
    assert not _save(dialog).isEnabled()
    _type_name(dialog, "  Our   dog ")
    _field(dialog, "Descriptions").setPlainText("a brown dog\n\n  a dog in a basket \n")
    _field(dialog, "Not this").setPlainText("a fox")
    dialog.findChildren(QRadioButton)[1].setChecked(True)
    dialog.findChild(QSlider).setValue(72)
    with qtbot.waitSignal(dialog.submitted) as submitted:
        QTest.mouseClick(_save(dialog), Qt.MouseButton.LeftButton)
    prompts = ("a brown dog", "a dog in a basket")
    assert submitted.args == [LabelSpec("Our dog", prompts, ("a fox",), LabelMode.AUTO, 0.72)]


def test_an_edited_label_is_shown_as_it_is(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(Oracle(), LABELS[1])
    with qtbot.waitSignal(dialog.submitted) as submitted:
        QTest.mouseClick(_save(dialog), Qt.MouseButton.LeftButton)
    assert submitted.args == [DOG]


def test_a_new_label_suggests_at_an_automatic_threshold(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(Oracle())
    _type_name(dialog, "Fox")
    with qtbot.waitSignal(dialog.submitted) as submitted:
        QTest.mouseClick(_save(dialog), Qt.MouseButton.LeftButton)
    assert submitted.args == [LabelSpec("Fox")]


def test_a_label_cannot_be_below_itself_or_its_children(open_dialog: Open) -> None:
    parents = open_dialog(Oracle(), LABELS[1]).findChild(QComboBox)
    offered = [parents.itemData(row) for row in range(parents.count())]
    assert offered == [None, "Animal", "Cat"]


def test_stays_open_with_the_reason(open_dialog: Open) -> None:
    dialog = open_dialog(Oracle())
    _type_name(dialog, "Fox")
    QTest.mouseClick(_save(dialog), Qt.MouseButton.LeftButton)
    assert not dialog.isEnabled()
    dialog.show_error("There is already a label or tag “Fox”.")
    assert dialog.isVisible()
    assert dialog.isEnabled()
    assert dialog.error == "There is already a label or tag “Fox”."


def test_says_at_once_what_is_wrong(open_dialog: Open) -> None:
    dialog = open_dialog(Oracle())
    _type_name(dialog, "DOG")
    assert dialog.error == "There is already a label “DOG”."
    assert not _save(dialog).isEnabled()
    _type_name(dialog, "Fox")
    assert dialog.error == ""
    for check in dialog.findChildren(QCheckBox):
        check.setChecked(True)
    first, last = dialog.findChildren(QDateEdit)
    first.setDate(last.date().addDays(1))
    assert dialog.error == "“Fox”: the first day is after the last."
    assert not _save(dialog).isEnabled()
    last.setDate(first.date())
    assert _save(dialog).isEnabled()


def test_moving_the_threshold_counts_again_without_asking(open_dialog: Open, qtbot: QtBot) -> None:
    oracle = Oracle()
    dialog = open_dialog(oracle)
    _type_name(dialog, "Fox")
    qtbot.waitUntil(lambda: "4 photo" in dialog.preview.title, timeout=WAIT_MS)
    slider = dialog.findChild(QSlider)
    assert slider.value() == 50
    assert "4 photo" in dialog.form.threshold.said
    assert "74%" in dialog.form.threshold.said  # right
    assert "88%" in dialog.form.threshold.said  # found
    slider.setValue(80)
    assert not dialog.findChild(QCheckBox).isChecked()
    assert "2 photo" in dialog.preview.title
    assert [photo for photo, _ in dialog.preview.best] == [1, 2]
    dialog.findChildren(QRadioButton)[1].setChecked(True)
    assert dialog.preview.title == "Tags 2 photo(s) by itself now"
    dialog.findChild(QCheckBox).setChecked(True)
    assert dialog.preview.title == "Tags 2 photo(s) by itself now, suggests 2 more"
    assert slider.value() == 90
    assert len(oracle.asked) == 1


def test_what_only_the_dialog_needs_is_not_asked_again(open_dialog: Open, qtbot: QtBot) -> None:
    oracle = Oracle()
    dialog = open_dialog(oracle, LABELS[1])
    qtbot.waitUntil(lambda: bool(dialog.preview.best), timeout=WAIT_MS)
    _type_name(dialog, "Hound")  # its descriptions say what it shows
    dialog.findChild(QComboBox).setCurrentIndex(0)
    with qtbot.assertNotEmitted(dialog.asker.waiting):
        dialog.findChild(QSlider).setValue(20)
    assert len(oracle.asked) == 1


def test_a_late_answer_is_dropped(open_dialog: Open, qtbot: QtBot) -> None:
    asked: list[LabelSpec] = []
    go_on = threading.Event()
    begun = threading.Event()

    def ask(spec: LabelSpec, _label: LabelId | None) -> Trade:
        asked.append(spec)
        if spec.words == ("slow",):
            begun.set()
            assert go_on.wait(20)
            return Trade((PhotoId(9),), (0.99,), Cuts(0.5, 0.9))
        return TRADE

    dialog = open_dialog(ask)
    shown: list[str] = []
    dialog.asker.answered.connect(lambda _trade: shown.append(dialog.form.spec().name))
    _type_name(dialog, "slow")
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    _type_name(dialog, "other")
    go_on.set()
    qtbot.waitUntil(lambda: "4 photo" in dialog.preview.title, timeout=WAIT_MS)
    assert [spec.words for spec in asked] == [("slow",), ("other",)]
    assert shown == ["other"]


def test_an_answer_after_the_dialog_closed_is_dropped(open_dialog: Open, qtbot: QtBot, bridge: Bridge) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def ask(_spec: LabelSpec, _label: LabelId | None) -> Trade:
        begun.set()
        assert go_on.wait(20)
        return TRADE

    dialog = open_dialog(ask)
    _type_name(dialog, "Fox")
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    dialog.reject()
    with qtbot.assertNotEmitted(dialog.asker.answered):
        go_on.set()
        done: list[int] = []
        bridge.change(lambda: 1, done.append)
        qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)


def test_says_what_the_model_makes_of_the_words(open_dialog: Open, qtbot: QtBot) -> None:
    trade = Trade((), (), Cuts(0.15, 1.0), (("a very long text indeed", " indeed"),), strange=True)
    dialog = open_dialog(Oracle(trade))
    _field(dialog, "Descriptions").setPlainText("a very long text indeed")
    qtbot.waitUntil(lambda: dialog.form.notes.isVisible(), timeout=WAIT_MS)
    assert "“…indeed”" in dialog.form.notes.text()
    assert "does not know these words" in dialog.form.notes.text()
    assert dialog.preview.message.startswith("No photo fits")


def test_an_error_of_the_engine_is_said_in_place_of_the_photos(open_dialog: Open, qtbot: QtBot) -> None:
    def ask(_spec: LabelSpec, _label: LabelId | None) -> Trade:
        raise KnownError("The model cannot be loaded.")

    dialog = open_dialog(ask)
    _type_name(dialog, "Fox")
    qtbot.waitUntil(lambda: dialog.preview.message == "The model cannot be loaded.", timeout=WAIT_MS)
    assert _save(dialog).isEnabled()


def test_without_photos_the_preview_says_so(open_dialog: Open) -> None:
    dialog = open_dialog(None)
    _type_name(dialog, "Fox")
    assert "comes with the photos" in dialog.preview.message
    assert _save(dialog).isEnabled()


def test_borderline_photos_are_from_both_sides_of_the_threshold() -> None:
    photos = list(zip(TRADE.photo_ids, TRADE.scores, strict=True))
    assert [chance for _, chance in nearest(photos, 0.55, 4)] == [0.9, 0.6, 0.5, 0.3]
    assert [chance for _, chance in nearest(photos, 0.99, 2)] == [0.95, 0.9]
    assert [chance for _, chance in nearest(photos, 0.05, 2)] == [0.3, 0.1]
    assert nearest(photos, 0.5, 100) == photos


def test_every_control_has_a_name(open_dialog: Open) -> None:
    dialog = open_dialog(Oracle())
    for button in dialog.findChildren(QAbstractButton):
        assert button.text() or button.accessibleName(), button
    for kind in (QAbstractSlider, QComboBox, QPlainTextEdit, QDateEdit):
        for control in dialog.findChildren(kind):
            if control.objectName().startswith("qt_") or control.metaObject().className() == "QScrollBar":
                continue
            assert control.accessibleName(), control


@pytest.fixture
def planes(tmp_path: Path, shared_data: Path) -> Path:
    """Ten photos of airplanes among thirty of other things."""
    folder = tmp_path / "photos"
    folder.mkdir()
    source = shared_data / "photos_class" / "files" / "caltech101"
    for kind in ("airplanes", "butterfly", "camera", "anchor"):
        for path in sorted(source.glob(f"{kind}__*")):
            shutil.copy(path, folder)
    return folder


def test_previews_a_real_library(planes: Path, tmp_path: Path, model_cache: Path, qtbot: QtBot, bridge: Bridge) -> None:
    library = Library(tmp_path / "library", model_cache)
    pictures = Thumbnails(library.photos.thumbnail)
    try:
        library.start(watch=False)
        library.roots.add(str(planes))
        library.wait_until_done()
        dialog = LabelDialog(library.labels.preview, bridge, pictures, (), [str(planes)])
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        _type_name(dialog, "airplane")
        qtbot.waitUntil(lambda: bool(dialog.preview.best), timeout=WAIT_MS)
        found = [library.photos.details(photo) for photo, _ in dialog.preview.best[:5]]
        assert all("airplanes" in details.paths[0] for details in found)
        qtbot.waitUntil(lambda: pictures.pixmap(dialog.preview.best[0][0]) is not None, timeout=WAIT_MS)
        before = dialog.preview.title
        dialog.findChild(QSlider).setValue(99)
        assert dialog.preview.title != before
        _type_name(dialog, "purple quantum giraffe committee")
        qtbot.waitUntil(lambda: dialog.form.notes.isVisible(), timeout=WAIT_MS)
        assert not dialog.preview.best
        dialog.reject()
    finally:
        pictures.close()
        library.close()
