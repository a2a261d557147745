"""Who or what set a tag, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from clipphotos.core.photo import Tag
from clipphotos.ui import texts

translate = QCoreApplication.translate


def provenance(tag: Tag) -> str:
    """Return the lines that tell where a tag comes from: who set it, what proposed it, and when."""
    proposer = "" if tag.label is None else translate("Provenance", "the label “{0}”").format(tag.label)
    if tag.label is not None and tag.label_version is not None:
        proposer = translate("Provenance", "the label “{0}”, version {1}").format(tag.label, tag.label_version)
    if tag.by_label:
        who = translate("Provenance", "a label") if tag.label is None else proposer
        lines = [translate("Provenance", "Set by {0}; nobody confirmed it yet").format(who)]
    elif tag.label is not None and tag.score is not None:
        lines = [
            translate("Provenance", "Confirmed by you"),
            translate("Provenance", "Proposed by {0}").format(proposer),
        ]
    else:
        lines = [translate("Provenance", "Set by you")]
    if tag.score is not None:
        lines.append(translate("Provenance", "Probability: {0}").format(texts.percent(tag.score)))
    if tag.model is not None and tag.score is not None:
        lines.append(translate("Provenance", "Model: {0}").format(texts.model(tag.model)))
    if tag.tagged_at is not None:
        lines.append(_local(tag.tagged_at))
    return "\n".join(lines)


def _local(moment: str) -> str:
    """Return a moment, UTC in ISO 8601, by the clock on the wall."""
    known = datetime.fromisoformat(moment)
    return texts.date_time((known if known.tzinfo else known.replace(tzinfo=UTC)).astimezone())
