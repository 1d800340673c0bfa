"""Lines of a masked picture read again, each in the strip of the page where it stood."""

import re
from collections.abc import Sequence
from pathlib import Path

from common.documents import Recognizer, Segment, draw
from common.settings import SandboxSettings

PICTURED = re.compile(r"p[0-9]+-o[0-9]+")
"""Ids of the segments that a recognizer read from a picture."""
MOST_LINES = 200
"""More are not read again: their places are black by construction, and reading costs half a second each."""


def is_pictured(segment: Segment) -> bool:
    return PICTURED.fullmatch(segment.id) is not None


def read_bands(
    original: Path,
    masked: Path,
    name: str,
    lines: Sequence[Segment],
    recognizer: Recognizer,
    limits: SandboxSettings,
) -> list[Segment]:
    """What a reader of pictures makes of the masked file where `lines` stood in the original."""
    found: list[Segment] = []
    for page in sorted({line.place.page or 1 for line in lines[:MOST_LINES]}):
        before = draw(original, page, name=name, limits=limits)
        after = draw(masked, page, name=name, limits=limits)
        for line in lines[:MOST_LINES]:
            if line.place.box is None or (line.place.page or 1) != page:
                continue
            _, top, _, bottom = before.box_in_pixels(line.place.box)
            scale, margin = after.height / before.height, (bottom - top) / 2
            band = after.band(int((top - margin) * scale), int((bottom + margin) * scale) + 1)
            found += [line.model_copy(update={"text": seen.text}) for seen in recognizer(band)]
    return found
