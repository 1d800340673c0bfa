"""A CTranslate2 encoder cut after some of its layers.

The format is that of CTranslate2's `ModelSpec.save`: version, name of the specification, revision, then the
variables (name, shape, type, bytes), then the aliases. How many layers there are, the reader tells by their names.
"""

import re
import struct

LAYER = re.compile(rb"encoder/layer_([0-9]+)/")


class Cursor:
    """Little-endian reads from `data`; struct.error or IndexError where it is cut short."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self, form: str) -> int:
        value: int = struct.unpack_from(f"<{form}", self.data, self.at)[0]
        self.at += struct.calcsize(f"<{form}")
        return value

    def name(self) -> bytes:
        return self.skip(self.number("H"))

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def variable(self) -> bytes:
        """Pass over one variable; its name."""
        name = self.name()
        dimensions = self.number("B")
        self.skip(4 * dimensions + 1)
        self.skip(self.number("I"))
        return name


def lower_layers(model: bytes, layers: int) -> bytes:
    """The same `model.bin` with its first `layers` layers only."""
    cursor = Cursor(model)
    cursor.number("I")
    cursor.name()
    cursor.number("I")
    head, count = model[: cursor.at], cursor.number("I")
    kept = []
    for _ in range(count):
        start = cursor.at
        layer = LAYER.match(cursor.variable())
        if layer is None or int(layer[1]) < layers:
            kept.append((start, cursor.at))
    aliases = model[cursor.at :]
    view = memoryview(model)
    return b"".join([head, struct.pack("<I", len(kept)), *(view[a:b] for a, b in kept), aliases])
