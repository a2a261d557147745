"""Keeps what the window shows in step with what was asked for and with what the library says."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from clipphotos.core.changes import Changes, Kind, Progress
from clipphotos.core.photo import PhotoId, RootState
from clipphotos.ui import source_texts, sources, texts
from clipphotos.ui.actions import Actions
from clipphotos.ui.bridge import Bridge
from clipphotos.ui.browser import Browser
from clipphotos.ui.grid.thumbnails import Thumbnails
from clipphotos.ui.layout import Body, Parts
from clipphotos.ui.overview import Facts, Overview
from clipphotos.ui.panels.status_bar import StatusBar
from clipphotos.ui.sources import AllPhotos, Automatic, Duplicates, InAlbum, InFolder, Queue, Source, ToReview


class Stage(QObject):
    """Writes into the parts; asks for nothing but a refresh."""

    def __init__(
        self,
        parent: QObject,
        parts: Parts,
        body: Body,
        status: StatusBar,
        actions: Actions,
        bridge: Bridge,
        browser: Browser,
        overview: Overview,
        thumbnails: Thumbnails,
    ) -> None:
        super().__init__(parent)
        self._parts, self._body, self._status, self._actions = parts, body, status, actions
        self._browser, self._overview, self._thumbnails = browser, overview, thumbnails
        self._progress = Progress(0, 0)
        self._refusal = ""
        bridge.progressed.connect(self._on_progress)
        bridge.noticed.connect(parts.notice.show_notice)
        bridge.digested.connect(parts.notice.show_digest)
        bridge.changed.connect(self._on_changed)
        overview.updated.connect(self._on_facts)
        browser.source_changed.connect(self._on_source)
        browser.loaded.connect(self._on_loaded)
        browser.failed.connect(self._on_refused)
        browser.waiting.connect(body.set_waiting)
        parts.grid.selection_changed.connect(self._on_selection)
        parts.grid.tile_size_changed.connect(parts.header.set_tile_px)
        self._on_selection()
        self._on_source(browser.source)
        self._update_page()

    @property
    def paused(self) -> bool:
        """Return whether the background work is paused."""
        return self._progress.paused

    @Slot(object)
    def _on_source(self, source: Source) -> None:
        self._refusal = ""
        self._parts.sidebar.mark(None if sources.is_search(source) else source)
        reviewing = sources.is_review(source)
        self._parts.grid.set_reviewing(reviewing)
        self._actions.set_reviewing(reviewing)
        self._parts.header.set_shown(source_texts.title(source), "")
        self._parts.details.setVisible(self._actions.details.isChecked() and not isinstance(source, Duplicates))
        if isinstance(source, Duplicates):
            self._update_page()
        self._enable()

    @Slot(object)
    def _on_loaded(self, source: Source) -> None:
        self._refusal = ""
        grid = self._parts.grid
        count = grid.photos.rowCount()
        self._write_header()
        self._update_page()
        if sources.is_review(source) and count and not grid.selected_count():
            grid.select_row(0)
        self._enable()

    def _write_header(self) -> None:
        source, shown = self._browser.source, self._browser.reviewed
        count = self._parts.grid.photos.rowCount()
        found = self._browser.found
        if found is not None and found.bands is not None:
            count = found.bands.matching
        if shown is None or shown.label_id is None or not count:
            asked = sources.is_review(source) and self._browser.asking  # no flicker between two batches
            if not asked:
                self._parts.header.set_shown(
                    source_texts.title(source),
                    source_texts.count(source, count, self._browser.hidden) if count else "",
                )
            return
        label = self._overview.facts.label(shown.label_id)
        name = shown.name if label is None else label.name
        if shown.automatic:
            self._parts.header.set_shown(source_texts.title(Automatic(shown.label_id, name)), texts.photos(count))
            return
        waiting = shown.waiting if isinstance(source, Queue) else count
        if isinstance(source, ToReview) and label is not None and len(shown.ids) >= sources.BATCH_OF_ONE:
            waiting = max(count, label.suggested)
        self._parts.header.set_shown(source_texts.question(name), texts.suggestions(waiting))

    @Slot(object, str)
    def _on_refused(self, source: Source, text: str) -> None:
        self._refusal = text
        shown = self._browser.shown
        if shown is not None and shown != source:  # the last good results stay
            count = self._parts.grid.photos.rowCount()
            self._parts.header.set_shown(source_texts.title(shown), source_texts.count(shown, count))
        self._update_page()

    @Slot()
    def _on_selection(self) -> None:
        grid = self._parts.grid
        count = grid.selected_count()
        if count == 1:
            self._parts.details.show_photo(grid.selected_ids()[0])
        else:
            self._parts.details.show_count(count)
        self._enable()

    @Slot(object)
    def _on_facts(self, facts: Facts) -> None:
        parts, source = self._parts, self._browser.browsed
        parts.sidebar.set_photo_count(facts.photos)
        parts.sidebar.set_roots(facts.roots)
        parts.sidebar.set_albums(facts.albums)
        parts.sidebar.set_labels(facts.labels)
        suggested = sum(label.suggested for label in facts.labels)
        parts.sidebar.set_waiting_count(suggested)
        self._browser.count_again(suggested)
        parts.sidebar.set_tags(facts.tags)
        names = {name for name, _ in facts.tags} | {label.name for label in facts.labels}
        parts.details.set_known_tags(sorted(names, key=str.casefold))
        self._status.set_failed(len(facts.failed))
        self._status.set_model(facts.model)
        album = facts.album(source.album_id) if isinstance(source, InAlbum) else None
        if (
            (isinstance(source, ToReview | Automatic) and facts.label(source.label_id) is None)
            or (isinstance(source, InFolder) and facts.root(source.root_id) is None)
            or (isinstance(source, InAlbum) and album is None)
        ):
            self._browser.show(AllPhotos())
        elif album is not None and album.name != source_texts.title(source) and self._browser.source == source:
            self._browser.show(InAlbum(album.id, album.name))
        elif self._under_review_is_gone(facts):
            self._browser.reload()
        elif not sources.is_search(self._browser.source):
            parts.sidebar.mark(source)
            if self._browser.reviewed is not None:
                self._write_header()
        self._enable()
        self._update_page()

    def _under_review_is_gone(self, facts: Facts) -> bool:
        """Return whether the label that asks was removed."""
        shown = self._browser.reviewed
        return shown is not None and shown.label_id is not None and facts.label(shown.label_id) is None

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        was_busy, self._progress = self._progress.busy, progress
        self._status.set_progress(progress)
        self._actions.set_paused(progress.paused)
        if was_busy != progress.busy:
            self._update_page()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Load pictures and details again that may be other ones now."""
        if changes.photo_ids is None:
            self._thumbnails.forget()
        elif changes.kinds & Kind.PHOTOS:
            self._thumbnails.forget(changes.photo_ids)
        shown: PhotoId | None = self._parts.details.photo_id
        if shown is not None and (changes.photo_ids is None or shown in changes.photo_ids):
            self._parts.details.reload()

    def _enable(self) -> None:
        """Let only what makes sense be done."""
        grid, facts, source = self._parts.grid, self._overview.facts, self._browser.source
        actions, shown = self._actions, self._browser.reviewed
        selected, count = grid.selected_count(), grid.photos.rowCount()
        actions.set_photo_enabled(selected)
        album = facts.album(source.album_id) if isinstance(source, InAlbum) else None
        actions.set_album_enabled(isinstance(source, InAlbum), selected, smart=album is not None and album.smart)
        automatic = isinstance(source, Automatic)
        label = isinstance(source, ToReview | Automatic) or (shown is not None and shown.label_id is not None)
        actions.set_review_enabled(shown is not None, automatic, label, count, selected)
        actions.show_skipped.setEnabled(self._browser.session.skipped > 0)
        self._parts.header.set_tools(
            [tool for tool in actions.label_tools if label and (automatic or tool is not actions.take_back)],
            order=isinstance(source, Queue),
        )
        decisions = actions.decisions if sources.is_review(source) and (count or self._browser.asking) else ()
        of_suggestions = (actions.skip, actions.accept_above)
        self._parts.review.set_shown([a for a in decisions if not automatic or a not in of_suggestions])
        self._actions.remove_folder.setEnabled(isinstance(source, InFolder))
        self._actions.failed.setEnabled(bool(facts.failed))

    def _update_page(self) -> None:
        """Show the grid, or say why there is nothing in it."""
        count, facts, source = self._parts.grid.photos.rowCount(), self._overview.facts, self._browser.source
        if isinstance(source, Duplicates):
            self._parts.header.hide()
            self._body.show_duplicates()
            return
        if not count and self._browser.reviewed is not None and self._browser.asking:
            return  # the next photos come at once
        welcome = facts.known and not facts.roots and not facts.photos and not sources.is_search(source)
        self._body.show_grid(count > 0)
        self._parts.header.setVisible(not welcome)
        if count:
            return
        message = self._parts.message
        if self._refusal:
            message.show_message("warning", self.tr("This cannot be shown now"), self._refusal)
        elif not facts.known:
            message.show_message("photos", "", "", busy=True)
        elif welcome:
            message.show_message(
                "app",
                self.tr("Welcome to ClipPhotos"),
                self.tr(
                    "Add a folder, or drop one here. Your photos stay where they are, and nothing leaves this computer."
                ),
                button=True,
            )
        elif isinstance(source, AllPhotos | InFolder) and self._progress.busy:
            message.show_message(
                "photos",
                self.tr("Looking for photos…"),
                self.tr("They appear here as they are found. You can search while the rest is being indexed."),
                busy=True,
            )
        else:
            self._show_hint(source)

    def _show_hint(self, source: Source) -> None:
        facts = self._overview.facts
        title, text = source_texts.hint(source)
        icon = "check" if sources.is_review(source) else "search" if sources.is_search(source) else "photos"
        icon = "bolt" if isinstance(source, Automatic) else icon
        offer = None
        skipped = self._browser.session.skipped
        if isinstance(source, Queue | ToReview) and skipped:
            offer = self._actions.show_skipped
            title = self.tr("Only skipped photos are left")
            text = self.tr("%Ln skipped suggestion(s) come back when ClipPhotos is started again.", None, skipped)
        elif isinstance(source, Queue) and not facts.labels:
            offer = self._actions.new_label
            title = self.tr("There is no label yet")
            text = self.tr("Describe what you look for: ClipPhotos suggests photos, and you accept or reject them.")
        root = facts.root(source.root_id) if isinstance(source, InFolder) else None
        if root is not None and root.state == RootState.OFFLINE:
            icon = "folder-offline"
            title = self.tr("“{0}” is offline").format(texts.file_name(root.path))
            reason = root.reason or self.tr("Its drive may not be connected.")
            back = self.tr("{0} Nothing is lost: its photos come back, with their tags, as soon as the folder does.")
            text = back.format(reason)
        if self._browser.rest:
            offer = self._actions.show_more
        if sources.is_search(source) and facts.embedded < facts.photos:
            done_of = self.tr("{0} of {1}").format(texts.number(facts.embedded), texts.number(facts.photos))
            text += "\n" + self.tr("So far {0} photos are indexed; the rest can be found soon.").format(done_of)
        self._parts.message.show_message(icon, title, text, offer=offer)
