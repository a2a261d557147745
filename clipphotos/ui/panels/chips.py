"""Tags as chips, and the field that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from clipphotos.core.photo import Tag
from clipphotos.ui import texts
from clipphotos.ui.icons import set_icon, set_label_icon
from clipphotos.ui.panels.flow import FlowLayout
from clipphotos.ui.panels.provenance import provenance


class TagChip(QFrame):
    """One tag with its provenance.

    Signals:
        removed(str): the tag's × was clicked.
    """

    removed = Signal(str)

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = tag.name
        self.setObjectName("chip")
        self.setProperty("by_label", tag.by_label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 4, 3)
        layout.setSpacing(4)
        if tag.by_label:
            mark = QLabel()
            set_label_icon(mark, "bolt", 14)
            layout.addWidget(mark)
        text = QLabel(tag.name)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addWidget(text)
        if tag.by_label and tag.score is not None:
            score = QLabel(texts.percent(tag.score))
            score.setProperty("muted", True)
            layout.addWidget(score)
        button = QToolButton()
        set_icon(button, "close", "muted")
        button.setIconSize(button.iconSize().scaled(13, 13, Qt.AspectRatioMode.KeepAspectRatio))
        remove = self.tr("Remove tag “{0}”").format(tag.name)
        button.setAccessibleName(remove)
        button.setToolTip(remove)
        button.clicked.connect(self._on_remove)
        layout.addWidget(button)
        self.setToolTip(provenance(tag))
        self.setAccessibleName(f"{tag.name}. {self.toolTip()}")

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self._name)


class TagChips(QWidget):
    """The tags of a photo.

    Signals:
        removed(str): a tag is to go.
    """

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[Tag, ...] = ()
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Show these tags."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        while (item := self._flow.takeAt(0)) is not None:
            chip = item.widget()
            chip.hide()
            chip.deleteLater()
        for tag in tags:
            chip = TagChip(tag)
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
        self.setVisible(bool(tags))
        self.updateGeometry()


class TagField(QLineEdit):
    """Where a tag is typed; completes the tags that there are.

    Signals:
        tag_entered(str): a tag is to be added.
    """

    tag_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setPlaceholderText(self.tr("Add a tag"))
        self.setAccessibleName(self.tr("Add a tag"))
        self.setMaxLength(200)
        self.returnPressed.connect(self._on_return)

    def set_known(self, names: Sequence[str]) -> None:
        """Complete these."""
        if list(names) != self._names.stringList():
            self._names.setStringList(list(names))

    @Slot()
    def _on_return(self) -> None:
        text = self.text().strip()
        if text:
            self.tag_entered.emit(text)
            self.clear()
