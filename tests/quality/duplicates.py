"""Are versions of one photo found, and nothing else? Pair precision and recall for each kind of version.

    python -m tests.quality.duplicates --data ../shared/data --json duplicates.json

A library is made of the photos of `dups`, whose manifest says which show one photo and how each was made, and of all
photos of `photos_class` and `photos_caption`: thousands of others, many of them of the same things. Everything runs
through the library that the window and the command line use. Two files are *put together* when they are in one group
of exact copies or near-duplicates. For each value of the manifest's column `transform`:

- `recall`: of the files with it, the part that was put together with the original of their group (with another file of
  the group where it has no original); `pairs`: how many files that are.
- `precision`: of all pairs of such a file and any other file of the library that were put together, the part that
  shows one photo: both have the same `group`. A file outside of `dups` belongs to a group if it has the very content of
  one that does. 1 where nothing was put together.

Pairs among the other photos are listed, since nobody said whether they show one photo.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from clipphotos.core.duplicates import GroupKind
from clipphotos.embedding.registry import DEFAULT_MODEL
from clipphotos.engine.library import Library

_OTHERS = ("photos_class", "photos_caption")


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description="Are versions of one photo found?")
    parser.add_argument("--data", type=Path, required=True, help="a folder laid out as ../shared/data")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    parser.add_argument("--json", type=Path, required=True)
    args = parser.parse_args()
    data = args.data.resolve()
    with tempfile.TemporaryDirectory() as directory:
        library = Library(Path(directory) / "library", args.cache)
        try:
            together = _grouped(library, data, args.model)
        finally:
            library.close()
    result, among_others = _measured(data, together)
    for transform, figures in sorted(result.items()):
        print(f"{transform:75} " + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    print(f"put together among the other photos: {len(among_others)}")
    for pair in among_others:
        print("  " + "  ".join(str(path.relative_to(data)) for path in pair))
    args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _grouped(library: Library, data: Path, model: str) -> list[set[Path]]:
    """Return the files that the library puts together."""
    library.use_model(model)
    library.start(watch=False)
    for name in ("dups", *_OTHERS):
        if (data / name).is_dir():
            library.roots.add(str(data / name))
    library.wait_until_done()
    started = time.monotonic()
    library.duplicates.find()
    print(f"{library.status().photos} photos; looked at in {time.monotonic() - started:.1f} s")
    found = [*library.duplicates.groups(GroupKind.EXACT), *library.duplicates.groups(GroupKind.NEAR)]
    return [{Path(file.path) for member in group.members for file in member.files} for group in found]


def _measured(data: Path, together: list[set[Path]]) -> tuple[dict[str, dict[str, float]], list[tuple[Path, ...]]]:
    with (data / "dups" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    path_of = {row["file"]: data / "dups" / row["file"] for row in rows}
    group_of = {path_of[row["file"]]: row["group"] for row in rows}
    content = {_digest(path): group for path, group in group_of.items()}
    found = defaultdict[Path, set[Path]](set)
    for files in together:
        for path in files:
            found[path] |= files - {path}
            if path not in group_of and (group := content.get(_digest(path))):
                group_of[path] = group
    originals = {row["group"]: path_of[row["file"]] for row in rows if row["relation"] == "original"}
    result: dict[str, dict[str, float]] = {}
    for transform in {row["transform"] for row in rows}:
        of_it = [(path_of[row["file"]], row["group"]) for row in rows if row["transform"] == transform]
        hits = pairs = right = wrong = 0
        for path, group in of_it:
            original = originals.get(group)
            others = {it for it, its in group_of.items() if its == group and it != path}
            wanted = {original} if original and original != path else others
            pairs += 1
            hits += not found[path].isdisjoint(wanted)
            right += sum(group_of.get(other) == group for other in found[path])
            wrong += sum(group_of.get(other) != group for other in found[path])
        precision = right / (right + wrong) if right + wrong else 1.0
        result[transform] = {"precision": precision, "recall": hits / pairs, "pairs": pairs, "wrong": wrong}
    among_others = [
        pair
        for files in together
        for pair in itertools.combinations(sorted(files - group_of.keys()), 2)
        if _digest(pair[0]) != _digest(pair[1])
    ]
    return result, among_others


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


if __name__ == "__main__":
    main()
