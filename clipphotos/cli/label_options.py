"""A label's definition as options of a command, as text and as JSON."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date
from typing import Any

from clipphotos.cli.output import shown
from clipphotos.cli.session import label_named
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Cuts, Label, LabelMode, LabelSpec, Rule
from clipphotos.engine.library import Library
from clipphotos.media.volumes import is_inside


def add_definition(parser: ArgumentParser) -> None:
    """Give a command the options that define a label; an empty text clears what was there."""
    several: dict[str, Any] = {"action": "append"}
    parser.add_argument(
        "--prompt", **several, metavar="TEXT", help="what its photos show, repeatable; without any its name says it"
    )
    parser.add_argument(
        "--not", **several, dest="counter", metavar="TEXT", help="what looks alike and is not meant; repeatable"
    )
    parser.add_argument(
        "--threshold",
        metavar="P",
        help="smallest probability to propose a photo, from 0.03 to below 1; auto: found by itself",
    )
    modes = parser.add_mutually_exclusive_group()
    for option, mode, text in (
        ("--auto", LabelMode.AUTO, "tag by itself where it is sure"),
        ("--suggest", LabelMode.SUGGEST, "only suggest, as a new label does"),
        ("--off", LabelMode.OFF, "neither tag nor suggest"),
    ):
        modes.add_argument(option, dest="mode", action="store_const", const=mode, help=text)
    parser.add_argument("--parent", metavar="LABEL", help="the more general label")
    parser.add_argument("--group", metavar="GROUP", help="exclusive group: at most one of its labels fits a photo")
    parser.add_argument("--colour", metavar="#RRGGBB")
    parser.add_argument("--folder", **several, metavar="DIR", help="only photos in this folder or below; repeatable")
    parser.add_argument("--from", dest="taken_from", metavar="DATE", help="only photos taken on this day or later")
    parser.add_argument("--to", dest="taken_to", metavar="DATE", help="only photos taken on this day or earlier")


def defined(library: Library, args: Namespace, before: LabelSpec) -> LabelSpec:
    """Return a definition changed by what the options say; the rest stays.

    Raises:
        KnownError: a threshold, date, folder or parent that cannot be.
    """
    rule = before.rule
    return replace(
        before,
        prompts=before.prompts if args.prompt is None else tuple(args.prompt),
        counter_prompts=before.counter_prompts if args.counter is None else tuple(args.counter),
        mode=args.mode or before.mode,
        threshold=before.threshold if args.threshold is None else _threshold(args.threshold),
        parent=before.parent if args.parent is None else _parent(library, args.parent),
        group=before.group if args.group is None else args.group.strip() or None,
        colour=before.colour if args.colour is None else args.colour or None,
        rule=Rule(
            rule.folders if args.folder is None else _folders(library, args.folder),
            rule.taken_from if args.taken_from is None else _day(args.taken_from),
            rule.taken_to if args.taken_to is None else _day(args.taken_to),
        ),
    )


def _threshold(text: str) -> float | None:
    if text in ("", "auto"):
        return None
    try:
        return float(text)
    except ValueError:
        raise KnownError(f"A threshold is a number from 0.03 to below 1, or auto, not “{text}”.") from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise KnownError(f"“{text}” is no date. Write it as in 2024-05-31.") from None


def _parent(library: Library, name: str) -> str | None:
    return label_named(library, name).name if name else None


def _folders(library: Library, folders: list[str]) -> tuple[str, ...]:
    watched = [root.path for root in library.roots.list()]
    found = [os.path.realpath(folder) for folder in folders if folder]
    for folder in found:
        if not any(is_inside(folder, root) or is_inside(root, folder) for root in watched):
            raise KnownError(f"{folder} is not in a watched folder.")
    return tuple(dict.fromkeys(found))


def document_of(label: Label) -> dict[str, object]:
    """Return a label as JSON shows it."""
    spec = label.spec
    return {
        "name": spec.name,
        "prompts": list(spec.prompts),
        "not": list(spec.counter_prompts),
        "mode": spec.mode.value,
        "threshold": spec.threshold,
        "parent": spec.parent,
        "group": spec.group,
        "colour": spec.colour,
        "folders": list(spec.rule.folders),
        "from": spec.rule.taken_from.isoformat() if spec.rule.taken_from else None,
        "to": spec.rule.taken_to.isoformat() if spec.rule.taken_to else None,
        "version": label.version,
        "cuts": cuts_document(label.cuts),
        "suggested": label.suggested,
        "tagged": label.tagged,
    }


def cuts_document(cuts: Cuts | None) -> dict[str, float | None] | None:
    """Return thresholds as JSON shows them; null: it does not tag by itself, whatever the photo."""
    if cuts is None:
        return None
    return {"suggest": round(cuts.suggest, 4), "tag": round(cuts.tag, 4)}


def line_of(label: Label) -> str:
    """Return a label as one line."""
    parts = [label.mode.value, f"{label.suggested} suggested", f"{label.tagged} tagged", _threshold_text(label)]
    if label.spec.parent:
        parts.append(f"below {shown(label.spec.parent)}")
    if label.spec.group:
        parts.append(f"group {shown(label.spec.group)}")
    return f"{shown(label.name)}: {', '.join(parts)}"


def _threshold_text(label: Label) -> str:
    if label.spec.threshold is not None:
        return f"threshold {label.spec.threshold:.0%}"
    return "threshold automatic" if label.cuts is None else f"threshold {label.cuts.suggest:.0%} (automatic)"
