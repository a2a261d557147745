"""Prints what fault tests reported as a Markdown table: `python -m tests.faults.report FILE...`.

Of a test that ran more than once, the last line counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from tests.faults.figures import MEASURES


def table(lines: Iterable[str]) -> str:
    """Return the table of what lines of the report say."""
    last = {(line["released"], line["name"], line["test"]): line for line in map(json.loads, lines)}
    rows = ["| measure | per commit | release |", "|---|---|---|"]
    for name, measure in MEASURES.items():
        cells = []
        for released in (False, True):
            found = [line for (level, of, _), line in last.items() if (level, of) == (released, name)]
            cell = f"{sum(it['failed'] for it in found):,} / {sum(it['tried'] for it in found):,}" if found else ""
            cells.append("; ".join([cell, *(it["seen"] for it in found if it["seen"])]))
        if any(cells):
            rows.append(f"| {measure.text} | {cells[0]} | {cells[1]} |")
    return "\n".join(rows)


if __name__ == "__main__":
    everything: list[str] = []
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            everything += file
    print(table(everything))
