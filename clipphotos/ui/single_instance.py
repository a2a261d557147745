"""One window per library: a second start raises the first one's window."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_TIMEOUT_MS = 2000
_RETRY_S = 0.1
_MAX_MESSAGE_BYTES = 1 << 20


def server_name(directory: Path) -> str:
    """Return the local server's name for the library in `directory`."""
    digest = hashlib.sha256(str(directory.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"clipphotos-{digest[:20]}"


def raise_running(directory: Path, folders: Sequence[str] = (), *, patience_s: float = 0.0) -> bool:
    """Ask the window that has this library open to come to the front and to add `folders`.

    Needs no QApplication.

    Args:
        directory: the library's folder.
        folders: absolute paths.
        patience_s: how long to wait for a window that is just starting.

    Returns:
        Whether a window answered.
    """
    give_up = time.monotonic() + patience_s
    socket = QLocalSocket()
    while True:
        socket.connectToServer(server_name(directory))
        if socket.waitForConnected(_TIMEOUT_MS):
            break
        if time.monotonic() >= give_up:
            return False
        time.sleep(_RETRY_S)
    socket.write(json.dumps({"raise": True, "folders": list(folders)}).encode("ascii") + b"\n")
    answered = socket.waitForReadyRead(_TIMEOUT_MS)
    socket.abort()
    return answered


class InstanceServer(QObject):
    """Listens for later starts with the same library.

    Signals:
        raise_asked(list[str]): another start asks for the window, with folders to add.
    """

    raise_asked = Signal(list)

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        """Listen. The caller holds the library's lock, so a server of this name is left over from a crash."""
        super().__init__(parent)
        name = server_name(directory)
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self.listening = self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._handle(socket)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if socket.canReadLine():
            self._handle(socket)
        elif socket.bytesAvailable() > _MAX_MESSAGE_BYTES:
            socket.abort()

    def _handle(self, socket: QLocalSocket) -> None:
        try:
            message = json.loads(bytes(socket.readLine(_MAX_MESSAGE_BYTES).data()))
            folders = [str(folder) for folder in message.get("folders", [])]
        except (ValueError, AttributeError, TypeError):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.raise_asked.emit(folders)
