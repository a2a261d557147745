"""What of a text a model reads, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.registry import load_encoder
from clipphotos.embedding.tokenizer import TextTokenizer, TokenizerSpec
from tests.tiny_model import TinyModel

WORDS = [f"word{number}" for number in range(400)]
"""So many, each told from the others."""


@pytest.fixture(scope="module", params=["starter", "tiny"])
def encoder(request: pytest.FixtureRequest, model_cache: Path, tiny: TinyModel) -> Iterator[Encoder]:
    tiny_cache = tiny.weights.parent / "cache"
    loaded = load_encoder("starter", model_cache) if request.param == "starter" else load_encoder(tiny.id, tiny_cache)
    yield loaded
    loaded.close()


@pytest.mark.parametrize("text", ["", "a dog", "  spaces \n", "☃️ & <b>bold</b>", "在海滩上的日落", "dog \udcff"])
def test_short_texts_are_read_whole(encoder: Encoder, text: str) -> None:
    assert encoder.unread(text) == ""


def test_the_end_of_a_long_text_is_told(encoder: Encoder) -> None:
    text = " ".join(WORDS)
    end = encoder.unread(text)
    assert end
    assert text.endswith(end)
    assert end != text


def test_what_is_read_has_an_effect(encoder: Encoder) -> None:
    text = " ".join(WORDS)
    read = text[: len(text) - len(encoder.unread(text))]
    shorter = read.rsplit(" ", 3)[0]
    whole, without_end, other_start = encoder.encode_texts([text, shorter, "cat " + text[10:]])
    assert encoder.unread(shorter) == ""
    assert np.abs(whole - without_end).max() > 1e-5, "more is unread than was said"
    assert np.abs(whole - other_start).max() > 1e-5


def test_texts_around_the_limit_are_told_to_the_word(encoder: Encoder) -> None:
    """From the first text that is too long, each further word is unread and the model's answer stays the same."""
    ends = {count: encoder.unread(" ".join(["dog"] * count)) for count in range(1, 300)}
    limit = max(count for count, end in ends.items() if not end)
    assert limit > 15
    for count in range(limit + 1, min(limit + 20, 300)):
        assert ends[count].split() == ["dog"] * (count - limit)
    at, beyond = encoder.encode_texts([" ".join(["dog"] * count) for count in (limit, limit + 7)])
    np.testing.assert_allclose(at, beyond, atol=1e-5)
    (below,) = encoder.encode_texts([" ".join(["dog"] * (limit - 1))])
    assert np.abs(at - below).max() > 1e-6


@pytest.mark.parametrize("text", ["狗" * 900, "☃️" * 900, "x" * 5000, "\u0301" * 2000, "&amp;" * 900, "dog\x00" * 900])
def test_odd_long_texts_have_an_end(encoder: Encoder, text: str) -> None:
    assert isinstance(encoder.unread(text), str)


def test_a_tokenizer_of_torchs_own_does_not_tell() -> None:
    assert TextTokenizer(TokenizerSpec("", "none", open_clip_name="ViT-B-32")).unread("dog " * 500) == ""
