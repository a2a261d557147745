"""Dates as people type them: `2019`, `2019-07..`, `summer`, `last week`, `2019年7月`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from clipphotos.core.query.records import Days, Months

_NAMED = {
    "spring 春 春天 春季": (3, 4, 5),
    "summer 夏 夏天 夏季": (6, 7, 8),
    "autumn fall 秋 秋天 秋季": (9, 10, 11),
    "winter 冬 冬天 冬季": (12, 1, 2),
    "january jan 一月": (1,),
    "february feb 二月": (2,),
    "march mar 三月": (3,),
    "april apr 四月": (4,),
    "may 五月": (5,),
    "june jun 六月": (6,),
    "july jul 七月": (7,),
    "august aug 八月": (8,),
    "september sep sept 九月": (9,),
    "october oct 十月": (10,),
    "november nov 十一月": (11,),
    "december dec 十二月": (12,),
}
MONTHS = {word: months for words, months in _NAMED.items() for word in words.split()}
MONTHS |= {f"{month}月": (month,) for month in range(1, 13)}
"""Seasons (of the northern half) and months, in their order."""

_RELATIVE = {
    word: meant
    for meant, words in {
        "today": "today|今天",
        "yesterday": "yesterday|昨天",
        "this week": "this week|本周|这周",
        "last week": "last week|上周",
        "this month": "this month|本月|这个月",
        "last month": "last month|上个月|上月",
        "this year": "this year|今年",
        "last year": "last year|去年",
        "the year before last": "前年",
    }.items()
    for word in words.split("|")
}
RELATIVE = tuple(_RELATIVE)

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?", re.ASCII)
_IN_YEAR = re.compile(r"(?:(\d{4})年? ?)?(\D+|\d{1,2}月)(?: (\d{4}))?", re.ASCII)
_COMPARISON = re.compile(r"(>=|<=|>|<|=) ?(.+)")
_RANGE = re.compile(r" ?(?:\.{2,3}|~|至|到) ?")
_DAY = timedelta(days=1)


def days_or_months(text: str, today: date | None = None) -> Days | Months | None:
    """Return the days that a text names, None if it names none; the first may be after the last.

    Args:
        text: folded (`folding.folded`), white space single.
        today: what "today" is; the computer's date if None.
    """
    try:
        return _meant(text, today or date.today())
    except (ValueError, OverflowError):  # the 31st of June, the year 0
        return None


def _meant(text: str, today: date) -> Days | Months | None:
    if match := _COMPARISON.fullmatch(text):
        bound = _one(match[2], today)
        return _compared(match[1], bound) if isinstance(bound, Days) else None
    ends = _RANGE.split(text, maxsplit=1)
    if len(ends) == 1:
        return _one(text, today)
    first, last = (_one(end, today) if end else Days(None, None) for end in ends)
    if isinstance(first, Months) and isinstance(last, Months):
        return _from_to(ends[0], ends[1])
    if isinstance(first, Days) and isinstance(last, Days) and text not in ("..", "..."):
        return Days(first.first, last.last)
    return None


def _compared(sign: str, bound: Days) -> Days:
    assert bound.first is not None
    assert bound.last is not None
    if sign == "=":
        return bound
    if sign.startswith(">"):
        return Days(bound.first if sign == ">=" else bound.last + _DAY, None)
    return Days(None, bound.last if sign == "<=" else bound.first - _DAY)


def _from_to(first: str, last: str) -> Months:
    """Return months from one to another, over the turn of the year if need be."""
    start, end = MONTHS[first][0], MONTHS[last][-1]
    return Months(frozenset((start - 1 + step) % 12 + 1 for step in range((end - start) % 12 + 1)))


def _one(text: str, today: date) -> Days | Months | None:
    if match := _ISO.fullmatch(text):
        return _partial(match[1], match[3], match[4])
    if match := _CHINESE.fullmatch(text) or _DIGITS.fullmatch(text):
        return _partial(match[1], match[2], match[3])
    text = text.replace("-", " ")
    if text in _RELATIVE:
        return _relative(_RELATIVE[text], today)
    match = _IN_YEAR.fullmatch(text)
    if match is None or (months := MONTHS.get(match[2].strip())) is None or (match[1] and match[3]):
        return None
    year = match[1] or match[3]
    if year is None:
        return Months(frozenset(months))
    last_year = int(year) + (months[-1] < months[0])  # winter begins in the year that it is named by
    return Days(date(int(year), months[0], 1), _last_of_month(last_year, months[-1]))


def _partial(year: str, month: str | None, day: str | None) -> Days:
    if day is not None:
        one = date(int(year), int(month or 0), int(day))
        return Days(one, one)
    if month is not None:
        return Days(date(int(year), int(month), 1), _last_of_month(int(year), int(month)))
    return Days(date(int(year), 1, 1), date(int(year), 12, 31))


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _relative(meant: str, today: date) -> Days:
    if meant == "today":
        return Days(today, today)
    if meant == "yesterday":
        return Days(today - _DAY, today - _DAY)
    if meant.endswith("week"):
        monday = today - today.weekday() * _DAY - (7 * _DAY if meant == "last week" else timedelta())
        return Days(monday, monday + 6 * _DAY)
    if meant.endswith("month"):
        last = today if meant == "this month" else today.replace(day=1) - _DAY
        return Days(last.replace(day=1), _last_of_month(last.year, last.month))
    year = today.year - {"this year": 0, "last year": 1, "the year before last": 2}[meant]
    return _partial(f"{year:04}", None, None)
