import struct

import pytest

from services.masking.names.lower_layers import lower_layers


def variable(name: str, values: bytes) -> bytes:
    """As CTranslate2 writes it: name, rank, shape, type, size, bytes."""
    encoded = name.encode() + b"\0"
    return (
        struct.pack("<H", len(encoded))
        + encoded
        + struct.pack("<BIIBI", 2, 1, len(values), 1, len(values))
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
