"""What follows the colon of a filter."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NoReturn

from clipphotos.core.photo import MOST_STARS
from clipphotos.core.query import dates, kinds
from clipphotos.core.query.folding import folded
from clipphotos.core.query.records import Between, Days, Field, Region, Sort, SortKey, Text, Unit, Value
from clipphotos.core.query.vocabulary import ASKED, ORIENTATIONS, SORT, SORTS, TRAITS

_LONGEST = 60
"""Dates, numbers and words are not longer than this."""

_UNITS: dict[str, tuple[Unit, float]] = {
    "b": (Unit.BYTES, 1),
    "字节": (Unit.BYTES, 1),
    "k": (Unit.BYTES, 1e3),
    "kb": (Unit.BYTES, 1e3),
    "kib": (Unit.BYTES, 1024),
    "m": (Unit.BYTES, 1e6),
    "mb": (Unit.BYTES, 1e6),
    "mib": (Unit.BYTES, 1024**2),
    "g": (Unit.BYTES, 1e9),
    "gb": (Unit.BYTES, 1e9),
    "gib": (Unit.BYTES, 1024**3),
    "mp": (Unit.PIXELS, 1e6),
    "megapixel": (Unit.PIXELS, 1e6),
    "megapixels": (Unit.PIXELS, 1e6),
    "像素": (Unit.PIXELS, 1),
    "万像素": (Unit.PIXELS, 1e4),
}
_SIGNED = re.compile(r"(>=|<=|>|<|=) ?(.+)")
_RANGE = re.compile(r" ?\.{2,3} ?")
_AMOUNT = re.compile(r"(\d{1,12}(?:[.,]\d{1,6})?) ?([^\W\d_]{0,12})", re.ASCII | re.IGNORECASE)
_AMOUNT_CHINESE = re.compile(r"(\d{1,12}(?:[.,]\d{1,6})?) ?([字节万像素]{1,4})")
_STARS = re.compile(r"([0-5])(?: ?(?:stars?|星))?", re.ASCII)
_NONE = frozenset({"none", "no", "unrated", "0", "无", "没有", "未评分"})


class WrongValueError(Exception):
    """A value is not understood; what is raised never leaves the parser."""

    def __init__(self, reason: str, instead: str = "") -> None:
        """Keep one sentence for the user, and what the value should perhaps be."""
        super().__init__(reason)
        self.reason, self.instead = reason, instead


def value_of(field: Field, text: str, today: date | None = None) -> Value:
    """Return what a filter's value means.

    Raises:
        WrongValueError: nothing.
    """
    text = " ".join(text.split())
    if not text:
        raise WrongValueError(ASKED[field])
    if field in _TEXTS:
        return Text(text)
    plain = " ".join(folded(text[: _LONGEST + 1]).replace("≥", ">=").replace("≤", "<=").split())
    if len(plain) > _LONGEST:
        _refuse(field, text)
    match field:
        case Field.DATE:
            return _date(plain, text, today)
        case Field.RATING:
            return _rating(plain, text)
        case Field.SIZE:
            return _size(plain, text)
        case Field.TYPE:
            if not kinds.extensions_of(plain):
                _refuse(field, text, plain, kinds.known_kinds())
            return Text(plain)
        case Field.ORIENTATION:
            return ORIENTATIONS.get(plain) or _refuse(field, text, plain, ORIENTATIONS)
        case _:
            return TRAITS.get(plain) or _refuse(field, text, plain, TRAITS)


_TEXTS = frozenset(
    {Field.TAG, Field.LABEL, Field.ALBUM, Field.FOLDER, Field.NAME, Field.PLACE, Field.CAMERA, Field.LENS}
)


def sort_of(text: str) -> Sort:
    """Return the order that follows `sort:`.

    Raises:
        WrongValueError: there is none of this name.
    """
    plain = folded(text[:_LONGEST]).strip()
    key: SortKey | None = SORTS.get(plain.removeprefix("-"))
    if key is None:
        if not plain:
            raise WrongValueError(ASKED[SORT])
        _refuse(SORT, text, plain.removeprefix("-"), SORTS)
    return Sort(key, plain.startswith("-"))


@lru_cache(256)  # the same mistake is met at every letter that is typed after it
def nearest(word: str, words: tuple[str, ...]) -> str:
    """Return the word that was perhaps meant; empty if none is near."""
    swapped = [it for it in words if len(it) == len(word) and sorted(it) == sorted(word)]
    found = swapped or difflib.get_close_matches(word, words, 1, 0.75)
    return found[0] if found else ""


def _refuse(field: Field | str, text: str, plain: str = "", words: Iterable[str] = ()) -> NoReturn:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    guess = nearest(plain, tuple(words)) if plain else ""
    raise WrongValueError(f"“{shown}” is not understood here. {ASKED[field]}", guess)


def region_of(text: str) -> Region:
    """Return the part of a photo that `10,20,50,40` means: left, top, width and height in percent.

    Raises:
        WrongValueError: it is not that, or not within the photo.
    """
    try:
        x, y, width, height = (float(number) / 100 for number in text.replace("%", "").split(","))
    except ValueError:
        raise WrongValueError(
            "A region is four numbers in percent: left, top, width, height, such as 10,20,50,40."
        ) from None
    if not (0 <= x < 1 and 0 <= y < 1 and width > 0 and height > 0 and x + width <= 1.0001 and y + height <= 1.0001):
        raise WrongValueError("The region is not within the photo: left and width together are at most 100 percent.")
    return Region(x, y, width, height)


def days_in(words: str, today: date | None = None) -> bool:
    """Return whether words, such as "last week", name days."""
    plain = " ".join(folded(words[: _LONGEST + 1]).split())
    return len(plain) <= _LONGEST and dates.days_or_months(plain, today) is not None


def _ranges(plain: str) -> Iterator[str]:
    """Yield what is meant if one of the dashes in a value is between the ends of a range."""
    for dash in re.finditer(r" ?[-–—] ?", plain):
        if plain[: dash.start()] and plain[dash.end() :]:
            yield f"{plain[: dash.start()]}..{plain[dash.end() :]}"


def _date(plain: str, text: str, today: date | None) -> Value:
    found = dates.days_or_months(plain, today)
    if found is None:
        for guess in _ranges(plain):
            days = dates.days_or_months(guess, today)
            if days and not (isinstance(days, Days) and days.first and days.last and days.first > days.last):
                _refuse(Field.DATE, text, guess, (guess,))
        _refuse(Field.DATE, text, plain.replace("-", " "), (*dates.MONTHS, *dates.RELATIVE))
    if isinstance(found, Days) and found.first and found.last and found.first > found.last:
        raise WrongValueError("The first day is after the last.", "..".join(reversed(re.split(r"\.{2,3}", plain))))
    return found


def _rating(plain: str, text: str) -> Between:
    if plain in _NONE:
        return Between(0, 0)
    sign, low, high = _bounds(plain)
    stars = [None if it is None else _STARS.fullmatch(it) for it in (low, high)]
    if (low and not stars[0]) or (high and not stars[1]):
        between = re.fullmatch(r"([0-5]) ?[-–—~] ?([0-5])", plain)
        guess = f"{min(between.groups())}..{max(between.groups())}" if between else ""
        _refuse(Field.RATING, text, guess, (guess,))
    least, most = (int(it[1]) if it else None for it in stars)
    # A photo without stars has no rating, so it is not one of less than three.
    found = Between(
        (least + (sign == ">") if least is not None else 1), (most - (sign == "<") if most is not None else MOST_STARS)
    )
    assert found.low is not None
    assert found.high is not None
    if found.low > found.high:
        if low and high:
            raise WrongValueError("The first number is above the second.", f"{high}..{low}")
        raise WrongValueError(f"No photo has such a rating. {ASKED[Field.RATING]}")
    return found


def _size(plain: str, text: str) -> Between:
    sign, low, high = _bounds(plain)
    amounts = [(_AMOUNT.fullmatch(it) or _AMOUNT_CHINESE.fullmatch(it)) if it else None for it in (low, high)]
    if (low and not amounts[0]) or (high and not amounts[1]):
        _refuse(Field.SIZE, text)
    given = [it[2] for it in amounts if it and it[2]]
    if not given:
        number = next(it[1] for it in amounts if it)
        raise WrongValueError(f"A size needs a unit. {ASKED[Field.SIZE]}", plain.replace(number, f"{number}mb", 1))
    # 1..5MB: one unit for both
    pairs = [(it[1].replace(",", "."), _UNITS.get(it[2] or given[0])) if it else None for it in amounts]
    if any(pair and pair[1] is None for pair in pairs) or len({p[1][0] for p in pairs if p and p[1]}) > 1:
        _refuse(Field.SIZE, text)
    unit = next(pair[1][0] for pair in pairs if pair and pair[1])
    least, most = (float(pair[0]) * pair[1][1] if pair and pair[1] else None for pair in pairs)
    if low is not None and low == high:  # 12MP: whatever is shown as that
        (number, of), *_ = (pair for pair in pairs if pair)
        assert of is not None
        half = 0.5 * 10.0 ** -len(number.partition(".")[2]) * of[1]
        if half >= 1 and least is not None:
            return Between(math.ceil(least - half), math.ceil(least + half) - 1, unit)
    if least is not None and most is not None and least > most:
        raise WrongValueError("The first size is above the second.", f"{high}..{low}")
    if sign == ">" and least is not None:
        least = math.floor(least) + 1
    if sign == "<" and most is not None:
        most = math.ceil(most) - 1
    return Between(least, most, unit)


def _bounds(plain: str) -> tuple[str, str | None, str | None]:
    """Return the sign of a comparison, and the texts of the lower and the upper bound, None where it is open."""
    if match := _SIGNED.fullmatch(plain):
        if match[1] == "=":
            return "", match[2], match[2]
        return (match[1], match[2], None) if match[1].startswith(">") else (match[1], None, match[2])
    low, *rest = _RANGE.split(plain, maxsplit=1)
    if not rest:
        return "", plain, plain
    return ("", low or None, rest[0] or None) if low or rest[0] else ("", plain, plain)
