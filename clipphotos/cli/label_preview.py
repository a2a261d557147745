"""`label preview`: what a label would find, before it is saved."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clipphotos.cli.label_options import add_definition, cuts_document, defined
from clipphotos.cli.output import emit, number_of, shown
from clipphotos.cli.session import Session, add_json, positive
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Cuts, Label, LabelMode, LabelSpec, Trade, clean_name, name_key
from clipphotos.core.thresholds import chosen_cuts
from clipphotos.engine.library import Library

_NAMELESS = "new label"
_LISTED = 5
_SHOWN_TEXT = 60
_THRESHOLDS = tuple(tenth / 10 for tenth in range(1, 10))


def register(actions: SubParsers[Any]) -> None:
    """Declare the command."""
    parser = actions.add_parser("preview", help="what a label, or a new or changed one, would find; nothing is saved")
    parser.add_argument("name", nargs="?", help="a label, or the name of a new one")
    add_definition(parser)
    parser.add_argument("--limit", type=positive, default=_LISTED, metavar="N", help=f"list N photos each ({_LISTED})")
    add_json(parser)
    parser.set_defaults(run=preview)


@dataclass(frozen=True)
class _Found:
    name: str | None
    spec: LabelSpec
    exists: bool
    trade: Trade
    cuts: Cuts
    best: list[dict[str, Any]]
    above: list[dict[str, Any]]
    """Just above the threshold, which are not among the best; the least probable last."""
    below: list[dict[str, Any]]

    @property
    def tagged(self) -> int:
        return self.trade.count(self.cuts.tag) if self.spec.mode is LabelMode.AUTO else 0

    @property
    def suggested(self) -> int:
        return 0 if self.spec.mode is LabelMode.OFF else self.trade.count(self.cuts.suggest) - self.tagged


def preview(session: Session) -> int:
    """Print what a label would find."""
    args = session.args
    if args.name is None and not args.prompt:
        raise KnownError("Name a label, or describe a new one with --prompt.")
    with session.reading() as library:
        label = _existing(library, args.name)
        spec = defined(library, args, label.spec if label else LabelSpec(args.name or _NAMELESS))
        found = _found(library, args.name, spec, label, args.limit)
    emit(_document(found), session.json, lambda: _lines(found))
    return 0


def _existing(library: Library, name: str | None) -> Label | None:
    if name is None:
        return None
    key = name_key(clean_name(name, "label"))
    return next((label for label in library.labels.list() if name_key(label.name) == key), None)


def _found(library: Library, name: str | None, spec: LabelSpec, label: Label | None, limit: int) -> _Found:
    trade = library.labels.preview(spec, label.id if label else None)
    cuts = chosen_cuts(trade.cuts, spec.threshold)
    end = trade.count(cuts.suggest)

    def listed(first: int, last: int) -> list[dict[str, Any]]:
        pairs = zip(trade.photo_ids[first:last], trade.scores[first:last], strict=True)
        return [
            {"path": library.photos.best_path(photo_id), "score": round(score, 4), "id": photo_id}
            for photo_id, score in pairs
        ]

    best = min(limit, end)
    return _Found(
        label.name if label else name,
        spec,
        label is not None,
        trade,
        cuts,
        listed(0, best),
        listed(max(best, end - limit), end),
        listed(end, end + limit),
    )


def _document(found: _Found) -> dict[str, object]:
    trade, cut = found.trade, found.cuts.suggest
    return {
        "name": found.name,
        "exists": found.exists,
        "mode": found.spec.mode.value,
        "tagged": found.tagged,
        "suggested": found.suggested,
        "cuts": cuts_document(found.cuts),
        "automatic_cuts": cuts_document(trade.cuts),
        "precision": _rounded(trade.precision(cut)),
        "recall": _rounded(trade.recall(cut)),
        "best": found.best,
        "borderline": [{**hit, "proposed": True} for hit in found.above]
        + [{**hit, "proposed": False} for hit in found.below],
        "trade": [
            {
                "threshold": threshold,
                "found": trade.count(threshold),
                "precision": _rounded(trade.precision(threshold)),
                "recall": _rounded(trade.recall(threshold)),
            }
            for threshold in _THRESHOLDS
        ],
        "unread": [{"text": text, "unread": end} for text, end in trade.unread],
        "strange": trade.strange,
        "translated": [{"text": words.source, "english": words.text} for words in trade.translated],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _lines(found: _Found) -> Iterator[str]:
    trade, cuts = found.trade, found.cuts
    name = f"“{shown(found.name)}”" if found.name else ""
    name = name if found.exists else f"A new label {name}".strip()
    yield from _notes(trade)
    precision, recall = trade.precision(cuts.suggest), trade.recall(cuts.suggest)
    if found.spec.mode is LabelMode.OFF:
        yield f"{name} is off and proposes nothing. If it did:"
    if precision is None or recall is None:
        yield f"{name}: no photo matches (none reaches {cuts.suggest:.0%})."
    else:
        if found.spec.mode is LabelMode.AUTO:
            yield f"{name} would tag {number_of(found.tagged, 'photo')} and suggest {found.suggested}."
        else:
            yield f"{name} would suggest {number_of(trade.count(cuts.suggest), 'photo')}."
        yield f"From {cuts.suggest:.0%} on: about {precision:.0%} are right, and {recall:.0%} of all that it fits."
    if found.best:
        yield "Best:"
        yield from (f"  {hit['score']:6.1%}  {shown(hit['path'])}" for hit in found.best)
    if found.above or found.below:
        yield "Borderline (- below the threshold):"
        yield from (f"+ {hit['score']:6.1%}  {shown(hit['path'])}" for hit in found.above)
        yield from (f"- {hit['score']:6.1%}  {shown(hit['path'])}" for hit in found.below)
    if trade.scores:
        yield "Threshold   Found   Right"
        for threshold in _THRESHOLDS:
            right = trade.precision(threshold)
            if right is None:
                break  # nor does any photo reach a higher one
            yield f"{threshold:9.0%}  {trade.count(threshold):6}  {right:6.0%}"


def _short(text: str) -> str:
    return shown(text if len(text) <= _SHOWN_TEXT else f"{text[: _SHOWN_TEXT - 1]}…")


def _notes(trade: Trade) -> Iterator[str]:
    for text, end in trade.unread:
        yield f"“{_short(text)}” is longer than the model reads: its end, “{_short(end)}”, has no effect."
    for words in trade.translated:
        if words.text:
            yield f"“{_short(words.source)}” is read as “{_short(words.text)}”."
        else:
            yield f"“{_short(words.source)}” could not be translated into English: it has no effect."
    if trade.strange:
        yield "The model knows nothing like these words; example photos (--example) would help."
