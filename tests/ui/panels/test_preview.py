"""The preview keeps its proportions, wherever it is."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clipphotos.ui.panels.preview import Preview


def test_does_not_fight_with_the_scroll_bar_that_it_causes(qtbot: QtBot) -> None:
    area, body, preview = QScrollArea(), QWidget(), Preview()
    qtbot.addWidget(area)
    QVBoxLayout(body).addWidget(preview)
    area.setWidgetResizable(True)
    area.setWidget(body)
    image = QImage(300, 240, QImage.Format.Format_RGB32)
    image.fill(0)
    preview.set_image(image)
    area.show()
    for height in range(150, 300):  # at some of these the picture fits only beside a scroll bar
        area.resize(290, height)
        QApplication.processEvents()
    assert abs(preview.height() - preview.width() * 0.8) < 24
