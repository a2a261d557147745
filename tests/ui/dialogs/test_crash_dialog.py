"""The start after a crash: told once, with a report that can be shared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from clipphotos.ui.dialogs.crash_dialog import CrashDialog, Found

PROGRAM = """
import sys
from pathlib import Path
from clipphotos import crashes
from clipphotos.engine.library import Library
from clipphotos.ui import application

if __name__ == "__main__":
    library, how = Path(sys.argv[1]), sys.argv[3]
    crashes.watch(library.with_name("state"))
    opened = Library(library, Path(sys.argv[2]))
    crashes.move_to(library / crashes.FOLDER)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QPlainTextEdit
    begin = application.MainWindow.begin

    def die():
        import ctypes
        ctypes.string_at(0)

    def stumble():
        import threading
        thread = threading.Thread(target=lambda: 1 / 0, name="a thread of ours")
        thread.start()
        thread.join()

    def look():
        seen = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        texts = [w.findChild(QPlainTextEdit).toPlainText() for w in seen if type(w).__name__ == "CrashDialog"]
        boxes = [w.text() for w in seen if type(w).__name__ == "QMessageBox"]
        if texts or boxes or how == "quiet":
            print(*texts, *boxes, sep="\\n", flush=True)
            QApplication.closeAllWindows()
        else:
            QTimer.singleShot(50, look)

    def begin_and_act(window):
        begin(window)
        if how == "die":
            QTimer.singleShot(200, die)
            return
        if how == "stumble":
            QTimer.singleShot(0, stumble)
        QTimer.singleShot(1000 if how == "quiet" else 50, look)

    application.MainWindow.begin = begin_and_act
    ended = application.run(opened, [])
    crashes.end()
    sys.exit(ended.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process does not die of signals there")
def test_a_window_that_died_tells_of_it_at_the_next_start_once(tmp_path: Path, model_cache: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}

    def run(how: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, str(script), str(tmp_path / "library"), str(model_cache), how],
            env=environment,
            capture_output=True,
            text=True,
            timeout=90,
        )
        return done.returncode, done.stdout

    assert run("die")[0] == -signal.SIGSEGV
    code, told = run("look")
    assert code == 0
    assert "Segmentation fault" in told
    assert "string_at" in told
    assert str(tmp_path) not in told
    code, told = run("stumble")
    assert (code, told.strip()) == (0, "Something went wrong that should not."), "an error in a thread is seen at once"
    assert run("quiet") == (0, "\n"), "each crash is offered once, and an error that it survived is none"
    reports = [path.read_text() for path in (tmp_path / "library" / "crashes").iterdir()]
    assert len(reports) == 2
    assert any("a thread of ours" in report for report in reports)


def test_the_report_is_shown_and_copied(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = CrashDialog(Found((tmp_path / "1.new.txt",), "what happened"))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    report = dialog.findChild(QPlainTextEdit)
    buttons = {b.text().replace("&", ""): b for b in dialog.findChild(QDialogButtonBox).buttons()}
    assert not report.isVisible()
    QTest.mouseClick(buttons["Show report"], Qt.MouseButton.LeftButton)
    assert report.isVisible()
    assert report.toPlainText() == "what happened"
    assert report.isReadOnly()
    QTest.mouseClick(buttons["Show report"], Qt.MouseButton.LeftButton)
    assert not report.isVisible()
    QTest.mouseClick(buttons["Copy for sharing"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "what happened"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
