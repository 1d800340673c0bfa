import numpy as np
import pytest

from common.models.adapters import Adapter, load_adapters, save_adapters

RNG = np.random.default_rng(0)
CHANGE = Adapter(
    RNG.normal(size=(6, 2)).astype(np.float32),
    RNG.normal(size=(2, 4)).astype(np.float32),
)


def test_the_change_is_the_product_whole_and_in_parts():
    assert CHANGE.change() == pytest.approx(CHANGE.up @ CHANGE.down, abs=1e-6)
    assert np.array_equal(CHANGE.change(slice(2, 5)), CHANGE.change()[2:5])


def test_saved_they_say_the_same(tmp_path):
    save_adapters({"decoder/layer_4/ffn/linear_0": CHANGE}, tmp_path / "learned.npz")
    (again,) = load_adapters(tmp_path / "learned.npz").items()
    assert again[0] == "decoder/layer_4/ffn/linear_0"
    assert again[1].up == pytest.approx(CHANGE.up, abs=1e-2)
    assert again[1].down == pytest.approx(CHANGE.down, abs=1e-2)
