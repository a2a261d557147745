"""Facts as a person reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from clipphotos.paths import resources
from clipphotos.ui import texts
from clipphotos.ui.actions import plain


@pytest.mark.parametrize(
    ("score", "said"), [(0.0, "0%"), (0.004, "0%"), (0.876, "88%"), (0.9999, "99%"), (1.0, "100%"), (1.2, "100%")]
)
def test_percent(score: float, said: str) -> None:
    assert texts.percent(score) == said


@pytest.mark.parametrize(("seconds", "said"), [(1 / 250, "1/250 s"), (0.5, "0.5 s"), (30, "30 s")])
def test_exposure(seconds: float, said: str) -> None:
    assert texts.exposure(seconds) == said


def test_paths_cannot_lie_and_can_be_opened() -> None:
    path = os.fsdecode(b"/photos/\xff\n\xe2\x80\xaegpj.jpg")
    assert texts.readable(path) == "/photos/\\udcff\\u000a\\u202egpj.jpg"
    assert texts.file_url(path).toEncoded().data() == b"file:///photos/%FF%0A%E2%80%AEgpj.jpg"
    assert texts.file_name("/photos/") == "photos"


@pytest.mark.parametrize(
    ("text", "said"), [("&Add folder…", "Add folder"), ("接受(&A)", "接受"), ("全部接受(&L)…", "全部接受")]
)
def test_menu_texts_as_buttons_show_them(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.fixture
def locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en_US", "March 5, 2024, "),
        ("en_GB", "5 March 2024, "),
        ("zh_CN", "2024年3月5日, "),
        ("de_DE", "5. März 2024, "),
    ],
)
def test_moments_are_said_without_the_weekday(locale: None, language: str, said: str) -> None:
    QLocale.setDefault(QLocale(language))
    assert texts.moment(datetime(2024, 3, 5, 12, tzinfo=UTC)).startswith(said)


def test_sentences_are_joined_as_the_language_does(qapp: QApplication) -> None:
    assert texts.sentences(["One.", "", "Two."]) == "One. Two."
    chinese = QTranslator()
    assert chinese.load("clipphotos_zh_CN", str(resources() / "translations"))
    qapp.installTranslator(chinese)
    try:
        assert texts.sentences(["一。", "二。"]) == "一。二。"
    finally:
        qapp.removeTranslator(chinese)


def test_what_was_just_now_is_said_in_few_words() -> None:
    now = datetime.now(UTC).astimezone().replace(hour=12)
    assert texts.recently(now).startswith("Today, 12")
    assert texts.recently(now - timedelta(days=1)).startswith("Yesterday, 12")
    assert texts.recently(now - timedelta(days=2)) == texts.moment(now - timedelta(days=2))


def test_sizes_are_those_of_file_managers() -> None:
    assert texts.size(45_200_000) == "45.2 MB"
