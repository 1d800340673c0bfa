from pathlib import Path

import numpy as np
import pytest

from services.masking.names.adapters import FILE, Adapter, adapted, load_adapters, save_adapters
from services.masking.names.encoder import LAYERS

RNG = np.random.default_rng(0)
WEIGHT = RNG.integers(-127, 128, (6, 4), np.int8)
SCALE = RNG.uniform(50, 500, 6).astype(np.float32)


def adapter(size: float) -> Adapter:
    up, down = RNG.normal(size=(6, 2)), RNG.normal(size=(2, 4))
    return Adapter((up * size).astype(np.float32), down.astype(np.float32))


@pytest.mark.parametrize("size", [0.0, 0.1, 3.0])
def test_a_changed_matrix_is_as_near_as_whole_numbers_allow(size: float) -> None:
    change = adapter(size)
    weight, scale = adapted(WEIGHT, SCALE, change)
    wanted = WEIGHT / SCALE[:, None] + change.up @ change.down
    assert np.abs(weight / scale[:, None] - wanted).max() <= (0.51 / scale).max()
    assert np.abs(weight.astype(int)).max(axis=1).tolist() == [127] * 6


def test_saved_they_say_the_same(tmp_path: Path) -> None:
    change = adapter(1)
    save_adapters({"encoder/layer_4/ffn/linear_0": change}, tmp_path / "adapters.npz")
    (again,) = load_adapters(tmp_path / "adapters.npz").items()
    assert again[0] == "encoder/layer_4/ffn/linear_0"
    assert again[1].up == pytest.approx(change.up, abs=1e-2)
    assert again[1].down == pytest.approx(change.down, abs=1e-2)


def test_the_shipped_ones_belong_to_the_layers_that_are_used_and_are_small() -> None:
    numbers = {int(name.split("/")[1].removeprefix("layer_")) for name in load_adapters()}
    assert max(numbers) < LAYERS
    assert FILE.stat().st_size < 500_000
