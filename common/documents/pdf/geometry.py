"""A page drawn, and where on the drawing its places are."""

import ctypes
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from common.documents.pictures import LONGEST_SIDE, Box

Pixels = tuple[int, int, int, int]


@dataclass
class Canvas:
    """`image` shows the page, turned as a reader sees it, `scale` pixels a point."""

    page: pypdfium2.PdfPage
    image: Image.Image
    scale: float

    def pixels(self, box: Box, margin: float = 0.0) -> Pixels | None:
        """Left, top, right, bottom of a box of the page; None outside the drawing."""
        corners = [self._pixel(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = zip(*corners, strict=True)
        left, top = int(max(0, min(xs) - margin)), int(max(0, min(ys) - margin))
        right = int(min(self.image.width, max(xs) + margin + 1))
        bottom = int(min(self.image.height, max(ys) + margin + 1))
        return (left, top, right, bottom) if right > left and bottom > top else None

    def burn(self, box: Box, margin: float = 0.0) -> None:
        """Make a box of the page black."""
        if area := self.pixels(box, margin):
            left, top, right, bottom = area
            black = 0 if self.image.mode == "L" else (0, 0, 0)
            ImageDraw.Draw(self.image).rectangle((left, top, right - 1, bottom - 1), fill=black)

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (self.image.width * 16, self.image.height * 16)
        pdfium.FPDF_PageToDevice(self.page, 0, 0, *size, 0, x, y, across, down)
        return across.value / 16, down.value / 16


def drawn(page: pypdfium2.PdfPage, scale: float, *, grey: bool = True) -> Canvas:
    """The page drawn without annotations, at `scale` or what a page of its size allows."""
    scale = min(scale, LONGEST_SIDE / max(1.0, *page.get_size()))
    with closing(page.render(scale=scale, grayscale=grey, draw_annots=False)) as bitmap:
        image = bitmap.to_pil().convert("L" if grey else "RGB").copy()
    return Canvas(page, image, scale)
