"""What a person did that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from clipphotos.core.label import LabelId
from clipphotos.core.photo import PhotoId


class ActionKind(StrEnum):
    """The kinds of actions that are remembered."""

    ACCEPT = "accept"
    REJECT = "reject"
    TAG = "tag"
    UNTAG = "untag"
    ADD_LABEL = "add_label"
    EDIT_LABEL = "edit_label"
    REMOVE_LABEL = "remove_label"
    IMPORT_LABELS = "import_labels"
    TAKE_BACK = "take_back"
    """Automatic tags were removed."""


@dataclass(frozen=True)
class Action:
    """One action; undoing it restores what it changed."""

    kind: ActionKind
    subject: str
    """Name of the label or tag; empty for several."""
    photos: int = 0
    """How many photos it was about."""
    label_ids: frozenset[LabelId] = field(default=frozenset(), compare=False)
    photo_ids: frozenset[PhotoId] = field(default=frozenset(), compare=False)
    """What was changed; told by `undo` and `redo` only."""
