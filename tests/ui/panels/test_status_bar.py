"""What the status bar says of the work."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from clipphotos.core.changes import Progress
from clipphotos.ui.panels.status_bar import StatusBar


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(0, 0), ""),
        (Progress(0, 0, scanning=True), "Looking through the folders…"),
        (Progress(5, 5), "Everything is indexed"),
        (Progress(5, 9, waiting=1), "Indexing 5 of 10"),
        (Progress(5, 10, rate=31.4, seconds_left=4), "Indexing 5 of 10 · 31 per second · a few seconds left"),
        (Progress(5, 10, paused=True), "Paused — 5 of 10 indexed"),
    ],
)
def test_describes_the_work(qtbot: QtBot, progress: Progress, said: str) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.set_progress(progress)
    assert bar.text == said
