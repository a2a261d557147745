"""From words to directions: templates for short texts, everything remembered, damaged caches made again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipphotos.core.label import LabelSpec
from clipphotos.core.query.records import Translated
from clipphotos.embedding.encoder import Encoder, EncoderInfo
from clipphotos.embedding.registry import load_encoder
from clipphotos.engine.labels.words import Words
from tests.engine.labels.helping import NONSENSE


class Listening:
    """A real encoder that notes what it is asked."""

    def __init__(self, encoder: Encoder, *, prompt_ensembling: bool, languages: tuple[str, ...] = ("en",)) -> None:
        self._encoder = encoder
        self.info: EncoderInfo = replace(encoder.info, prompt_ensembling=prompt_ensembling, languages=languages)
        self.batch_size = encoder.batch_size
        self.asked: list[list[str]] = []

    def encode_images(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        return self._encoder.encode_images(pixels)

    def encode_texts(self, texts: list[str]) -> npt.NDArray[np.float32]:
        self.asked.append(texts)
        return self._encoder.encode_texts(texts)

    def unread(self, text: str) -> str:
        return self._encoder.unread(text)

    def close(self) -> None:
        self._encoder.close()


@pytest.fixture(scope="module")
def starter(model_cache: Path) -> Iterator[Encoder]:
    encoder = load_encoder("starter", model_cache)
    yield encoder
    encoder.close()


@pytest.mark.parametrize(
    ("text", "in_templates"),
    [
        ("dog", True),
        ("big red car", True),
        ("a dog in the snow", False),
        ("狗", True),
        ("海滩上的日落", True),
        ("海滩上的一次日落啊", False),
        ("{0} {x}", True),
    ],
)
def test_short_texts_are_put_into_templates_of_their_language(
    starter: Encoder, tmp_path: Path, text: str, in_templates: bool
) -> None:
    encoder = Listening(starter, prompt_ensembling=True, languages=("mul",))
    Words(encoder, tmp_path / "concepts.npy").directions([LabelSpec(text)])
    (texts,) = encoder.asked
    assert all(text in written for written in texts)
    assert len(set(texts)) == len(texts)
    assert (len(texts) > 1) == in_templates
    if in_templates:
        chinese = any("\u4e00" <= character <= "\u9fff" for character in text)
        assert any("照片" in written for written in texts) == chinese
        assert any("photo" in written for written in texts) != chinese


def test_a_model_that_gains_nothing_gets_the_plain_text(starter: Encoder, tmp_path: Path) -> None:
    encoder = Listening(starter, prompt_ensembling=False)
    (direction,) = Words(encoder, tmp_path / "concepts.npy").directions([LabelSpec("dog")])
    assert encoder.asked == [["dog"]]
    np.testing.assert_allclose(direction, starter.encode_texts(["dog"])[0], atol=1e-6)


def test_chinese_is_translated_for_a_model_that_does_not_read_it(starter: Encoder, tmp_path: Path) -> None:
    encoder = Listening(starter, prompt_ensembling=True)
    words = Words(encoder, tmp_path / "concepts.npy")
    spec = LabelSpec("宠物", ("狗", "a wolf"), ("雪山", "🐕うみ"))
    chinese, english = words.directions([spec, LabelSpec("pet", ("dog", "a wolf"), ("snowy mountain", "🐕うみ"))])
    np.testing.assert_allclose(chinese, english, atol=1e-6)
    assert any("dog" in text and "photo" in text for text in encoder.asked[0]), "not put into templates"
    assert words.strangeness([LabelSpec("狗")]) == 0
    assert words.translated(spec) == [
        Translated("狗", "dog"),
        Translated("雪山", "snowy mountain"),
        Translated("🐕うみ", "", ("🐕うみ",)),
    ]
    assert words.translated(LabelSpec("dog")) == []
    long = "汽车" * 400
    assert [text for text, _ in words.unread(LabelSpec(long))] == [long]


def test_directions_are_means_of_unit_length_and_remembered(starter: Encoder, tmp_path: Path) -> None:
    encoder = Listening(starter, prompt_ensembling=True)
    words = Words(encoder, tmp_path / "concepts.npy")
    specs = [LabelSpec("dog"), LabelSpec("it", ("dog", "a puppy that plays"), ("a wolf in the wood",))]
    first = words.directions(specs)
    assert len(encoder.asked) == 1, "not embedded together"
    assert first.shape == (2, encoder.info.dim)
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(words.directions(specs), first)
    assert len(encoder.asked) == 1
    wolf = starter.encode_texts(["a wolf in the wood"])[0]
    without = words.directions([LabelSpec("it", ("dog", "a puppy that plays"))])[0]
    assert first[1] @ wolf < without @ wolf


def test_only_the_last_texts_are_remembered_but_all_of_one_call(starter: Encoder, tmp_path: Path) -> None:
    encoder = Listening(starter, prompt_ensembling=False)
    words = Words(encoder, tmp_path / "concepts.npy", remembered=3)
    names = ["dog", "cat", "car", "tree", "sea"]
    together = words.directions([LabelSpec(name) for name in names])
    np.testing.assert_allclose(together, starter.encode_texts(names), atol=1e-5)
    for name in ("dog", "cat", "car", "dog", "sun", "car", "dog", "cat"):
        words.directions([LabelSpec(name)])
    assert encoder.asked[1:] == [["sun"], ["cat"]]
    for number in range(9):
        words.directions([LabelSpec(f"it {number}")])
    assert len(words._known) == 3


def test_nonsense_is_strange_and_the_most_familiar_prompt_counts(starter: Encoder, tmp_path: Path) -> None:
    words = Words(starter, tmp_path / "concepts.npy")
    specs = [LabelSpec("dog"), LabelSpec(NONSENSE), LabelSpec("it", (NONSENSE, "dog")), LabelSpec("sunset")]
    dog, nonsense, both, sunset = words.strangeness(specs)
    assert dog == both == sunset == 0
    assert nonsense > 0.5


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY cut", b"no array", "shape", "dtype"])
def test_a_damaged_cache_of_concepts_is_made_again(starter: Encoder, tmp_path: Path, damage: bytes | str) -> None:
    given = tmp_path / "index" / "concepts.npy"
    expected = Words(starter, given).strangeness([LabelSpec(NONSENSE)])
    (cache,) = given.parent.iterdir()  # its name tells the list of concepts
    kept = cache.read_bytes()
    if isinstance(damage, bytes):
        cache.write_bytes(damage)
    else:
        array = np.load(cache)
        np.save(cache, array[:5] if damage == "shape" else array.astype(np.float64))
    encoder = Listening(starter, prompt_ensembling=True)
    np.testing.assert_allclose(Words(encoder, given).strangeness([LabelSpec(NONSENSE)]), expected, atol=1e-5)
    assert sum(map(len, encoder.asked)) > 1000, "the concepts were not embedded again"
    assert cache.read_bytes() == kept
    assert list(given.parent.iterdir()) == [cache]
    again = Listening(starter, prompt_ensembling=True)
    Words(again, given).strangeness([LabelSpec(NONSENSE)])
    assert len(again.asked) == 1


class Held(Listening):
    """An encoder that takes its time for the concepts: until it is let go."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder, prompt_ensembling=False)
        self.busy, self.free = threading.Event(), threading.Event()

    def encode_texts(self, texts: list[str]) -> npt.NDArray[np.float32]:
        if len(texts) > 1:
            self.busy.set()
            assert self.free.wait(30)
        return super().encode_texts(texts)


def test_concepts_are_embedded_ahead_while_texts_go_on(starter: Encoder, tmp_path: Path) -> None:
    encoder = Held(starter)
    words = Words(encoder, tmp_path / "concepts.npy")
    words.start()
    assert encoder.busy.wait(30)
    words.directions([LabelSpec("dog")])
    assert encoder.asked == [["dog"]]
    encoder.free.set()
    assert words.strangeness([LabelSpec("dog")]) == 0
    words.close()
    asked = len(encoder.asked)
    assert words.strangeness([LabelSpec(NONSENSE)]) > 0.5
    assert len(encoder.asked) == asked + 1, "the concepts were embedded again"
    assert len(list(tmp_path.iterdir())) == 1


def test_closing_stops_what_is_embedded_ahead(starter: Encoder, tmp_path: Path) -> None:
    encoder = Held(starter)
    words = Words(encoder, tmp_path / "concepts.npy")
    words.start()
    assert encoder.busy.wait(30)
    closing = threading.Thread(target=words.close)
    closing.start()
    assert words._stop.wait(30)
    encoder.free.set()
    closing.join(30)
    assert len(encoder.asked) == 1
    assert not list(tmp_path.iterdir()), "half of the concepts were kept"


def test_what_is_not_read_is_named(starter: Encoder, tmp_path: Path) -> None:
    words = Words(starter, tmp_path / "concepts.npy")
    long = "a dog " * 400
    assert words.unread(LabelSpec("dog", ("a dog",), ("a cat",))) == []
    ((text, end),) = words.unread(LabelSpec("dog", ("a dog",), (long,)))
    assert text == long
    assert end
    assert long.endswith(end)
