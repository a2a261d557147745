"""The facts of a photo as lines: an icon and a text each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from clipphotos.core.photo import CaptureFacts, PhotoDetails
from clipphotos.ui import texts
from clipphotos.ui.icons import set_label_icon

translate = QCoreApplication.translate


def lines_of(details: PhotoDetails) -> list[tuple[str, str, str]]:
    """Return (icon, what it is, text) of every fact that is known."""
    facts = details.facts
    lines = []
    if facts.taken is not None:
        lines.append(("calendar", translate("Facts", "Taken"), texts.date_time(facts.taken)))
    if facts.camera or facts.lens:
        text = "\n".join(texts.readable(part) for part in (facts.camera, facts.lens) if part)
        lines.append(("camera", translate("Facts", "Camera"), text))
    if exposure := exposure_of(facts):
        lines.append(("sparkle", translate("Facts", "Exposure"), exposure))
    if details.width and details.height:
        lines.append(("size", translate("Facts", "Size"), dimensions(details.width, details.height)))
    if facts.latitude is not None and facts.longitude is not None:
        place = texts.coordinates(facts.latitude, facts.longitude)
        lines.append(("pin", translate("Facts", "Place"), place))
    if details.albums:
        lines.append(("album", translate("Facts", "Albums"), "\n".join(details.albums)))
    return lines


def exposure_of(facts: CaptureFacts) -> str:
    """Return the exposure in a photographer's words, "1/250 s · f/2.8 · ISO 100 · 35 mm"."""
    parts = []
    if facts.exposure_s:
        parts.append(texts.exposure(facts.exposure_s))
    if facts.aperture:
        parts.append(f"f/{facts.aperture:g}")
    if facts.iso:
        parts.append(f"ISO {facts.iso}")
    if facts.focal_length_mm:
        parts.append(translate("Facts", "{0} mm").format(f"{facts.focal_length_mm:g}"))
    return " · ".join(parts)


def dimensions(width: int, height: int) -> str:
    """Return "4000 × 3000 · 12 MP"."""
    megapixels = width * height / 1e6
    text = f"{width} × {height}"
    if megapixels >= 0.5:
        text += " · " + translate("Facts", "{0} MP").format(f"{megapixels:.1f}".removesuffix(".0"))
    return text


class FactsList(QWidget):
    """Shows what is known of a photo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def set_details(self, details: PhotoDetails) -> None:
        """Show a photo's facts."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (icon, what, text) in enumerate(lines_of(details)):
            mark = QLabel()
            mark.setToolTip(what)
            set_label_icon(mark, icon, 18)
            value = QLabel(text)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            value.setWordWrap(True)  # after the policy, which it lets depend on the width
            value.setToolTip(what)
            value.setAccessibleName(f"{what}: {text}")
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
