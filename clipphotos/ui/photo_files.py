"""A photo's file in other programs: opened, shown in its folder, its path copied."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from clipphotos.core.changes import Level, Notice
from clipphotos.core.photo import PhotoId
from clipphotos.ui import texts
from clipphotos.ui.bridge import Bridge

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

    from clipphotos.engine.library import Library


class PhotoFiles(QObject):
    """Hands files to the desktop."""

    def __init__(self, library: Library, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._bridge = library, bridge

    def open(self, photo_id: PhotoId) -> None:
        """Open a photo with the usual program."""
        self._with_path(photo_id, self._open_path)

    def reveal(self, photo_id: PhotoId) -> None:
        """Show a photo in its folder."""
        self._with_path(photo_id, self.reveal_path)

    def copy_path(self, photo_id: PhotoId) -> None:
        """Copy a photo's path."""
        self._with_path(photo_id, self._copy)

    @Slot(str)
    def reveal_path(self, path: str) -> None:
        """Show a file in the file manager."""
        if sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", path])
        elif sys.platform == "win32":
            QProcess.startDetached("explorer", ["/select,", str(Path(path))])
        else:
            self._reveal_by_dbus(path)

    def _with_path(self, photo_id: PhotoId, then: object) -> None:
        self._bridge.run(partial(self._library.photos.path, photo_id), partial(self._found, then), topic="path")

    def _found(self, then: object, path: str | None) -> None:
        if path is None:
            self._say(self.tr("The photo cannot be reached now: its folder or drive is offline."))
        elif callable(then):
            then(path)

    def _open_path(self, path: str) -> None:
        if not QDesktopServices.openUrl(texts.file_url(path)):
            self._say(self.tr("No program was found that opens {0}.").format(texts.file_name(path)))

    def _copy(self, path: str) -> None:
        QGuiApplication.clipboard().setText(path)

    def _reveal_by_dbus(self, path: str) -> None:
        """Ask the file manager to select the file; open the folder if there is none that can."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            self._open_folder(path)
            return
        service, place = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
        message = QDBusMessage.createMethodCall(service, place, service, "ShowItems")
        message.setArguments([[bytes(texts.file_url(path).toEncoded().data()).decode("ascii")], ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)
        watcher.finished.connect(partial(self._on_revealed, path))

    def _on_revealed(self, path: str, watcher: QDBusPendingCallWatcher) -> None:
        if watcher.isError():
            self._open_folder(path)
        watcher.deleteLater()

    def _open_folder(self, path: str) -> None:
        if not QDesktopServices.openUrl(texts.file_url(str(Path(path).parent))):
            self._say(self.tr("No program was found that shows folders."))

    def _say(self, text: str) -> None:
        self._bridge.noticed.emit(Notice(Level.WARNING, text))
