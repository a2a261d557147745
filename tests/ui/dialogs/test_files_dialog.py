"""Failed files are listed so that their names cannot lie."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QTableView
from pytestqt.qtbot import QtBot

from clipphotos.core.photo import FailedFile
from clipphotos.ui.dialogs.files_dialog import FilesDialog


def test_lists_paths_and_reasons(qtbot: QtBot) -> None:
    files = (FailedFile("/photos/a.jpg", "It is empty."), FailedFile("/photos/\u202egpj.exe", "It is cut short."))
    dialog = FilesDialog(files)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableView)
    model = table.model()
    rows = [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())]
    assert rows == [["/photos/a.jpg", "It is empty."], ["/photos/\\u202egpj.exe", "It is cut short."]]
    table.selectRow(1)
    with qtbot.waitSignal(dialog.reveal_asked) as asked:
        table.doubleClicked.emit(model.index(1, 0))
    assert asked.args == ["/photos/\u202egpj.exe"]


def test_tries_again_and_follows_what_came_of_it(qtbot: QtBot) -> None:
    files = tuple(FailedFile(f"/photos/{name}.jpg", "It is empty.") for name in "abc")
    dialog = FilesDialog(files)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableView)
    retry = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Try again")
    table.selectRow(1)
    with qtbot.waitSignal(dialog.retry_asked):
        retry.click()
    assert not retry.isEnabled()
    dialog.tell("Looking.")
    assert (dialog.said, retry.isEnabled()) == ("Looking.", True)
    dialog.set_files(files[1:])
    assert table.currentIndex().row() == 0  # the same file
    assert table.selectionModel().isRowSelected(0)
    dialog.set_files(())
    assert (dialog.said, retry.isEnabled()) == ("Every file can be read now.", False)
