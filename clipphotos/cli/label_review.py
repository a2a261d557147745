"""`label suggest`, `accept`, `reject`, `tagged`, `take-back`, `report`: what labels propose, and what people decide."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.label_options import cuts_document
from clipphotos.cli.output import emit, number_of, shown
from clipphotos.cli.session import Session, add_json, label_named, photos_at, positive, refresh_labels
from clipphotos.core.label import LabelMode, LabelReport


def register(actions: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = actions.add_parser("suggest", help="what waits for a decision, best first")
    parser.add_argument("name")
    parser.add_argument("--limit", type=positive, default=50, metavar="N", help="at most N photos (50)")
    add_json(parser)
    parser.set_defaults(run=suggest)
    for verdict, text in (("accept", "tag files by a label"), ("reject", "never suggest a label for files again")):
        parser = actions.add_parser(verdict, help=f"{text}; the label learns from it")
        parser.add_argument("name")
        parser.add_argument("file", nargs="+")
        add_json(parser)
        parser.set_defaults(run=decide, verdict=verdict)
    parser = actions.add_parser("tagged", help="the tags that labels set by themselves, best first")
    parser.add_argument("name", nargs="?", help="of this label only")
    add_json(parser)
    parser.set_defaults(run=tagged)
    parser = actions.add_parser(
        "take-back", help="remove the tags that labels set by themselves; they only suggest then"
    )
    parser.add_argument("name", nargs="?", help="of this label only")
    add_json(parser)
    parser.set_defaults(run=take_back)
    parser = actions.add_parser("report", help="what labels did and how well")
    parser.add_argument("name", nargs="*", help="these labels; without any, all")
    add_json(parser)
    parser.set_defaults(run=report)


def suggest(session: Session) -> int:
    """Print what a label suggests."""
    with session.reading() as library:
        label = label_named(library, session.args.name)
        found = [
            {"path": library.photos.best_path(s.photo_id), "score": round(s.score, 4), "id": s.photo_id}
            for s in library.review.suggestions(label.id, session.args.limit)
        ]
    emit(found, session.json, lambda: (f"{hit['score']:6.1%}  {shown(str(hit['path']))}" for hit in found))
    return 0


def decide(session: Session) -> int:
    """Accept or reject a label for files."""
    accepting = session.args.verdict == "accept"
    with session.writing() as library:
        label = label_named(library, session.args.name)
        photo_ids = photos_at(library, session.args.file)
        (library.review.accept if accepting else library.review.reject)(label.id, photo_ids)
        refresh_labels(library)
    done, count = "accepted" if accepting else "rejected", len(photo_ids)
    emit({"label": label.name, done: count}, session.json, lambda: [f"{number_of(count, 'photo')} {done}."])
    return 0


def tagged(session: Session) -> int:
    """Print the tags that labels set by themselves."""
    with session.reading() as library:
        only = None if session.args.name is None else label_named(library, session.args.name)
        names = {label.id: label.name for label in ([only] if only else library.labels.list())}
        found = [
            {
                "path": library.photos.best_path(photo_id),
                "label": names[label_id],
                "score": round(score, 4),
                "id": photo_id,
            }
            for label_id, photo_id, score in library.labels.automatic(only.id if only else None)
            if label_id in names  # or it was removed just now
        ]
    emit(
        found,
        session.json,
        lambda: (f"{hit['score']:6.1%}  {shown(str(hit['label']))}  {shown(str(hit['path']))}" for hit in found),
    )
    return 0


def take_back(session: Session) -> int:
    """Remove the tags that labels set by themselves."""
    with session.writing() as library:
        label = None if session.args.name is None else label_named(library, session.args.name)
        count = library.labels.take_back(label.id if label else None)
    emit(
        {"label": label.name if label else None, "taken_back": count},
        session.json,
        lambda: [f"{number_of(count, 'automatic tag')} removed."],
    )
    return 0


def report(session: Session) -> int:
    """Print what labels did."""
    with session.reading() as library:
        wanted = session.args.name
        chosen = [label_named(library, name) for name in wanted] if wanted else library.labels.list()
        reports = [library.labels.report(label.id) for label in chosen]
    emit([_document(it) for it in reports], session.json, lambda: (line for it in reports for line in _lines(it)))
    return 0


def _document(report: LabelReport) -> dict[str, object]:
    label = report.label
    return {
        "name": label.name,
        "mode": label.mode.value,
        "version": label.version,
        "threshold": label.spec.threshold,
        "cuts": cuts_document(label.cuts),
        "accepted": report.accepted,
        "rejected": report.rejected,
        "suggested": label.suggested,
        "suggested_precision": _rounded(report.suggested_precision),
        "tagged": label.tagged,
        "tagged_by_itself": report.tagged_by_itself,
        "tagged_precision": _rounded(report.tagged_precision),
        "learned": report.learned,
        "loss_before": _rounded(report.loss_before),
        "loss_after": _rounded(report.loss_after),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def _lines(report: LabelReport) -> Iterator[str]:
    label = report.label
    yield (
        f"{shown(label.name)} ({label.mode.value}, version {label.version}): "
        f"{report.accepted} accepted, {report.rejected} rejected"
    )
    yield f"  tagged by itself: {report.tagged_by_itself}{_share(report.tagged_precision)}"
    yield f"  suggested: {label.suggested}{_share(report.suggested_precision)}"
    yield f"  {_thresholds(report)}"
    yield f"  {_learning(report)}"


def _share(precision: float | None) -> str:
    return "" if precision is None else f", about {precision:.0%} of them right"


def _thresholds(report: LabelReport) -> str:
    cuts, own = report.label.cuts, report.label.spec.threshold is not None
    if cuts is None:
        return "thresholds: none yet, it never scored the library"
    tags = "tags" if report.label.mode is LabelMode.AUTO else "would tag"
    kind = "own" if own else "automatic"
    return f"thresholds ({kind}): suggests from {cuts.suggest:.0%}, {tags} from {cuts.tag:.0%}"


def _learning(report: LabelReport) -> str:
    if not report.accepted + report.rejected:
        return "learned: nothing yet, it has no decisions"
    use = "in use" if report.learned else "not in use"
    if report.loss_before is None or report.loss_after is None:
        return f"learned: {use}; too few decisions to check it"
    losses = f"{report.loss_before:.3f} before, {report.loss_after:.3f} after"
    return f"learned: {use}; log loss on held-back decisions {losses}"
