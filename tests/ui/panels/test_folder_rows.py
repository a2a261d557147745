"""Folders as rows: told apart by what is above them, and with what is amiss."""

from __future__ import annotations

from clipphotos.core.photo import Root, RootId, RootState, Volume, VolumeKind
from clipphotos.ui.panels.folder_rows import rows_of


def _root(number: int, path: str, state: RootState = RootState.ONLINE, **more: object) -> Root:
    return Root(RootId(number), path, state, **more)  # type: ignore[arg-type]


def _hints(*paths: str) -> list[str]:
    return [row.hint for row in rows_of([_root(number, path) for number, path in enumerate(paths)])]


def test_the_nearest_folder_that_differs_tells_folders_of_one_name_apart() -> None:
    assert _hints("/home/a/Pictures", "/mnt/Photos") == ["", ""]
    assert _hints("/home/a/Photos", "/mnt/usb/Photos") == ["a", "usb"]
    assert _hints("/a/2023/raw/photos", "/a/2024/raw/photos", "/x/y") == ["2023", "2024", ""]
    assert _hints("/photos", "/a/photos") == ["/", "a"]
    assert _hints("/a/1/p", "/a/2/p", "/b/1/p") == ["a/1", "2", "b"]


def test_a_drive_tells_folders_of_one_path_apart() -> None:
    drives = [Volume("", name, VolumeKind.REMOVABLE) for name in ("RED", "BLUE")]
    roots = [_root(n, "/media/disk/photos", RootState.OFFLINE, volume=drive) for n, drive in enumerate(drives)]
    assert [row.hint for row in rows_of(roots)] == ["RED", "BLUE"]


def test_says_why_a_folder_is_offline_and_on_which_drive() -> None:
    volume = Volume("x", "HOLI\u202eDAY", VolumeKind.REMOVABLE)
    row = rows_of([_root(1, "/media/x/photos", RootState.OFFLINE, reason="It is not connected.", volume=volume)])[0]
    assert (row.icon, row.faint, row.badge) == ("folder-offline", True, "")
    assert row.tip.splitlines() == [
        "/media/x/photos",
        "On HOLI\\u202eDAY",
        "Offline: It is not connected.",
        "Its photos are kept, with all their tags.",
    ]


def test_marks_a_folder_whose_photos_seem_to_be_gone_and_says_why_one_is_polled() -> None:
    row = rows_of([_root(1, "/photos", vanished=1234, reason="A drive is missing.", polled="It is a network drive.")])[
        0
    ]
    assert (row.icon, row.faint, row.badge) == ("folder", False, "warning")
    assert "A drive is missing." in row.tip
    assert "1234 photo(s) in “photos” seem to be gone. They are kept." in row.tip.replace(",", "")
    assert row.tip.endswith("It is a network drive.")
