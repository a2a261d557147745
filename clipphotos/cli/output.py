"""What commands print: text for people or one JSON document, and progress on standard error."""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType

from tqdm import tqdm

from clipphotos.core.changes import Digest, Event, Level, Notice, Progress
from clipphotos.core.query.records import Translated

_LINE_EVERY_S = 5.0
_LOADING = "Getting the model ready"
_MENDING = "Bring back a backup (clipphotos restore) or save what can be read (clipphotos check --repair)."


def emit(document: object, as_json: bool, lines: Callable[[], Iterable[str]]) -> None:
    """Print the document as JSON, or its lines for people."""
    if as_json:
        print(json.dumps(document, indent=2))
    else:
        for line in lines():
            print(line)


def shown(path: str) -> str:
    r"""Return a path that is safe to print: control and invisible characters and broken bytes are escaped.

    >>> shown("a\nb")
    'a\\nb'
    """
    return "".join(c if unicodedata.category(c)[0] != "C" else c.encode("unicode_escape").decode("ascii") for c in path)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> width("a海b")
    4
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown(text) if not unicodedata.combining(c))


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return rows of a table as lines; the first column is aligned left, the others right.

    >>> list(table([("", "cat"), ("a.jpg", "5%")]))
    ['       cat', 'a.jpg   5%']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        gaps = (" " * (2 + room - width(cell)) + shown(cell) for cell, room in zip(others, widths[1:], strict=True))
        yield (shown(first) + " " * (widths[0] - width(first)) + "".join(gaps)).rstrip()


def translations(translated: Iterable[Translated]) -> list[dict[str, str]]:
    """Return translations for a JSON document."""
    return [{"source": it.source, "text": it.text} for it in translated]


def translated_lines(translated: Iterable[Translated]) -> Iterator[str]:
    """Return translations for people."""
    return (f"“{shown(it.source)}” is looked for as “{shown(it.text)}”." for it in translated)


def number_of(count: int, what: str) -> str:
    """Return a number of things.

    >>> number_of(1, "photo"), number_of(3, "photo")
    ('1 photo', '3 photos')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def complain(sentence: str, *, damage: bool = False) -> None:
    """Print one sentence to standard error, and what can be done if it is about damage of the catalogue."""
    print(_complaint(sentence, damage), file=sys.stderr)


def _complaint(sentence: str, damage: bool) -> str:
    return f"clipphotos: {shown(sentence)}" + (f" {_MENDING}" if damage else "")


class ProgressDisplay:
    """Shows `Progress`, `Notice` and `Digest` on standard error: a bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._bar = tqdm(unit=" photos", file=sys.stderr, dynamic_ncols=True) if sys.stderr.isatty() else None
        self._last: Progress | None = None
        self._printed_at = time.monotonic()

    def __enter__(self) -> ProgressDisplay:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._last is not None and self._last.total:
            self._print(self._last)

    def __call__(self, event: Event) -> None:
        """Show an event of the library; any thread."""
        if isinstance(event, Notice) and event.level is not Level.INFO:
            tqdm.write(_complaint(event.text, event.damage), file=sys.stderr)
        elif isinstance(event, Digest):
            tagged = ", ".join(f"{shown(name)} {count}" for name, count in event.tagged)
            tqdm.write(f"Tagged: {tagged}", file=sys.stderr)
        elif isinstance(event, Progress):
            self._last = event
            if self._bar is not None:
                self._bar.set_description(_LOADING if event.loading_model else None, refresh=False)
                self._bar.total, self._bar.n = event.total, event.done
                self._bar.refresh()
            elif time.monotonic() - self._printed_at >= _LINE_EVERY_S:
                self._print(event)

    def _print(self, progress: Progress) -> None:
        self._printed_at = time.monotonic()
        if progress.loading_model:
            print(_LOADING, file=sys.stderr, flush=True)
            return
        left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        rate = f", {progress.rate:.1f} photos/s" if progress.rate else ""
        print(f"{progress.done} of {progress.total} photos{rate}{left}", file=sys.stderr, flush=True)
