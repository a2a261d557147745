"""From texts to token ids, without torch or transformers."""

from __future__ import annotations

import html
import os
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True)
class TokenizerSpec:
    """A tokenizer as data, so that a converted model can keep it."""

    json: str
    """The `tokenizers` library's own description, truncation and padding included; "" for `open_clip_name`'s."""
    clean: str
    """What happens to a text first, in open_clip's words: lower, whitespace, canonicalize; or none."""
    open_clip_name: str = ""
    """The open_clip model whose own (torch) tokenizer is used, where `tokenizers` cannot do the same."""


class TextTokenizer:
    """Maps texts to token ids; may be called from any thread.

    Texts longer than the model's context are cut, never refused.
    """

    def __init__(self, spec: TokenizerSpec) -> None:
        """Read the specification.

        Raises:
            ValueError: it cannot be read.
        """
        self.spec = spec
        self._fast: Tokenizer | None = None
        self._own: Any = None
        if spec.open_clip_name:
            import open_clip

            self._own = open_clip.get_tokenizer(spec.open_clip_name)
        else:
            # Its threads gain nothing on a few short texts, and it complains when the process forks after using them.
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from tokenizers import Tokenizer

            self._fast = Tokenizer.from_str(spec.json)

    def __call__(self, texts: list[str]) -> npt.NDArray[np.int64]:
        """Return token ids, (N, L) int64, padded to one length."""
        # A command line that is not UTF-8 arrives with lone surrogates, which no tokenizer takes.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        if self._fast is None:
            return np.asarray(self._own(texts).numpy(), dtype=np.int64)
        encodings = self._fast.encode_batch([clean_text(text, self.spec.clean) for text in texts])
        return np.array([encoding.ids for encoding in encodings], dtype=np.int64)

    def unread(self, text: str) -> str:
        """Return the end of a text that is cut off because it is longer than the model's context; "" if none is.

        Tokenizers that are torch's own do not tell: "".
        """
        if self._fast is None:
            return ""
        clean = clean_text(text.encode("utf-8", "replace").decode("utf-8"), self.spec.clean)
        beyond = self._fast.encode(clean).overflowing
        return clean[min(start for start, end in beyond[0].offsets if end > start) :] if beyond else ""


def clean_text(text: str, how: str) -> str:
    """Return the text as open_clip cleans it before tokenizing: "lower", "whitespace", "canonicalize" or "none".

    See open_clip's `tokenizer.get_clean_fn`; "canonicalize" is big_vision's (lower case, no punctuation).
    """
    if how == "none":
        return text
    import ftfy

    text = html.unescape(html.unescape(ftfy.fix_text(text)))
    if how == "canonicalize":
        text = text.replace("_", " ").translate(_NO_PUNCTUATION)
    text = " ".join(text.split())
    return text if how == "whitespace" else text.lower()
