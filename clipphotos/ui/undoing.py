"""Undo and redo: what their menu entries say, and what they do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from clipphotos.core.action import Action, ActionKind
from clipphotos.core.changes import Changes, Kind, Level, Notice
from clipphotos.core.errors import DamagedLibraryError, KnownError, RefusedActionError
from clipphotos.ui import texts
from clipphotos.ui.actions import Actions, plain
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.dialogs.questions import ask
from clipphotos.ui.review import Review

if TYPE_CHECKING:
    from clipphotos.engine.library import Library

_TOPIC = "history"
_KINDS = Kind.LABELS | Kind.SUGGESTIONS | Kind.TAGS | Kind.ROOTS | Kind.ALBUMS | Kind.RATINGS | Kind.DUPLICATES


class Undoing(QObject):
    """Keeps the two actions in step with the library's history; a skip, which the library knows nothing of, first."""

    def __init__(
        self, library: Library, bridge: Bridge, actions: Actions, review: Review, browser: Browser, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library, self._bridge, self._actions = library, bridge, actions
        self._review, self._browser = review, browser
        self._undo: Action | None = None
        self._redo: Action | None = None
        actions.undo.triggered.connect(self.undo)
        actions.redo.triggered.connect(self.redo)
        bridge.changed.connect(self._on_changed)
        review.decided.connect(self._on_decided)
        review.skipped.connect(self._show)
        self._show()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask what could be undone."""
        self._bridge.run(partial(_next_steps, self._library), self._take, topic=_TOPIC)

    @Slot()
    def undo(self) -> None:
        """Take the last action back; if that is refused, ask whether to go on with the one before."""
        if not self._review.take_skip_back():
            self._take_back()

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last; if that is refused, ask whether to go on with what came after."""
        self._do_again()

    def _take_back(self, *, skip: bool = False) -> None:
        question = self.tr("Skip it and undo what was done before?")
        refused = partial(self._on_refused, self.tr("Undo"), question, partial(self._take_back, skip=True))
        self._bridge.change(partial(self._library.history.undo, skip=skip), self._on_undone, refused)

    def _do_again(self, *, skip: bool = False) -> None:
        question = self.tr("Skip it and redo what was done after it?")
        refused = partial(self._on_refused, self.tr("Redo"), question, partial(self._do_again, skip=True))
        self._bridge.change(partial(self._library.history.redo, skip=skip), self._on_redone, refused)

    def _on_refused(self, title: str, question: str, go_on: Callable[[], None], error: KnownError) -> None:
        self.refresh()
        if isinstance(error, RefusedActionError):
            ask(self._window, title, str(error), question, self.tr("Skip it"), go_on)
        elif not isinstance(error, DamagedLibraryError):
            self._bridge.noticed.emit(Notice(Level.WARNING, str(error)))

    def _on_undone(self, action: Action | None) -> None:
        if action is not None and not self._review.undone(action):
            self._tell(self.tr("Undone: {0}.").format(self.describe(action)), action.trouble)
        self.refresh()

    def _on_redone(self, action: Action | None) -> None:
        if action is not None and not self._review.redone(action):
            self._tell(self.tr("Done again: {0}.").format(self.describe(action)), action.trouble)
        self.refresh()

    def _tell(self, text: str, trouble: str) -> None:
        self._bridge.noticed.emit(Notice(Level.WARNING if trouble else Level.INFO, texts.sentences([text, trouble])))

    def _take(self, steps: tuple[Action | None, Action | None]) -> None:
        self._undo, self._redo = steps
        self._show()

    @Slot(object)
    def _on_decided(self, action: Action) -> None:
        """Offer to undo what is not even saved: it will be by then, as changes are made one after the other."""
        self._bridge.forget(_TOPIC)
        self._take((action, None))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _KINDS:
            self.refresh()

    @Slot()
    def _show(self) -> None:
        skipped = len(self._browser.session.last_skip)
        undo = "" if self._undo is None else self.describe(self._undo)
        if skipped:
            undo = self.tr("skipping %Ln photo(s)", None, skipped)
        redo = "" if self._redo is None else self.describe(self._redo)
        _say(self._actions.undo, self.tr("&Undo {0}"), undo)
        _say(self._actions.redo, self.tr("Re&do {0}"), redo)

    def describe(self, action: Action) -> str:
        """Return what an action was, as part of a sentence."""
        photos, name = action.photos, action.subject
        match action.kind:
            case ActionKind.ACCEPT:
                text = self.tr("accepting “{0}” (%Ln photo(s))", None, photos)
            case ActionKind.REJECT:
                text = self.tr("rejecting “{0}” (%Ln photo(s))", None, photos)
            case ActionKind.TAG:
                text = self.tr("adding the tag “{0}” (%Ln photo(s))", None, photos)
            case ActionKind.UNTAG:
                text = self.tr("removing the tag “{0}” (%Ln photo(s))", None, photos)
            case ActionKind.ADD_LABEL:
                text = self.tr("making the label “{0}”")
            case ActionKind.EDIT_LABEL:
                text = self.tr("editing the label “{0}”") if name else self.tr("editing labels")
            case ActionKind.REMOVE_LABEL:
                text = self.tr("removing the label “{0}”")
            case ActionKind.IMPORT_LABELS:
                text = self.tr("importing labels")
            case ActionKind.TRASH:
                text = self.tr("moving %Ln photo(s) to the trash", None, photos)
            case ActionKind.MERGE:
                text = self.tr("merging duplicates (%Ln photo(s) to the trash)", None, photos)
            case ActionKind.DISMISS:
                text = self.tr("taking %Ln photo(s) for no duplicates", None, photos)
            case ActionKind.REMOVE_ROOT:
                name, text = texts.file_name(name), self.tr("removing the folder “{0}”")
            case ActionKind.RATE:
                name = "★" * int(name)
                text = self.tr("rating {0} (%Ln photo(s))", None, photos)
                if not name:
                    text = self.tr("removing the rating (%Ln photo(s))", None, photos)
            case ActionKind.ADD_ALBUM:
                text = self.tr("making the album “{0}”")
            case ActionKind.RENAME_ALBUM:
                text = self.tr("renaming the album “{0}”")
            case ActionKind.REMOVE_ALBUM:
                text = self.tr("deleting the album “{0}”")
            case ActionKind.PUT_IN_ALBUM:
                text = self.tr("adding to the album “{0}” (%Ln photo(s))", None, photos)
            case ActionKind.TAKE_FROM_ALBUM:
                text = self.tr("removing from the album “{0}” (%Ln photo(s))", None, photos)
            case ActionKind.QUERY_ALBUM:
                text = self.tr("changing what the album “{0}” looks for")
            case ActionKind.TAKE_BACK:
                if name:
                    text = self.tr("taking back automatic tags “{0}” (%Ln photo(s))", None, photos)
                else:
                    text = self.tr("taking back %Ln automatic tag(s)", None, photos)
        return text.format(name)


def _say(action: QAction, form: str, what: str) -> None:
    """Write into the menu and the tip what an action would do; its button keeps its short name."""
    text = form.format(what.replace("&", "&&")).strip()
    if action.text() != text:
        short, keys = action.iconText(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(text)
        action.setIconText(short)
        action.setToolTip(f"{plain(form).format(what).strip()}  ({keys})")
    action.setEnabled(bool(what))


def _next_steps(library: Library) -> tuple[Action | None, Action | None]:
    """Ask the library. In a worker."""
    return library.history.next_undo(), library.history.next_redo()
