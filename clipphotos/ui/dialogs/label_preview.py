"""What a label would find if it were saved: how many photos, the best of them, and the borderline ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from clipphotos.core.label import Cuts, LabelMode, Trade
from clipphotos.core.photo import PhotoId
from clipphotos.ui.dialogs.tile_strip import TileStrip
from clipphotos.ui.grid.thumbnails import Thumbnails, TileSpec
from clipphotos.ui.grid.tiles import RADIUS_PX
from clipphotos.ui.icons import set_label_icon

Photo = tuple[PhotoId, float]


class LabelPreview(QFrame):
    """Shows an answer at the thresholds of now; moving them asks nobody."""

    def __init__(self, thumbnails: Thumbnails, tagged: int = 0, parent: QWidget | None = None) -> None:
        """Make the preview; `tagged` photos carry the label's tag already."""
        super().__init__(parent)
        self._tagged = tagged
        self.setObjectName("card")
        self._thumbnails = thumbnails
        self._trade: Trade | None = None
        self._cuts, self._cut, self._mode = Cuts(1, 1), 1.0, LabelMode.SUGGEST
        self._title = QLabel(self.tr("Preview"))
        self._title.setObjectName("details_title")
        self._title.setWordWrap(True)
        self._waiting = QProgressBar()
        self._waiting.setObjectName("waiting")
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setFixedHeight(3)
        self._waiting.setAccessibleName(self.tr("Looking through your photos"))
        room = self._waiting.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._waiting.setSizePolicy(room)
        self._waiting.hide()
        self._best = TileStrip(thumbnails, self.tr("Best matches"))
        self._border = TileStrip(thumbnails, self.tr("Borderline"))
        for strip in (self._best, self._border):
            strip.room_changed.connect(self._show)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message_page())
        self._pages.addWidget(self._photos_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._waiting)
        layout.addWidget(self._pages, 1)
        example = QLabel(
            self.tr("To teach a label by examples, select photos in the window and add its name as their tag.")
        )
        example.setProperty("muted", True)
        example.setWordWrap(True)
        layout.addSpacing(4)
        layout.addWidget(example)

    @property
    def title(self) -> str:
        """Return what is said of the numbers."""
        return self._title.text()

    @property
    def message(self) -> str:
        """Return what is said instead of photos, or nothing."""
        return "" if self._pages.currentIndex() else self._message.text()

    @property
    def best(self) -> tuple[Photo, ...]:
        """Return the best photos shown."""
        return self._best.photos

    @property
    def borderline(self) -> tuple[Photo, ...]:
        """Return the photos shown that are nearest to the threshold."""
        return self._border.photos

    @Slot(bool)
    def set_waiting(self, waiting: bool) -> None:
        """Show that an answer is on its way."""
        self._waiting.setVisible(waiting)

    def show_message(self, text: str, icon: str = "photos") -> None:
        """Say why there is nothing to see."""
        self._trade = None
        self._title.setText(self.tr("Preview"))
        self._message.setText(text)
        set_label_icon(self._mark, icon, 48, "border")
        self._pages.setCurrentIndex(0)

    def show_trade(self, trade: Trade, cuts: Cuts, cut: float, mode: LabelMode) -> None:
        """Show an answer.

        Args:
            trade: the answer.
            cuts: the thresholds in use.
            cut: the one of them that borderline photos are near to.
            mode: what the label does.
        """
        self._trade, self._cuts, self._cut, self._mode = trade, cuts, cut, mode
        self._show()

    def _message_page(self) -> QWidget:
        page = QWidget()
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setProperty("muted", True)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(40, 0, 40, 0)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._mark)
        layout.addWidget(self._message)
        layout.addStretch(3)
        return page

    def _photos_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(_heading(self.tr("Best matches"), ""))
        layout.addWidget(self._best, 1)
        layout.addSpacing(6)
        layout.addLayout(_heading(self.tr("Borderline"), self.tr("Faded: below the threshold")))
        layout.addWidget(self._border, 1)
        return page

    @Slot()
    def _show(self) -> None:
        trade = self._trade
        if trade is None:
            return
        self._title.setText(self._in_words(trade))
        if not trade.scores:
            self._message.setText(
                self.tr("No other photo fits; %Ln photo(s) have the tag already.", None, self._tagged)
                if self._tagged
                else self.tr("No photo fits. Describe what such photos show, or give it some examples.")
            )
            set_label_icon(self._mark, "search", 48, "border")
            self._pages.setCurrentIndex(0)
            return
        self._pages.setCurrentIndex(1)
        photos = list(zip(trade.photo_ids, trade.scores, strict=True))
        nothing = self.tr("No photo reaches the threshold.")
        self._best.show_photos(photos[: trade.count(self._cuts.suggest)], 0.0, nothing)
        self._border.show_photos(nearest(photos, self._cut, self._border.room), self._cut)
        self._want()

    def _want(self) -> None:
        """Ask for the pictures."""
        ratio = self.devicePixelRatioF()
        spec = TileSpec(round(max(self._best.side_px, self._border.side_px) * ratio), ratio, True, RADIUS_PX)
        if self._thumbnails.spec != spec:
            self._thumbnails.set_spec(spec)
        self._thumbnails.want(list(dict.fromkeys(p for p, _ in (*self._best.photos, *self._border.photos))))

    def _in_words(self, trade: Trade) -> str:
        found = trade.count(self._cuts.suggest)
        if self._mode is LabelMode.OFF:
            return self.tr("Off; it would suggest %Ln photo(s)", None, found)
        if self._mode is LabelMode.SUGGEST:
            return self.tr("Suggests %Ln photo(s) now", None, found)
        tagged = trade.count(self._cuts.tag)
        text = self.tr("Tags %Ln photo(s) by itself now", None, tagged)
        if found > tagged:
            text += self.tr(", suggests %Ln more", None, found - tagged)
        return text


def nearest(photos: list[Photo], cut: float, count: int) -> list[Photo]:
    """Return the photos around a threshold, half of them on either side if there are as many; all are best first."""
    reached = sum(1 for _, chance in photos if chance >= cut)
    first = max(0, min(reached - count // 2, len(photos) - count))
    return photos[first : first + count]


def _heading(text: str, remark: str) -> QHBoxLayout:
    layout = QHBoxLayout()
    label = QLabel(text)
    label.setProperty("heading", True)
    layout.addWidget(label)
    layout.addStretch()
    if remark:
        small = QLabel(remark)
        small.setProperty("muted", True)
        layout.addWidget(small)
    return layout
