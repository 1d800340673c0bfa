"""PyanNet: which of up to three voices speak in each frame of ten seconds.

The network is pyannote's segmentation-3.0 (Bredin, "pyannote.audio 2.1 speaker diarization pipeline", Interspeech 2023;
Plaquet and Bredin, "Powerset multi-class cross entropy loss", Interspeech 2023; MIT), written anew for
inference: sinc filters, two convolutions, four LSTM layers in both directions.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from services.transcribe.audio.pcm import RATE, Samples

if TYPE_CHECKING:
    from torch import Tensor

SECONDS = 10
WINDOW = SECONDS * RATE
FRAME_STEP = 270 / RATE
"""Seconds from one frame to the next."""
FRAME_MIDDLE = 991 / 2 / RATE
"""Seconds from a window's start to the middle of its first frame."""
LOCAL_VOICES = 3
POWERSET = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.float32)
"""Which voices each class of the network's answer means."""
LOWEST_HZ, NARROWEST_HZ = 50, 50

Activity = npt.NDArray[np.float32]


class PyanNet:
    """Stateless after loading; may be called from several threads."""

    def __init__(self, weights: Path) -> None:
        import torch

        state = torch.load(weights, map_location="cpu", weights_only=True)["state_dict"]
        self._w: dict[str, Any] = state
        self._filters = _sinc_filters(state)
        self._lstm = torch.nn.LSTM(60, 128, num_layers=4, bidirectional=True, batch_first=True)
        own = {n.removeprefix("lstm."): value for n, value in state.items() if n.startswith("lstm.")}
        self._lstm.load_state_dict(own)
        self._lstm.eval()

    def probabilities(self, windows: Samples) -> Activity:
        """[n, frames, 7] of ten-second windows [n, 160000] of 16 kHz samples: see POWERSET."""
        import torch
        from torch.nn import functional

        with torch.inference_mode():
            x, _ = self._lstm(self._features(torch.from_numpy(windows).unsqueeze(1)).transpose(1, 2))
            for layer in ("linear.0", "linear.1"):
                x = functional.leaky_relu(self._linear(x, layer))
            return np.asarray(self._linear(x, "classifier").softmax(-1).numpy(), np.float32)

    def _features(self, x: "Tensor") -> "Tensor":
        from torch.nn import functional

        x = self._normalised(x, "wav_norm1d")
        x = functional.conv1d(x, self._filters, stride=10).abs_()
        x = self._rectified(x, "norm1d.0")
        for number in (1, 2):
            x = functional.conv1d(x, *self._pair(f"sincnet.conv1d.{number}"))
            x = self._rectified(x, f"norm1d.{number}")
        return x

    def _rectified(self, x: "Tensor", norm: str) -> "Tensor":
        from torch.nn import functional

        return functional.leaky_relu(self._normalised(functional.max_pool1d(x, 3), norm))

    def _normalised(self, x: "Tensor", name: str) -> "Tensor":
        from torch.nn import functional

        weight, bias = self._pair(f"sincnet.{name}")
        return functional.instance_norm(x, weight=weight, bias=bias)

    def _linear(self, x: "Tensor", name: str) -> "Tensor":
        from torch.nn import functional

        return functional.linear(x, *self._pair(name))

    def _pair(self, name: str) -> tuple[Any, Any]:
        return self._w[f"{name}.weight"], self._w[f"{name}.bias"]


def _sinc_filters(state: "dict[str, Tensor]") -> "Tensor":
    """[80, 1, 251] band-pass filters, even and odd, of Ravanelli and Bengio's SincNet (2018)."""
    import torch

    own = "sincnet.conv1d.0.filterbank"
    window, times = state[f"{own}.window_"], state[f"{own}.n_"]
    low = LOWEST_HZ + state[f"{own}.low_hz_"].abs()
    high = (low + NARROWEST_HZ + state[f"{own}.band_hz_"].abs()).clamp(LOWEST_HZ, RATE / 2)
    band = high - low
    even = ((high @ times).sin() - (low @ times).sin()) / (times / 2) * window
    odd = ((low @ times).cos() - (high @ times).cos()) / (times / 2) * window
    cosines = torch.cat([even, 2 * band, even.flip(1)], dim=1)
    sines = torch.cat([odd, torch.zeros_like(band), -odd.flip(1)], dim=1)
    return (torch.cat([cosines, sines]) / (2 * band).repeat(2, 1)).unsqueeze(1)
