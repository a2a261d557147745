"""Any open_clip model: "open_clip:MODEL/TAG", "open_clip:MODEL/FILE.safetensors" or "open_clip:hf-hub:OWNER/NAME"."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from clipphotos.core.errors import KnownError
from clipphotos.core.preprocessing import Interpolation, Preprocessing, ResizeMode
from clipphotos.core.scoring import Background
from clipphotos.embedding.encoder import EncoderInfo
from clipphotos.embedding.open_clip_tokenizer import tokenizer_spec
from clipphotos.embedding.source import Model, file_sha256
from clipphotos.embedding.tokenizer import TextTokenizer

if TYPE_CHECKING:
    import torch

PREFIX = "open_clip:"
_HUB = "hf-hub:"
_SAFE = ".safetensors"
_PICKLED = (".pt", ".pth", ".bin", ".ckpt", ".pkl", ".tar")
_HUB_WEIGHTS = "open_clip_model.safetensors"

# Rough figures for softmax-trained and sigmoid-trained models, not measured (no weights could be fetched where this was
# written): unrelated cosines sit well above 0 in the former and near 0 in the latter. A library's own background
# replaces them as the library grows.
_SOFTMAX_BACKGROUND = Background(mean=0.13, spread=0.04)
_SIGMOID_BACKGROUND = Background(mean=0.0, spread=0.03)

_MULTILINGUAL = ("xlm", "nllb", "siglip2", "i18n", "worldwide", "mt5")
"""Parts of the names of open_clip's architectures whose text tower reads many languages."""


@dataclass(frozen=True)
class OpenClipSource:
    """One open_clip model: an architecture and weights for it."""

    id: str
    model: str
    """An architecture of open_clip's, or "hf-hub:..."."""
    pretrained: str
    """A tag, or the path of a safetensors file; "" for a hub's."""

    def identity(self) -> str:
        """Return the id, and for a file its size and time of change.

        Raises:
            KnownError: the file is missing.
        """
        name = f"{self.id}:{_SOFTMAX_BACKGROUND}:{_SIGMOID_BACKGROUND}"
        if not self.pretrained.endswith(_SAFE):
            return name
        try:
            status = Path(self.pretrained).stat()
        except OSError as error:
            raise KnownError(f"The model file {self.pretrained} cannot be read: {error.strerror}.") from error
        return f"{name}:{status.st_size}:{status.st_mtime_ns}"

    def build(self, cache_dir: Path, allow_download: bool) -> Model:
        """Read the weights and return the model; open_clip's own caches hold what was downloaded.

        Raises:
            KnownError: there is no such model or tag, the weights do not fit, or they may not be fetched.
        """
        from safetensors import SafetensorError

        self._check_names()
        with _hub_access(allow_download):
            weights = self._find_weights(allow_download)
            try:
                network = _create(self.model, weights, self._tag_config())
                tokenizer = TextTokenizer(tokenizer_spec(self.model))
            except OSError as error:  # the text tower's or the tokenizer's own files on the hub
                raise _cannot_fetch(self.id, allow_download) from error
            except (RuntimeError, ValueError, KeyError, AssertionError, SafetensorError) as error:
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise KnownError(f"The weights do not fit the model {self.model}: {reason}") from error
        return self._assemble(network, tokenizer, file_sha256(weights))

    def _check_names(self) -> None:
        import open_clip

        if self.model.startswith(_HUB):
            return
        known = open_clip.list_models()
        if self.model not in known:
            raise KnownError(f"open_clip has no model {self.model!r}.{_did_you_mean(self.model, known)}")
        tags = open_clip.list_pretrained_tags_by_model(self.model)
        if not self.pretrained.endswith(_SAFE) and not open_clip.is_pretrained_cfg(self.model, self.pretrained):
            raise KnownError(
                f"The open_clip model {self.model} has no weights {self.pretrained!r}."
                f"{_did_you_mean(self.pretrained, tags)}"
            )

    def _find_weights(self, allow_download: bool) -> Path:
        import open_clip
        from huggingface_hub import hf_hub_download

        if self.pretrained.endswith(_SAFE):
            return Path(self.pretrained)
        config = open_clip.get_pretrained_cfg(self.model, self.pretrained)
        try:
            if self.model.startswith(_HUB):
                # Asked for by name, since open_clip would fall back to a pickled file.
                return Path(hf_hub_download(self.model.removeprefix(_HUB), _HUB_WEIGHTS))
            if not config.get("hf_hub") and not allow_download:
                # open_clip would download in place of a damaged file, so its own look-up is not used.
                path = Path.home() / ".cache" / "clip" / Path(config.get("url", "")).name
                if not path.is_file():
                    raise FileNotFoundError(path)
                return path
            return Path(open_clip.download_pretrained(config))
        except (OSError, RuntimeError, ValueError) as error:
            raise _cannot_fetch(self.id, allow_download) from error

    def _tag_config(self) -> dict[str, Any]:
        """Return what the tag says of preprocessing and activation.

        A file has no tag: it gets what all tags of its architecture agree on.
        """
        import open_clip

        if self.model.startswith(_HUB):
            return {}
        tags = [self.pretrained]
        if self.pretrained.endswith(_SAFE):
            tags = open_clip.list_pretrained_tags_by_model(self.model)
        configs = [open_clip.get_pretrained_cfg(self.model, tag) for tag in tags]
        if not configs:
            return {}
        agreed = configs[0].items()
        return {
            key: value
            for key, value in agreed
            if key not in ("url", "hf_hub") and all(config.get(key) == value for config in configs)
        }

    def _assemble(self, network: Any, tokenizer: TextTokenizer, weights_sha256: str) -> Model:
        import open_clip

        config = open_clip.get_model_preprocess_cfg(network)
        preprocessing = to_preprocessing(config)
        image_tower, text_tower = _towers(network, config["mean"], config["std"])
        facts = [self.model, weights_sha256, asdict(preprocessing), list(config["mean"]), list(config["std"])]
        info = EncoderInfo(
            id=self.id,
            fingerprint=hashlib.sha256(json.dumps(facts).encode()).hexdigest(),
            dim=_dim(text_tower, tokenizer),
            preprocessing=preprocessing,
            languages=("mul",) if any(part in self.model.lower() for part in _MULTILINGUAL) else ("en",),
            background=_SOFTMAX_BACKGROUND if network.logit_bias is None else _SIGMOID_BACKGROUND,
            logit_scale=float(network.logit_scale.exp().item()),
        )
        return Model(info, image_tower, text_tower, tokenizer)


def parse_id(model_id: str) -> OpenClipSource:
    """Return the source that an id names, without looking whether it is there.

    Raises:
        KnownError: the id is malformed, or names a pickled file.
    """
    rest = model_id.removeprefix(PREFIX)
    if rest.startswith(_HUB):
        return OpenClipSource(model_id, rest, "")
    model, _, pretrained = rest.partition("/")
    if not model or not pretrained:
        raise KnownError(f"{model_id!r} is not a model: write open_clip:MODEL/WEIGHTS.")
    if pretrained.lower().endswith(_PICKLED):
        raise KnownError(
            f"{Path(pretrained).name} is a pickled checkpoint, which can run any program when it is read: "
            "convert it to .safetensors first."
        )
    if pretrained.lower().endswith(_SAFE):
        pretrained = os.path.abspath(pretrained)
    return OpenClipSource(f"{PREFIX}{model}/{pretrained}", model, pretrained)


def to_preprocessing(config: dict[str, Any]) -> Preprocessing:
    """Return open_clip's preprocessing configuration as ours.

    Raises:
        KnownError: the model's input is not a square.
    """
    size = config["size"]
    sides = {size} if isinstance(size, int) else set(size)
    if len(sides) != 1:
        raise KnownError(f"The model's input is not a square ({size}), which is not supported.")
    side = int(sides.pop())
    # "random" is open_clip's word for a choice while training; it infers with bicubic.
    interpolation = Interpolation.BILINEAR if config["interpolation"] == "bilinear" else Interpolation.BICUBIC
    return Preprocessing(side, side, ResizeMode(config["resize_mode"]), interpolation, int(config["fill_color"]))


def _create(model: str, weights: Path, tag_config: dict[str, Any]) -> Any:
    import open_clip
    from timm.utils import reparameterize_model

    with warnings.catch_warnings():
        # open_clip compares with the tag only by name; the tag's activation is forced below.
        warnings.filterwarnings("ignore", message="QuickGELU mismatch")
        network = open_clip.create_model(
            model,
            pretrained=None if model.startswith(_HUB) else str(weights),
            force_quick_gelu=bool(tag_config.pop("quick_gelu", False)),
            force_preprocess_cfg=tag_config,
            require_pretrained=True,
        )
    network.eval()
    # Folds the training-time branches of MobileCLIP's convolutions; does nothing to other towers.
    network.visual = reparameterize_model(network.visual)
    return network


def _towers(network: Any, mean: tuple[float, ...], std: tuple[float, ...]) -> tuple[torch.nn.Module, torch.nn.Module]:
    import torch
    from torch import Tensor

    class ImageTower(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
        """Normalises as the model's preprocessing does, encodes, and makes the length 1."""

        mean: Tensor
        std: Tensor

        def __init__(self) -> None:
            super().__init__()
            self.network = network
            self.register_buffer("mean", torch.tensor(mean).view(3, 1, 1) * 255)
            self.register_buffer("std", torch.tensor(std).view(3, 1, 1) * 255)

        def forward(self, pixels: Tensor) -> Tensor:
            x = (pixels.permute(0, 3, 1, 2).float() - self.mean) / self.std
            result: Tensor = self.network.encode_image(x, normalize=True)
            return result

    class TextTower(torch.nn.Module):  # type: ignore[misc]
        """Encodes and makes the length 1."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, ids: Tensor) -> Tensor:
            result: Tensor = self.network.encode_text(ids, normalize=True)
            return result

    return ImageTower().eval(), TextTower().eval()


def _dim(text_tower: torch.nn.Module, tokenizer: TextTokenizer) -> int:
    import torch

    with torch.inference_mode():
        return int(text_tower(torch.from_numpy(tokenizer(["a"]))).shape[1])


@contextmanager
def _hub_access(allowed: bool) -> Iterator[None]:
    """Let huggingface_hub, and what is built on it, use the network or not.

    Its switch is read from the environment when it is imported, and then from a module's constant only. Where the hub's
    name cannot be looked up it is offline too: its own attempts would take a minute and fill the terminal.
    """
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = before or not allowed or not _is_known_host(constants.ENDPOINT)
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _is_known_host(url: str) -> bool:
    try:
        return bool(socket.getaddrinfo(urlsplit(url).hostname, None))
    except OSError:
        return False


def _cannot_fetch(model_id: str, allow_download: bool) -> KnownError:
    if allow_download:
        return KnownError(f"The model {model_id} cannot be fetched: check the connection to the internet.")
    return KnownError(f"The model {model_id} cannot be fetched without your permission: allow the download first.")


def _did_you_mean(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=5, cutoff=0.5)
    return f" Did you mean {', '.join(close)}?" if close else ""
