"""open_clip's tokenizers as data, so that a converted model tokenizes without torch and transformers."""

from __future__ import annotations

from typing import Any

import numpy as np

from clipphotos.embedding.tokenizer import TextTokenizer, TokenizerSpec

_PROBES = [
    "",
    "a photo of a dog.",
    "Two people's bicycles &amp; 12 CARS — don't they look GREAT?! ☃️ 😀 naïve_café",
    "在海滩上的日落",
    "#hash_tag <end_of_text> http://example.org/a?b=c",
    "a very long description of nothing in particular " * 30,
]
"""Texts that tell two tokenizers apart: punctuation, case, accents, emoji, other scripts, special tokens, length."""

_CLEAN_NAMES = {"_clean_lower": "lower", "_clean_whitespace": "whitespace", "_clean_canonicalize": "canonicalize"}


def tokenizer_spec(model_name: str) -> TokenizerSpec:
    """Return the model's tokenizer for the `tokenizers` library, or its name where that gives other ids.

    Args:
        model_name: open_clip's name of an architecture, or "hf-hub:...".

    Raises:
        OSError: the tokenizer's files are not there and may not be fetched.
    """
    import open_clip

    own = open_clip.get_tokenizer(model_name)
    spec = _simple_spec(own) if isinstance(own, open_clip.SimpleTokenizer) else _hub_spec(own)
    if spec is not None and np.array_equal(TextTokenizer(spec)(_PROBES), own(_PROBES).numpy()):
        return spec
    return TokenizerSpec("", "none", open_clip_name=model_name)


def _simple_spec(own: Any) -> TokenizerSpec | None:
    """Return CLIP's byte-pair encoding (Radford et al., arXiv:2103.00020)."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors

    if own.reduction_fn is not None:
        return None
    start, end = own.all_special_ids[:2]
    tokens = {number: token for token, number in own.encoder.items()}
    merges = [pair for pair, _ in sorted(own.bpe_ranks.items(), key=lambda item: item[1]) if len(pair) == 2]
    tokenizer = Tokenizer(models.BPE(vocab=own.encoder, merges=merges, end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(f"(?i){own.pat.pattern}"), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([tokens[number] for number in own.all_special_ids])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{tokens[start]} $A {tokens[end]}",
        special_tokens=[(tokens[start], start), (tokens[end], end)],
    )
    tokenizer.enable_truncation(own.context_length)
    tokenizer.enable_padding(length=own.context_length, pad_id=0, pad_token=tokens[0])
    return TokenizerSpec(tokenizer.to_str(), _CLEAN_NAMES[own.clean_fn.__name__])


def _hub_spec(own: Any) -> TokenizerSpec | None:
    """Return a Hugging Face tokenizer that open_clip wraps."""
    from tokenizers import Tokenizer

    inner = own.tokenizer
    if getattr(own, "tokenizer_mode", "") or getattr(own, "strip_sep_token", False) or not inner.is_fast:
        return None
    tokenizer = Tokenizer.from_str(inner.backend_tokenizer.to_str())
    tokenizer.enable_truncation(own.context_length)
    tokenizer.enable_padding(length=own.context_length, pad_id=inner.pad_token_id, pad_token=inner.pad_token or "")
    clean = _CLEAN_NAMES[own.clean_fn.__name__] if hasattr(own, "clean_fn") else "canonicalize"
    return TokenizerSpec(tokenizer.to_str(), clean)
