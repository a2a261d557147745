"""Random things that people do to files in the very middle of a look at the folders.

What takes a lucky moment where the program watches happens here in most looks: files move between one folder and the
next, before one is read, and before it is recorded.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from clipphotos.engine.folders import identify, scanner
from clipphotos.media import hashing
from tests.faults.moving import FOLDERS, NAMES, ROOTS, Moving

LOOKS = 8
_MOST_AT_ONCE = 12

_STEPS: tuple[tuple[Any, str], ...] = ((scanner, "compare"), (hashing, "hash_file"), (identify, "places_gone"))
"""What a look consists of: a root is compared, a file is read, and where else its content was is asked."""


@contextmanager
def in_the_middle(action: Callable[[], None]) -> Iterator[None]:
    """Do something before and after every step of a look."""

    def between(step: Callable[..., Any]) -> Callable[..., Any]:
        def then_step(*args: Any, **options: Any) -> Any:
            action()
            result = step(*args, **options)
            action()
            return result

        return then_step

    with pytest.MonkeyPatch.context() as patch:
        for module, name in _STEPS:
            patch.setattr(module, name, between(getattr(module, name)))
        yield


class Meddling(Moving):
    """The folders of `Moving`, which nobody watches."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self._rng = rng
        self._left = 0

    def play(self) -> int:
        """Meddle with looks, compare what the program makes of it with the rules, and return how many they were."""
        self.fill(watching=False)
        for _ in range(LOOKS):
            self.watching = True  # as for one that watches, nobody knows what was seen
            self._left = self._rng.randrange(1, _MOST_AT_ONCE)
            assert self.library is not None
            with in_the_middle(self._meddle):
                self.library.rescan()
                self.library.wait_until_done()
            if self._rng.random() < 0.2:
                self.end()
                self.begin(watching=False)
            self.look()
            for _ in range(self._rng.randrange(3)):
                self.tag_one(self._number())
        return LOOKS

    def _meddle(self) -> None:
        while self._left and self._rng.random() < 0.4:
            self._left -= 1
            self._do_something()

    def _do_something(self) -> None:
        draw = self._rng.choice
        place = draw(ROOTS), draw(FOLDERS), draw(NAMES)
        root, folder, number = draw(ROOTS), draw(FOLDERS[1:]), self._number()
        what: tuple[Callable[[], None], ...] = (
            lambda: self.add_or_edit(place=place),
            lambda: self.save_as_editors_do(which=number),
            lambda: self.move(which=number, place=place),
            lambda: self.copy(which=number, place=place, dated=draw((True, False))),
            lambda: self.swap(one=number, other=self._number()),
            lambda: self.touch(which=number),
            lambda: self.delete(which=number),
            lambda: self.restore(which=number, place=place),
            lambda: self.rename_folder(root=root, folder=folder, other=draw(ROOTS), name=number),
            lambda: self.rename_folder_back(root=root, name=number, folder=draw(FOLDERS[1:3])),
            lambda: self.copy_folder(root=root, folder=folder, name=number),
            lambda: self.delete_folder(root=root, folder=folder),
        )
        draw(what)()

    def _number(self) -> int:
        return self._rng.randrange(2**16)
