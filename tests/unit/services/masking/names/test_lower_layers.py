import struct

import numpy as np
import pytest

from common.models.adapters import Adapter, load_adapters
from services.masking.names.encoder import LAYERS as LAYERS_USED
from services.masking.names.finder import ADAPTERS
from services.masking.names.lower_layers import adapted, lower_layers


def variable(name: str, values: bytes, shape: tuple[int, ...] = (), number_type: int = 1) -> bytes:
    """As CTranslate2 writes it: name, rank, shape, type, size, bytes."""
    encoded, shape = name.encode() + b"\0", shape or (1, len(values))
    return (
        struct.pack("<H", len(encoded))
        + encoded
        + struct.pack(f"<B{len(shape)}IBI", len(shape), *shape, number_type, len(values))
        + values
    )


def model(*variables: bytes) -> bytes:
    head = struct.pack("<IH", 6, 5) + b"Spec\0" + struct.pack("<I", 1)
    return head + struct.pack("<I", len(variables)) + b"".join(variables) + struct.pack("<I", 0)


WORDS = variable("encoder/embeddings_0/weight", b"12345")
LAYERS = [variable(f"encoder/layer_{n}/ffn/bias", bytes(n + 1)) for n in range(12)]


@pytest.mark.parametrize("layers", [1, 2, 11, 12])
def test_layers_above_are_gone_and_everything_else_is_as_it_was(layers: int) -> None:
    whole = model(LAYERS[0], WORDS, *LAYERS[1:])
    assert lower_layers(whole, layers) == model(LAYERS[0], WORDS, *LAYERS[1:layers])


def test_a_file_cut_short_is_refused() -> None:
    with pytest.raises(struct.error):
        lower_layers(model(WORDS, *LAYERS)[:60], 8)


def matrix(values: list[list[int]], scale: list[float]) -> tuple[bytes, bytes]:
    name, whole = "encoder/layer_1/ffn/linear_0", np.array(values, np.int8)
    return (
        variable(f"{name}/weight", whole.tobytes(), whole.shape),
        variable(f"{name}/weight_scale", np.array(scale, np.float32).tobytes(), (len(scale),), 0),
    )


CHANGE = Adapter(np.array([[1], [0]], np.float32), np.array([[0, 1]], np.float32))


def test_an_adapter_changes_its_matrix_and_nothing_else() -> None:
    before, after = matrix([[127, 0], [127, 64]], [127, 127]), matrix([[127, 127], [127, 64]], [127, 127])
    changed = lower_layers(model(WORDS, *before, *LAYERS), 2, {"encoder/layer_1/ffn/linear_0": CHANGE})
    assert changed == model(WORDS, *after, *LAYERS[:2])


def test_an_adapter_of_no_matrix_is_refused() -> None:
    with pytest.raises(KeyError):
        lower_layers(model(WORDS, *LAYERS), 2, {"encoder/layer_1/ffn/linear_0": CHANGE})


@pytest.mark.parametrize("size", [0.0, 0.1, 3.0])
def test_a_changed_matrix_is_as_near_as_whole_numbers_allow(size: float) -> None:
    rng = np.random.default_rng(0)
    weight, scale = rng.integers(-127, 128, (6, 4), np.int8), rng.uniform(50, 500, 6).astype(np.float32)
    up, down = rng.normal(size=(6, 2)) * size, rng.normal(size=(2, 4))
    change = Adapter(up.astype(np.float32), down.astype(np.float32))
    new, new_scale = adapted(weight, scale, change)
    wanted = weight / scale[:, None] + change.up @ change.down
    assert np.abs(new / new_scale[:, None] - wanted).max() <= (0.51 / new_scale).max()
    assert np.abs(new.astype(int)).max(axis=1).tolist() == [127] * 6


def test_the_shipped_changes_belong_to_the_layers_that_are_used_and_are_small() -> None:
    numbers = {int(name.split("/")[1].removeprefix("layer_")) for name in load_adapters(ADAPTERS)}
    assert max(numbers) < LAYERS_USED
    assert ADAPTERS.stat().st_size < 500_000
