"""CAM++: a voice as a vector of 192 numbers, pooled from what the network makes of each moment.

The network is Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification" (Interspeech 2023),
written anew for inference from the layer names of 3D-Speaker's weights (Apache-2.0).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from services.transcribe.speakers.fbank import Features

if TYPE_CHECKING:
    from torch import Tensor

SIZE = 192
BLOCKS = ((1, 12, 1), (2, 24, 2), (3, 16, 2))
"""Number, layers and dilation of each dense block."""
CONTEXT = 100
"""Frames (after halving) over which the context mask is averaged."""
EPSILON = 1e-5

Vectors = npt.NDArray[np.float32]
Hidden = npt.NDArray[np.float32]


class CamPlusPlus:
    """Stateless after loading; may be called from several threads."""

    def __init__(self, weights: Path) -> None:
        import torch

        state = torch.load(weights, map_location="cpu", weights_only=True)
        self._w: dict[str, Any] = _folded(dict(state.items()))

    def frames(self, features: Features) -> Hidden:
        """[n, 512, frames / 2] of filter banks [n, frames, 80]: what a voice is judged by, moment by moment.

        Each of the n is centred by itself; give about four seconds, for the network's context reaches two.
        """
        import torch

        with torch.inference_mode():
            centred = torch.from_numpy(features - features.mean(axis=1, keepdims=True))
            frames = self._frames(self._head(centred.transpose(1, 2).unsqueeze(1)))
            return np.asarray(frames.numpy(), np.float32)

    def vectors(self, pieces: Sequence[Hidden]) -> Vectors:
        """[n, 192], each of length one, for pieces [512, at least 2 frames] cut out of `frames`."""
        import torch

        statistics = [np.concatenate([piece.mean(axis=1), piece.std(axis=1, ddof=1)]) for piece in pieces]
        with torch.inference_mode():
            pooled = torch.from_numpy(np.stack(statistics).astype(np.float32))
            vectors = self._conv1(pooled.unsqueeze(-1), "xvector.dense.linear").squeeze(-1)
            return np.asarray(torch.nn.functional.normalize(vectors).numpy(), np.float32)

    def _head(self, x: "Tensor") -> "Tensor":
        """[n, 1, 80, frames] to [n, 320, frames]: two-dimensional residual blocks."""
        x = self._conv2(x, "head.conv1").relu_()
        for block, stride in (("layer1.0", 2), ("layer1.1", 1), ("layer2.0", 2), ("layer2.1", 1)):
            name = f"head.{block}"
            y = self._conv2(self._conv2(x, f"{name}.conv1", stride).relu_(), f"{name}.conv2")
            x = self._conv2(x, f"{name}.shortcut", stride) if stride == 2 else x
            x = (y + x).relu_()
        return self._conv2(x, "head.conv2", 2).relu_().flatten(1, 2)

    def _frames(self, x: "Tensor") -> "Tensor":
        """[n, 320, frames] to [n, 512, frames / 2]: dense blocks, each layer seeing all before it."""
        import torch

        x = self._conv1(x, "xvector.tdnn.linear", stride=2, padding=2).relu_()
        for number, layers, dilation in BLOCKS:
            for layer in range(1, layers + 1):
                new = self._dense_layer(x, f"xvector.block{number}.tdnnd{layer}", dilation)
                x = torch.cat([x, new], dim=1)
            x = self._conv1(
                self._norm(x, f"xvector.transit{number}.nonlinear"), f"xvector.transit{number}.linear"
            )
        return self._norm(x, "xvector.out_nonlinear")

    def _dense_layer(self, x: "Tensor", name: str, dilation: int) -> "Tensor":
        x = self._conv1(self._norm(x, f"{name}.nonlinear1"), f"{name}.linear1").relu_()
        context = x.mean(-1, keepdim=True) + _averaged(x)
        mask = self._conv1(context, f"{name}.cam_layer.linear1").relu_()
        mask = self._conv1(mask, f"{name}.cam_layer.linear2").sigmoid_()
        local = self._conv1(x, f"{name}.cam_layer.linear_local", padding=dilation, dilation=dilation)
        return local * mask.repeat_interleave(CONTEXT, dim=-1)[..., : x.shape[-1]]

    def _conv2(self, x: "Tensor", name: str, stride: int = 1) -> "Tensor":
        import torch

        weight, bias = self._w[f"{name}.weight"], self._w[f"{name}.bias"]
        padding = weight.shape[-1] // 2
        return torch.nn.functional.conv2d(x, weight, bias, stride=(stride, 1), padding=padding)

    def _conv1(self, x: "Tensor", name: str, **how: int) -> "Tensor":
        import torch

        return torch.nn.functional.conv1d(x, self._w[f"{name}.weight"], self._w.get(f"{name}.bias"), **how)

    def _norm(self, x: "Tensor", name: str) -> "Tensor":
        """Batch normalisation and rectification."""
        scale, shift = self._w[f"{name}.scale"], self._w[f"{name}.shift"]
        normed: Tensor = (x * scale + shift).relu_()
        return normed


def _averaged(x: "Tensor") -> "Tensor":
    import torch

    return torch.nn.functional.avg_pool1d(x, CONTEXT, CONTEXT, ceil_mode=True)


def _folded(state: "dict[str, Tensor]") -> "dict[str, Tensor]":
    """Convolutions with the normalisation that follows them taken in; the others as scale and shift."""
    weights = {n: v for n, v in state.items() if n.endswith((".weight", ".bias")) and "batchnorm" not in n}
    for name in [n.removesuffix(".running_mean") for n in state if n.endswith(".running_mean")]:
        scale = (state[f"{name}.running_var"] + EPSILON).rsqrt() * state.get(f"{name}.weight", 1.0)
        shift = state.get(f"{name}.bias", 0.0) - state[f"{name}.running_mean"] * scale
        before = _convolution_before(name)
        if before is None:
            own = name.removesuffix(".batchnorm")
            weights[f"{own}.scale"], weights[f"{own}.shift"] = scale[:, None], shift[:, None]
        else:
            source, target = before
            kernel = weights.pop(f"{source}.weight")
            weights[f"{target}.weight"] = kernel * scale.reshape(-1, *[1] * (kernel.dim() - 1))
            weights[f"{target}.bias"] = shift
    return weights


def _convolution_before(norm: str) -> tuple[str, str] | None:
    """The convolution that a normalisation follows and the name of the two together; None when it leads."""
    if norm.endswith(".shortcut.1"):
        shortcut = norm.removesuffix(".1")
        return f"{shortcut}.0", shortcut
    for ending, convolution in (
        (".nonlinear2.batchnorm", ".linear1"),
        ("tdnn.nonlinear.batchnorm", "tdnn.linear"),
        ("dense.nonlinear.batchnorm", "dense.linear"),
        (".bn1", ".conv1"),
        (".bn2", ".conv2"),
    ):
        if norm.endswith(ending):
            return (norm.removesuffix(ending) + convolution,) * 2
    return None
