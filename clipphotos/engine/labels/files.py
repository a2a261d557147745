"""Labels as readable files (TOML): export, import, and the starter sets that come with the program."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from clipphotos import paths
from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes
from clipphotos.core.errors import KnownError
from clipphotos.core.label import MOST_LEVELS, LabelMode, LabelSpec, Rule, clean_spec, name_key
from clipphotos.engine.events import Events
from clipphotos.engine.labels.labelling import CHANGED
from clipphotos.store import history, labels, proposals, scorers
from clipphotos.store.catalogue import Catalogue, Connection

_KEYS = {
    "name",
    "prompts",
    "not",
    "mode",
    "threshold",
    "parent",
    "group",
    "colour",
    "folders",
    "taken_from",
    "taken_to",
}
_TOO_DEEP = f"It, or a label below it, would be more than {MOST_LEVELS} levels deep."


@dataclass(frozen=True)
class Imported:
    """What became of a file's labels."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    """(the label's name or number, why)."""


@dataclass(frozen=True)
class LabelSet:
    """A starter set to choose from."""

    title: str
    specs: tuple[LabelSpec, ...]


class LabelFiles:
    """Takes labels out of the library and into it. Thread-safe."""

    def __init__(self, catalogue: Catalogue, events: Events, on_change: Callable[[], None]) -> None:
        """Prepare; `on_change` is called when labels have to score."""
        self._catalogue, self._events, self._on_change = catalogue, events, on_change

    def export(self, path: Path, names: Sequence[str] = ()) -> int:
        """Write labels to a file, all or those named; return how many.

        Raises:
            KnownError: one of them does not exist, or the file cannot be written.
        """
        with self._catalogue.read() as db:
            known = {name_key(label.name): label.spec for label in labels.all_labels(db)}
        for name in names:
            if name_key(name) not in known:
                raise KnownError(f"There is no label “{name}”.")
        chosen = [known[name_key(name)] for name in names] or list(known.values())
        text = tomli_w.dumps({"label": [_document(spec) for spec in chosen]}, multiline_strings=False)
        try:
            content = text.encode()
        except UnicodeEncodeError as error:
            raise KnownError(
                "A label's rule has a folder whose name is no text, which no file of labels can hold."
            ) from error
        if path.is_dir():
            raise KnownError(f"{path} is a folder. Name a file in it.")
        temporary = path.with_name(f"{path.name}.tmp")
        try:
            temporary.write_bytes(content)
            os.replace(temporary, path)
        except OSError as error:
            raise KnownError(f"{path} cannot be written: {error.strerror}.") from error
        return len(chosen)

    def load(self, path: Path) -> Imported:
        """Add a file's labels; a label that exists gets the file's definition, its decisions stay.

        Raises:
            KnownError: the file cannot be read, or is no file of labels.
        """
        try:
            document = tomllib.loads(path.read_text("utf-8-sig"))
        except OSError as error:
            raise KnownError(f"{path} cannot be read: {error.strerror}.") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise KnownError(f"{path} is no file of labels: {error}.") from error
        except ValueError as error:  # Python reads no whole numbers of thousands of digits
            raise KnownError(f"{path} is no file of labels: there is a number in it that is far too long.") from error
        entries = document.get("label")
        if not isinstance(entries, list) or not entries:
            raise KnownError(f"{path} has no labels in it.")
        specs: list[LabelSpec] = []
        refused: list[tuple[str, str]] = []
        for number, entry in enumerate(entries, 1):
            name = entry.get("name") if isinstance(entry, dict) else None
            try:
                specs.append(_spec(entry))
            except KnownError as error:
                refused.append((name if isinstance(name, str) and name else f"label {number}", str(error)))
        result = self._put(specs)
        return replace(result, refused=(*refused, *result.refused))

    def add(self, specs: Iterable[LabelSpec]) -> Imported:
        """Add labels of starter sets; those that exist are left as they are."""
        with self._catalogue.read() as db:
            known = {name_key(label.name) for label in labels.all_labels(db)}
        return self._put([clean_spec(spec) for spec in specs if name_key(spec.name) not in known])

    def _put(self, specs: Sequence[LabelSpec]) -> Imported:
        def write(db: Connection) -> Imported:
            known = {name_key(label.name): label.spec for label in labels.all_labels(db)}
            good, refused = _placed(specs, known)
            for spec in good:  # parents may come after their children
                labels.put(db, replace(spec, parent=None))
            for spec in good:
                label_id = labels.put(db, spec)
                scorers.mark_stale(db, label_id)
                if spec.mode is LabelMode.OFF:
                    proposals.clear(db, [label_id])
            names = [spec.name for spec in good]
            return Imported(
                tuple(name for name in names if name_key(name) not in known),
                tuple(name for name in names if name_key(name) in known),
                tuple(refused),
            )

        result = self._catalogue.write(lambda db: history.recorded(db, Action(ActionKind.IMPORT_LABELS, ""), write))
        self._events.emit(Changes(CHANGED))
        self._on_change()
        return result


def starter_sets(language: str) -> list[LabelSet]:
    """Return the sets of labels to choose from, named in a language ("en" or "zh"); their prompts are English."""
    found = []
    for path in sorted((paths.resources() / "labels").glob("*.toml")):
        document = tomllib.loads(path.read_text("utf-8"))
        names = {entry["name"]: entry.get(f"name_{language}", entry["name"]) for entry in document["label"]}
        specs = []
        for entry in document["label"]:
            plain = {key: value for key, value in entry.items() if key in _KEYS}
            plain["name"] = names[entry["name"]]
            if "parent" in entry:
                plain["parent"] = names[entry["parent"]]
            if "group" in entry:
                plain["group"] = entry.get(f"group_{language}", entry["group"])
            specs.append(_spec(plain))
        found.append(LabelSet(document.get(f"title_{language}", document["title"]), tuple(specs)))
    return found


def _placed(
    specs: Sequence[LabelSpec], known: Mapping[str, LabelSpec]
) -> tuple[list[LabelSpec], list[tuple[str, str]]]:
    """Return the labels that have a place among the others and the known ones, and (name, why) of those that do not.

    A label that is refused may have been another one's parent: so again, until nothing more is refused.
    """
    good, refused = dict[str, LabelSpec](), list[tuple[str, str]]()
    for spec in specs:
        if name_key(spec.name) in good:
            refused.append((spec.name, "It is in the file twice; the first one counts."))
        good.setdefault(name_key(spec.name), spec)
    while True:
        every = {**known, **good}
        misplaced = {key: reason for key, spec in good.items() if (reason := _misplaced(spec, every))}
        misplaced = misplaced or dict.fromkeys(_too_high(good, known, every), _TOO_DEEP)
        if not misplaced:
            return list(good.values()), refused
        for key, reason in misplaced.items():
            refused.append((good.pop(key).name, reason))


def _chain(spec: LabelSpec, every: Mapping[str, LabelSpec]) -> list[str]:
    """Return the keys of a label and of those above it: once around a loop, and not all of far too many."""
    chain, above = [name_key(spec.name)], spec.parent
    while above is not None and name_key(above) not in chain and len(chain) <= MOST_LEVELS:
        chain.append(name_key(above))
        above = every[chain[-1]].parent if chain[-1] in every else None
    return chain


def _misplaced(spec: LabelSpec, every: Mapping[str, LabelSpec]) -> str | None:
    """Return why a label cannot be below its parent; None if it can."""
    chain = _chain(spec, every)
    if chain[-1] not in every:
        return f"There is no label “{every[chain[-2]].parent}” that it could be below."
    if name_key(every[chain[-1]].parent or "") == chain[0]:
        return f"It cannot be below “{spec.parent}”, which is below it."
    return _TOO_DEEP if len(chain) > MOST_LEVELS else None


def _too_high(
    good: Mapping[str, LabelSpec], known: Mapping[str, LabelSpec], every: Mapping[str, LabelSpec]
) -> Iterator[str]:
    """Yield the keys of a file's labels that would take the library's labels below them too deep."""
    for spec in known.values():
        chain = _chain(spec, every)
        if len(chain) > MOST_LEVELS:
            yield from [key for key in chain if key in good][:1]


def _document(spec: LabelSpec) -> dict[str, object]:
    """Return a label as the file has it; what is as usual is left out."""
    document = {
        "name": spec.name,
        "prompts": list(spec.prompts),
        "not": list(spec.counter_prompts),
        "mode": None if spec.mode is LabelMode.SUGGEST else spec.mode.value,
        "threshold": spec.threshold,
        "parent": spec.parent,
        "group": spec.group,
        "colour": spec.colour,
        "folders": list(spec.rule.folders),
        "taken_from": spec.rule.taken_from,
        "taken_to": spec.rule.taken_to,
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def _spec(entry: object) -> LabelSpec:
    """Return the label that an entry of a file describes.

    Raises:
        KnownError: something is missing, of the wrong type or unknown.
    """
    if not isinstance(entry, Mapping):
        raise KnownError("It is no table.")
    for key in entry.keys() - _KEYS:
        if not key.startswith(("name_", "group_")):  # the starter sets' names in other languages
            raise KnownError(f"There is no field “{key}”.")
    try:
        mode = LabelMode(_field(entry, "mode", str) or LabelMode.SUGGEST)
    except ValueError:
        raise KnownError(f"The mode is off, suggest or auto, not “{entry['mode']}”.") from None
    threshold = _field(entry, "threshold", (int, float))
    try:
        threshold = None if threshold is None else float(threshold)
    except OverflowError:
        raise KnownError("“threshold” is far too large a number.") from None
    spec = LabelSpec(
        name=_field(entry, "name", str) or "",
        prompts=_texts(entry, "prompts"),
        counter_prompts=_texts(entry, "not"),
        mode=mode,
        threshold=threshold,
        parent=_field(entry, "parent", str),
        group=_field(entry, "group", str),
        colour=_field(entry, "colour", str),
        rule=Rule(_texts(entry, "folders"), _field(entry, "taken_from", date), _field(entry, "taken_to", date)),
    )
    return clean_spec(spec)


def _field(entry: Mapping[str, Any], key: str, kind: type | tuple[type, ...]) -> Any:
    value = entry.get(key)
    # Python's bool is a number and its datetime a date.
    if value is not None and (not isinstance(value, kind) or isinstance(value, (bool, datetime))):
        raise KnownError(f"“{key}” is not what is expected there.")
    return value


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise KnownError(f"“{key}” is a list of texts.")
    return tuple(value)
