"""Heat maps of real architectures with random weights: which method, what shape, and the right figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clipphotos.embedding.attribution import legrad
from clipphotos.embedding.attribution.explainer import CAM, LEGRAD, choose, run
from clipphotos.embedding.open_clip_backend import _towers

DIM, SIZE = 32, 160
_TEXT = {"context_length": 24, "vocab_size": 100, "width": 32, "heads": 2, "layers": 1}
_VIT = {"image_size": SIZE, "layers": 3, "width": 64, "head_width": 16, "patch_size": 32}


def tower_of(vision: dict[str, Any]) -> Any:
    """Return an image tower of open_clip's, as the program builds it."""
    import torch
    from open_clip.factory import CLIP

    torch.manual_seed(1)
    network = CLIP(DIM, vision, _TEXT).eval()
    for module in network.visual.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.ones_(module.weight)  # open_clip's ResNets start with blocks that do nothing
    return _towers(network, (0.5, 0.5, 0.5), (0.25, 0.25, 0.25))[0]


def timms(name: str, pool: str, proj: str = "linear") -> dict[str, Any]:
    return {"timm_model_name": name, "timm_pool": pool, "timm_proj": proj, "image_size": SIZE}


def noise() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)


def direction() -> np.ndarray:
    vector = np.random.default_rng(1).normal(size=DIM).astype(np.float32)
    return vector / np.linalg.norm(vector)


@pytest.mark.parametrize(
    ("vision", "method", "shape"),
    [
        pytest.param(_VIT, LEGRAD, (5, 5), id="class-token"),
        pytest.param({**_VIT, "pool_type": "avg", "final_ln_after_pool": True}, LEGRAD, (5, 5), id="mean-of-tokens"),
        pytest.param({**_VIT, "attentional_pool": True, "attn_pooler_heads": 4}, LEGRAD, (5, 5), id="coca"),
        pytest.param(timms("test_vit", "token"), LEGRAD, (10, 10), id="timm-class-token"),
        pytest.param(timms("test_vit2", "avg"), LEGRAD, (10, 10), id="timm-mean-and-registers"),
        pytest.param(timms("test_vit3", "map"), LEGRAD, (10, 10), id="siglip"),
        pytest.param(
            {"image_size": SIZE, "layers": [1, 1, 1, 1], "width": 8, "head_width": 16}, CAM, (5, 5), id="attention-pool"
        ),
        pytest.param(timms("test_convnext", ""), CAM, (5, 5), id="convnext"),
        pytest.param(timms("test_efficientnet", "avg"), CAM, (5, 5), id="mean-pool"),
    ],
)
def test_every_kind_of_tower_has_its_method(vision: dict[str, Any], method: str, shape: tuple[int, int]) -> None:
    chosen = choose(tower_of(vision))
    assert chosen is not None
    assert chosen.name == method
    values = run(chosen, noise(), direction())
    assert values is not None
    assert values.shape == shape
    assert values.dtype == np.float32
    assert (values.min(), values.max()) == (0.0, 1.0)
    other = run(chosen, noise(), -direction())
    assert other is not None
    assert np.abs(values - other).max() > 0.1  # what speaks for a text is not what speaks against it


def test_network_that_no_method_knows_is_left_to_occlusion() -> None:
    import timm
    import torch

    tower = tower_of(_VIT)
    tower.network.visual = torch.nn.Sequential(timm.create_model("test_vit_relpos", num_classes=DIM))
    assert choose(tower) is None
    # Pools nothing that is a map: that shows only when it runs.
    chosen = choose(tower_of(timms("test_vit_relpos", "avg")))
    assert chosen is not None
    assert run(chosen, noise(), direction()) is None


@pytest.mark.parametrize("pooled", ["tok", "avg"])
def test_legrad_is_the_gradient_of_the_attention(pooled: str) -> None:
    """Against the paper's formula, with the attention written out."""
    import torch
    from torch.nn import functional

    tower = tower_of({**_VIT, "pool_type": pooled})
    visual = tower.network.visual
    pixels, text = torch.from_numpy(noise()[None]), torch.from_numpy(direction())
    tokens = visual._embeds((pixels.permute(0, 3, 1, 2).float() - tower.mean) / tower.std)
    maps = []
    for block in visual.transformer.resblocks:
        normed = block.ln_1(tokens)[0]
        queries, keys, values = (
            part.reshape(len(normed), 4, 16).transpose(0, 1)
            for part in functional.linear(normed, block.attn.in_proj_weight, block.attn.in_proj_bias).chunk(3, dim=-1)
        )
        attention = (queries @ keys.transpose(1, 2) / 4).softmax(-1).detach().requires_grad_()
        heads = (attention @ values).transpose(0, 1).reshape(1, len(normed), 64)
        tokens = tokens + block.attn.out_proj(heads)
        tokens = tokens + block.mlp(block.ln_2(tokens))
        embedded = functional.normalize(visual._pool(tokens)[0] @ visual.proj, dim=-1)
        (gradient,) = torch.autograd.grad(embedded[0] @ text, attention, retain_graph=True)
        maps.append(gradient.relu().mean((0, 1))[1:])
    torch.testing.assert_close(embedded, tower(pixels))
    parts = legrad.parts_of(visual)
    assert parts is not None
    actual = legrad.sensitivity(tower, parts, pixels, text)
    torch.testing.assert_close(actual, sum(maps[-legrad.LAYERS :]).reshape(5, 5))
