"""Facts as a person reads them: numbers, sizes, times, paths."""

from __future__ import annotations

import os
import unicodedata
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime, QUrl

from clipphotos.embedding.registry import MODELS

translate = QCoreApplication.translate


class Counts(QObject):
    """Texts with a number, in the plural that the language wants.

    WORKAROUND lupdate reads plurals of Python only from `tr` (6.11); remove when it does from `translate`.
    """

    def photos(self, count: int) -> str:
        """Return "1 photo", "1,204 photos"."""
        return self.tr("%Ln photo(s)", None, count)

    def suggestions(self, count: int) -> str:
        """Return how many suggestions wait."""
        return self.tr("%Ln suggestion(s) to review", None, count)

    def tagged(self, count: int) -> str:
        """Return how many photos carry a tag."""
        return self.tr("%Ln photo(s) tagged", None, count)

    def duration(self, seconds: float) -> str:
        """Return a rough remaining time."""
        if seconds < 10:
            return self.tr("a few seconds")
        tens, minutes, hours = round(seconds / 10) * 10, round(seconds / 60), round(seconds / 3600)
        if seconds < 90:
            return self.tr("%Ln second(s)", None, tens)
        if minutes < 90:
            return self.tr("%Ln minute(s)", None, minutes)
        return self.tr("%Ln hour(s)", None, hours)


def number(value: int) -> str:
    """Return a whole number with the language's separators."""
    return QLocale().toString(value)


def percent(score: float) -> str:
    """Return a score between 0 and 1 as a percentage; only certainty is 100 %."""
    whole = min(max(int(score * 100 + 0.5), 0), 100)
    if whole == 100 and score < 1.0:
        whole = 99
    return translate("Texts", "{0}%").format(whole)


def photos(count: int) -> str:
    """Return "1 photo", "1,204 photos"."""
    return Counts().photos(count)


def suggestions(count: int) -> str:
    """Return how many suggestions wait."""
    return Counts().suggestions(count)


def tagged(count: int) -> str:
    """Return how many photos carry a tag."""
    return Counts().tagged(count)


def model(name: str) -> str:
    """Return the title of a model, by its id or its title; most have a name of their own, which no language changes."""
    title = next((known.title for known in MODELS if known.id == name), name)
    return translate("Texts", "Starter (built in)") if title == "Starter (built in)" else title


def readable(path: str) -> str:
    """Return a path that is safe to show: control, bidirectional and undecodable characters escaped."""
    return "".join(
        c if c == " " or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else f"\\u{ord(c):04x}"
        for c in path
    )


def file_name(path: str) -> str:
    """Return the readable name of a file or folder."""
    return readable(os.path.basename(path.rstrip(os.sep)) or path)


def file_url(path: str) -> QUrl:
    """Return the URL of a local file whatever its name's encoding."""
    return QUrl.fromEncoded(Path(path).as_uri().encode("ascii"))


def duration(seconds: float) -> str:
    """Return a rough remaining time."""
    return Counts().duration(seconds)


def date_time(taken: datetime) -> str:
    """Return when a photo was taken, in the camera's own time."""
    date = QLocale().toString(QDate(taken.year, taken.month, taken.day), QLocale.FormatType.LongFormat)
    time = QLocale().toString(QTime(taken.hour, taken.minute), QLocale.FormatType.ShortFormat)
    return f"{date}  {time}"


def exposure(seconds: float) -> str:
    """Return an exposure time, "1/250 s"."""
    if 0 < seconds < 0.4:
        return translate("Texts", "1/{0} s").format(round(1 / seconds))
    return translate("Texts", "{0} s").format(f"{seconds:g}")


def coordinates(latitude: float, longitude: float) -> str:
    """Return a place, "48.8584° N, 2.2945° E"."""
    north = translate("Texts", "N") if latitude >= 0 else translate("Texts", "S")
    east = translate("Texts", "E") if longitude >= 0 else translate("Texts", "W")
    return f"{abs(latitude):.4f}° {north}, {abs(longitude):.4f}° {east}"
