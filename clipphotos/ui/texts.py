"""Facts as a person reads them: numbers, sizes, times, paths."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
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

    def stars(self, rating: int) -> str:
        """Return a rating in words."""
        return self.tr("%Ln star(s)", None, rating) if rating else self.tr("No rating")

    def holdings(self, photos: int, tags: int, decisions: int) -> str:
        """Return what a library holds."""
        texts = self.photos(photos), self.tr("%Ln tag(s)", None, tags), self.tr("%Ln decision(s)", None, decisions)
        return self.tr("{0}, {1} and {2}").format(*texts)

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


def stars(rating: int) -> str:
    """Return a rating in words, "3 stars"."""
    return Counts().stars(rating)


def holdings(photos: int, tags: int, decisions: int) -> str:
    """Return what a library holds: "12,345 photos, 678 tags and 90 decisions"."""
    return Counts().holdings(photos, tags, decisions)


def sentences(parts: Iterable[str]) -> str:
    """Return sentences as one text, with a space between them where the language has one; empty ones are left out."""
    space = translate("Texts", "{0} {1}").format("", "")
    return space.join(part for part in parts if part)


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


def moment(at: datetime) -> str:
    """Return when something happened, by this computer's clock: "21 November 2026, 15:40"; `at` has its offset."""
    local = at.astimezone()
    form = re.sub(r"^dddd\W*|\W*dddd$", "", QLocale().dateFormat(QLocale.FormatType.LongFormat))  # no weekday
    day = QLocale().toString(QDate(local.year, local.month, local.day), form)
    return translate("Texts", "{0}, {1}").format(day, _clock(local))


def recently(at: datetime) -> str:
    """Return the same in few words: "Today, 15:40"."""
    local = at.astimezone()
    days_ago = QDate(local.year, local.month, local.day).daysTo(QDate.currentDate())
    if days_ago == 0:
        return translate("Texts", "Today, {0}").format(_clock(local))
    if days_ago == 1:
        return translate("Texts", "Yesterday, {0}").format(_clock(local))
    return moment(at)


def _clock(at: datetime) -> str:
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def size(count: int) -> str:
    """Return how large a file is, "45.2 MB"."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


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
