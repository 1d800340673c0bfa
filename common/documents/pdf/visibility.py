"""Text that a page holds and does not show, found in its picture: a character that shows leaves a contrast."""

from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from common.documents.pdf.geometry import Canvas
from common.documents.pdf.lines import Line
from common.documents.pictures import Box

LEAST_CONTRAST = 20
FEWEST = 2
"""A single character may be lost to a thin font; two in a row are hidden."""
SOLID = frozenset("■█▇▉▊▋▌▍▎▏▮◼⬛　　")
THIN = 0.3
MOST_SHAPES = 3_000
DARK, FLAT = 64, 12
"""Grey values: a shape darker than DARK that varies less than FLAT is a black box."""
SMALLEST = 40.0
"""Square points; a smaller shape is a rule or a dot."""


def concealed(
    canvas: Canvas, text: pypdfium2.PdfTextPage, found: Sequence[Line]
) -> Iterator[tuple[int, int, int]]:
    """Stretches of lines that do not show: number of the line, start, end."""
    for number, line in enumerate(found):
        shows = [
            None if character in SOLID or character.isspace() else _shows(canvas, text, index)
            for character, index in zip(line.text, line.characters, strict=True)
        ]
        start = 0
        for end in [*(at for at, seen in enumerate(shows) if seen), len(shows)]:
            if shows[start:end].count(False) >= FEWEST:
                yield number, start + shows[start:end].index(False), end
            start = end + 1


def _shows(canvas: Canvas, text: pypdfium2.PdfTextPage, index: int) -> bool | None:
    """None for what is as thin as a stroke: it leaves no background in its box."""
    left, bottom, right, top = text.get_charbox(index)
    width, height = right - left, top - bottom
    if min(width, height) < THIN * max(width, height):
        return None
    area = canvas.pixels((left, bottom, right, top), margin=-0.5)
    if area is None:
        return None if canvas.pixels((left, bottom, right, top)) else False
    return contrast(canvas.image, area) >= LEAST_CONTRAST


def contrast(image: Image.Image, area: tuple[int, int, int, int]) -> int:
    low, high = image.crop(area).convert("L").getextrema()
    return int(high) - int(low)  # type: ignore[arg-type]  # one band, whole numbers


def boxes_over_pictures(page: pypdfium2.PdfPage, canvas: Canvas) -> list[Box]:
    """Black shapes drawn upon a picture: the picture beneath them is still there."""
    pictures: list[Box] = []
    found: list[Box] = []
    for number, thing in enumerate(page.get_objects(max_depth=3)):
        if number >= MOST_SHAPES:
            break
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(thing.get_bounds())
        elif thing.type == pdfium.FPDF_PAGEOBJ_PATH and pictures:
            box = thing.get_bounds()
            if _area(box) >= SMALLEST and any(_inside(box, other) for other in pictures):
                area = canvas.pixels(box, margin=-3.0)
                if area is not None and _is_black(canvas.image, area):
                    found.append(box)
    return found


def _is_black(image: Image.Image, area: tuple[int, int, int, int]) -> bool:
    low, high = image.crop(area).convert("L").getextrema()
    return int(high) < DARK and int(high) - int(low) < FLAT  # type: ignore[arg-type]


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _inside(box: Box, other: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]
