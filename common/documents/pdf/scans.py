"""Pages whose text is only in their picture: found, and drawn for a reader of pictures."""

import ctypes
from contextlib import closing
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from common.documents.pictures import LONGEST_SIDE, Picture, Point

SCANNED = "{pages}ページには文字がありません。スキャンした画像のようです。"
STAMPED = "{pages}ページには、スキャンした画像があり、その中の文字は読み取っていません。"
UNMAPPED = "{pages}ページは文字コードの対応表がなく、正しく読み取れません。"
MOST_UNMAPPED = 0.3
FEW_CHARACTERS = 200
"""A page number, a stamp of receipt: text that scanners and registries put upon a picture."""
PICTURED = 0.02
FILLED = 0.5
"""Parts of the page that its largest picture covers, without text and with a little."""
MANY_SHAPES = 20
"""Filled shapes: text that was turned into outlines."""
FORM_DEPTH = 3
MOST_OBJECTS = 5_000
"""A map may have a million; by then it is known what kind of page it is."""
DOTS_PER_POINT = 200 / 72


def why_scanned(page: pypdfium2.PdfPage, text: str) -> str | None:
    """Why the page needs to be read from its picture, for people; None when its text layer will do."""
    length = len("".join(text.split()))
    if length > FEW_CHARACTERS:
        return UNMAPPED if is_unmapped(text) else None
    covered, shapes = _look(page)
    if length == 0:
        return SCANNED if covered > PICTURED or shapes >= MANY_SHAPES else None
    return STAMPED if covered > FILLED else UNMAPPED if is_unmapped(text) else None


def is_unmapped(text: str) -> bool:
    """Mostly private-use or replacement characters: the fonts do not say what their glyphs mean."""
    strange = sum("\ue000" <= character <= "\uf8ff" or character in "\ufffd\x00" for character in text)
    return strange > len(text) * MOST_UNMAPPED


def draw(page: pypdfium2.PdfPage) -> Picture:
    """The page in grey at about 200 dpi, smaller where that would be too many pixels."""
    scale = min(DOTS_PER_POINT, LONGEST_SIDE / max(1.0, *page.get_size()))
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        image = bitmap.to_pil().convert("L")
    width, height = image.size
    origin, right, below = (_on_page(page, image.size, *at) for at in ((0, 0), (width, 0), (0, height)))
    return Picture(
        width=width,
        height=height,
        pixels=image.tobytes(),
        origin=origin,
        across=((right[0] - origin[0]) / width, (right[1] - origin[1]) / width),
        down=((below[0] - origin[0]) / height, (below[1] - origin[1]) / height),
    )


def _look(page: pypdfium2.PdfPage) -> tuple[float, int]:
    """The part of the page under its largest picture, and the number of shapes that can be seen."""
    width, height = page.get_size()
    covered, shapes = 0.0, 0
    for found in islice(page.get_objects(max_depth=FORM_DEPTH), MOST_OBJECTS):
        left, bottom, right, top = found.get_bounds()
        area = max(0.0, right - left) * max(0.0, top - bottom)
        if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, area / max(1.0, width * height))
        elif area > 1:
            shapes += 1
    return covered, shapes


def _on_page(page: pypdfium2.PdfPage, size: tuple[int, int], x: int, y: int) -> Point:
    found = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDF_DeviceToPage(page, 0, 0, *size, 0, x, y, *found)
    return found[0].value, found[1].value
