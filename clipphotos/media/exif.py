"""Capture facts from EXIF (CIPA DC-008), however broken it is: nonsense counts as absent."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from clipphotos.core.photo import CaptureFacts

_DATE = re.compile(r"(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")
_MAX_TEXT = 200

_DATES = (
    (Base.DateTimeOriginal, Base.OffsetTimeOriginal),
    (Base.DateTimeDigitized, Base.OffsetTimeDigitized),
    (Base.DateTime, Base.OffsetTime),
)
"""Best first: taken, digitised, file written."""

_Tags = Mapping[int, Any]


def read_exif(image: Image.Image) -> Image.Exif:
    """Return the EXIF of a loaded picture, empty where it is absent or cannot be parsed."""
    return _safely(image.getexif) or Image.Exif()


def read_facts(exif: Image.Exif) -> CaptureFacts:
    """Return what the camera wrote down. Never raises for the content of the file."""
    main = _safely(lambda: dict(exif)) or {}
    shot = _safely(lambda: exif.get_ifd(IFD.Exif)) or {}
    latitude, longitude = _position(_safely(lambda: exif.get_ifd(IFD.GPSInfo)) or {})
    return CaptureFacts(
        taken=_taken({**main, **shot}),
        camera=_camera(_text(main.get(Base.Make)), _text(main.get(Base.Model))),
        lens=_text(shot.get(Base.LensModel)),
        exposure_s=_positive(shot.get(Base.ExposureTime)),
        aperture=_positive(shot.get(Base.FNumber)),
        iso=_whole(shot.get(Base.ISOSpeedRatings)),
        focal_length_mm=_positive(shot.get(Base.FocalLength)),
        latitude=latitude,
        longitude=longitude,
    )


def read_orientation(exif: Image.Exif) -> int:
    """Return the orientation, 1 to 8; 1 where it is absent or nonsense."""
    value = _safely(lambda: exif.get(Base.Orientation))
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _safely(read: Callable[[], Any]) -> Any:  # Any: EXIF holds anything, and every caller checks what it got
    """Return what `read` returns, None where it fails: Pillow parses lazily and raises anything."""
    try:
        return read()
    except Exception:
        return None


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return None
    text = value.split("\0", 1)[0]
    with suppress(UnicodeError):
        # Pillow reads ASCII tags as Latin-1; phones write UTF-8 into them.
        text = text.encode("latin-1").decode("utf-8")
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text[:_MAX_TEXT] or None


def _number(value: object) -> float | None:
    if isinstance(value, tuple):
        value = value[0] if value else None
    number = _safely(lambda: float(value))  # type: ignore[arg-type]
    return number if isinstance(number, float) and math.isfinite(number) else None


def _positive(value: object) -> float | None:
    number = _number(value)
    return number if number is not None and number > 0 else None


def _whole(value: object) -> int | None:
    number = _positive(value)
    return int(number) if number is not None and number >= 1 else None


def _camera(make: str | None, model: str | None) -> str | None:
    """Return make and model in one, the make not said twice ("Canon", "Canon EOS 5D")."""
    if not make or not model:
        return model or make
    if model.casefold().startswith(make.split()[0].casefold()):
        return model
    return f"{make} {model}"


def _taken(tags: _Tags) -> datetime | None:
    for date_tag, offset_tag in _DATES:
        match = _DATE.match(_text(tags.get(date_tag)) or "")
        if match is None:
            continue
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        with suppress(ValueError):
            taken = datetime(year, month, day, hour, minute, second, tzinfo=_offset(_text(tags.get(offset_tag))))
            if taken.year >= 1800:
                return taken
    return None


def _offset(text: str | None) -> timezone | None:
    if text == "Z":
        return UTC
    match = _OFFSET.fullmatch(text or "")
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if offset > timedelta(hours=15):
        return None
    return timezone(-offset if match[1] == "-" else offset)


def _position(tags: _Tags) -> tuple[float, float] | tuple[None, None]:
    latitude = _degrees(tags.get(GPS.GPSLatitude), tags.get(GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(tags.get(GPS.GPSLongitude), tags.get(GPS.GPSLongitudeRef), "EW", 180)
    if latitude is None or longitude is None:
        return None, None
    return latitude, longitude


def _degrees(value: object, ref: object, letters: str, limit: float) -> float | None:
    """Return degrees, minutes and seconds as signed degrees; `letters` are those of plus and minus."""
    parts = value if isinstance(value, tuple) else (value,)
    numbers = [_number(part) for part in parts[:3]]
    letter = (_text(ref) or "").upper()[:1]
    if not numbers or numbers[0] is None or letter not in letters or not letter:
        return None
    # Some cameras write 0/0 for the seconds.
    degrees = math.fsum((number or 0.0) / 60.0**place for place, number in enumerate(numbers))
    if not 0 <= degrees <= limit:
        return None
    return -degrees if letter == letters[1] else degrees
