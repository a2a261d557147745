"""The details panel keeps its width, whatever it shows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from clipphotos.core.photo import CaptureFacts, PhotoDetails, PhotoId, Tag
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.panels.details import DetailsPanel

WORD = "W" * 90


def _shown(bridge: Bridge, qtbot: QtBot, path: str, **more: Any) -> tuple[DetailsPanel, QScrollArea, QLabel]:
    """Return the panel at a usual width, which is to be kept, the page of a photo in it, and its title."""
    facts = CaptureFacts(camera=WORD)
    details = PhotoDetails(PhotoId(1), (path,), True, 4000, 3000, facts, **{"tags": (), **more})
    photos = SimpleNamespace(details=lambda _: details, thumbnail=lambda _: None)
    library: Any = SimpleNamespace(photos=photos)
    panel = DetailsPanel(library, bridge)
    qtbot.addWidget(panel)
    panel.resize(320, 700)
    panel.show()
    panel.show_photo(PhotoId(1))
    area = panel.findChild(QScrollArea, "details")
    assert area is not None
    qtbot.waitUntil(area.isVisible)
    title = area.findChild(QLabel, "details_title")
    assert title is not None
    QApplication.processEvents()
    return panel, area, title


@pytest.mark.parametrize(
    "name",
    ["a.jpg", "n02091467_Norwegian_elkhound.JPEG", f"{WORD}.jpg", f"{'_' * 90}.jpg", f"{'.' * 90}jpg", "照片" * 60],
)
def test_no_file_name_is_too_wide(bridge: Bridge, qtbot: QtBot, name: str) -> None:
    tag = Tag(WORD, False)
    _panel, area, title = _shown(bridge, qtbot, f"/{WORD}/{name}", tags=(tag,), suggestions=((WORD, 0.5),))
    body = area.widget()
    assert body is not None
    assert body.width() == area.viewport().width()
    assert title.geometry().right() <= body.contentsRect().right()
    wanted = title.fontMetrics().boundingRect(0, 0, title.width(), 9999, Qt.TextFlag.TextWordWrap, title.text())
    assert wanted.width() <= title.width()
    assert wanted.height() <= title.height()


def test_the_name_breaks_where_words_end(bridge: Bridge, qtbot: QtBot) -> None:
    _panel, _, title = _shown(bridge, qtbot, "/photos/n02091467_Norwegian_elkhound.JPEG")
    assert title.text().split("\u200b") == ["n02091467_", "Norwegian_", "elkhound.", "JPEG"]
