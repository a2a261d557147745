"""A parsed search in a short notation, for expectations."""

from __future__ import annotations

from clipphotos.core.query.records import (
    And,
    Between,
    Days,
    Description,
    Example,
    Filter,
    Months,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Text,
    Value,
)


def shown(node: Node | None) -> str:
    """Return a tree without its places: `[a dog]`, `"phrase"`, `tag=x`, `~(#12 & -[cat])`."""
    match node:
        case None:
            return ""
        case Description(text, weight=weight):
            return f"[{text}]" + _weight(weight)
        case Example(reference, region=region, weight=weight):
            box = f"@{region.x:g},{region.y:g},{region.width:g},{region.height:g}" if region else ""
            return f"<{reference}{box}>" + _weight(weight)
        case Phrase(text):
            return f'"{text}"'
        case Filter(field, value):
            return f"{field}={_value(value)}"
        case Not(inner):
            return f"-{shown(inner)}"
        case And(nodes):
            return f"({' & '.join(map(shown, nodes))})"
        case Or(nodes):
            return f"({' | '.join(map(shown, nodes))})"


def order(query: Query) -> str:
    """Return how a search is sorted."""
    return "" if query.sort is None else f"{'-' if query.sort.reversed else ''}{query.sort.key}"


def _weight(weight: float) -> str:
    return "" if weight == 1 else f"*{weight:g}"


def _value(value: Value) -> str:
    match value:
        case Text(text):
            return text
        case Between(low, high, unit):
            return f"{_number(low)}..{_number(high)}{f' {unit}' if unit else ''}"
        case Days(first, last):
            return f"{first or ''}..{last or ''}"
        case Months(months):
            return "/".join(map(str, sorted(months)))
    return value.value


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.10g}"
