"""Light and dark: colours, palette and style sheet."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from clipphotos.paths import resources

SCHEME_VARIABLE = "CLIPPHOTOS_COLOR_SCHEME"


@dataclass(frozen=True)
class Colours:
    """The colours of one scheme, as #rrggbb."""

    window: str
    base: str
    raised: str
    border: str
    text: str
    muted: str
    hover: str
    pressed: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    bad: str
    warning: str
    star: str
    placeholder: str


LIGHT = Colours(
    window="#f5f5f7",
    base="#ffffff",
    raised="#ffffff",
    border="#e1e1e7",
    text="#1c1d22",
    muted="#666975",
    hover="#ebebf0",
    pressed="#dfdfe7",
    accent="#4c61d8",
    accent_hover="#3f53c6",
    on_accent="#ffffff",
    accent_soft="#e4e8fc",
    good="#1d8650",
    bad="#c93a3a",
    warning="#a86200",
    star="#d99a00",
    placeholder="#ececf0",
)
DARK = Colours(
    window="#1d1e22",
    base="#151619",
    raised="#282a30",
    border="#33353c",
    text="#ececf0",
    muted="#9b9eaa",
    hover="#2a2c32",
    pressed="#363941",
    accent="#8496ff",
    accent_hover="#9aa9ff",
    on_accent="#12131a",
    accent_soft="#2b3157",
    good="#5cc98d",
    bad="#f0807f",
    warning="#e5a94a",
    star="#f0bd4a",
    placeholder="#232529",
)


def colours_of(palette: QPalette) -> Colours:
    """Return the scheme that a widget's palette belongs to."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


class Theme(QObject):
    """Dresses the application, and does so again when the system changes between light and dark.

    Signals:
        changed(): the colours are other ones now; icons must be drawn again.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle("Fusion")
        forced = os.environ.get(SCHEME_VARIABLE, "").casefold()
        if forced in ("light", "dark"):
            app.styleHints().setColorScheme(
                Qt.ColorScheme.Dark if forced == "dark" else Qt.ColorScheme.Light,
            )
        self._forced = forced
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._forced in ("light", "dark"):
            dark = self._forced == "dark"
        colours = DARK if dark else LIGHT
        self._app.setPalette(palette_of(colours))
        self._app.setStyleSheet(style_sheet(colours))


def palette_of(colours: Colours) -> QPalette:
    """Return the palette of a scheme."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.raised), QColor(colours.window))
    for key, value in (
        (role.Window, colours.window),
        (role.Base, colours.base),
        (role.AlternateBase, colours.window),
        (role.Button, colours.raised),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.bad),
        (role.PlaceholderText, colours.muted),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Mid, colours.border),
        (role.Dark, colours.border),
    ):
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(colours.muted)
        faint.setAlpha(130)
        palette.setColor(QPalette.ColorGroup.Disabled, key, faint)
    return palette


def style_sheet(colours: Colours) -> str:
    """Return the application's style sheet with the scheme's colours filled in."""
    folder = resources() / "style"
    template = (folder / "clipphotos.qss").read_text(encoding="utf-8")
    names = {field.name: getattr(colours, field.name) for field in fields(colours)}
    names |= {"folder": folder.as_posix(), "scheme": "dark" if colours is DARK else "light"}
    return Template(template).substitute(names)
