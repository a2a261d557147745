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
    REMOVE_ROOT = "remove_root"
    """A folder is no longer watched."""
    RATE = "rate"
    ADD_ALBUM = "add_album"
    RENAME_ALBUM = "rename_album"
    REMOVE_ALBUM = "remove_album"
    PUT_IN_ALBUM = "put_in_album"
    TAKE_FROM_ALBUM = "take_from_album"
    QUERY_ALBUM = "query_album"
    """A smart album looks for something else."""
    TRASH = "trash"
    """Photos were moved to the system's trash."""
    MERGE = "merge"
    """What was decided about versions of a photo went to one of them, and the others to the trash."""
    DISMISS = "dismiss"
    """Photos are no duplicates of each other."""


@dataclass(frozen=True)
class Action:
    """One action; undoing it restores what it changed."""

    kind: ActionKind
    subject: str
    """Name of the label, tag or album, the root's path, the rating as a digit; empty for several."""
    photos: int = 0
    """How many photos it was about."""
    label_ids: frozenset[LabelId] = field(default=frozenset(), compare=False)
    photo_ids: frozenset[PhotoId] = field(default=frozenset(), compare=False)
    """What was changed; told by `undo` and `redo` only."""
    id: int = field(default=0, compare=False)
    """Its number in the catalogue; 0 while it is not there."""
    trouble: str = field(default="", compare=False)
    """What `undo` or `redo` could not do on disk, as a sentence."""
