"""A page drawn, and where on the drawing its places are."""

import ctypes
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from common.documents.pictures import LONGEST_SIDE, Box

FAR, FINE = 1000, 64
"""Points between the places that are asked for, and how finely PDFium, which answers in whole pixels, is asked."""
Pixels = tuple[int, int, int, int]


@dataclass
class Canvas:
    """`image` shows the page, turned as a reader sees it, `scale` pixels a point."""

    page: pypdfium2.PdfPage
    image: Image.Image
    scale: float

    def __post_init__(self) -> None:
        (x, y), (right, left), (up, down) = (self._on_drawing(*at) for at in ((0, 0), (FAR, 0), (0, FAR)))
        self._origin = x, y
        self._across, self._upwards = (
            ((right - x) / FAR, (left - y) / FAR),
            ((up - x) / FAR, (down - y) / FAR),
        )

    def pixels(self, box: Box, margin: float = 0.0) -> Pixels | None:
        """Left, top, right, bottom of a box of the page; None outside the drawing."""
        (x, y), (ax, ay), (ux, uy) = self._origin, self._across, self._upwards
        xs = [x + across * ax + up * ux for across in (box[0], box[2]) for up in (box[1], box[3])]
        ys = [y + across * ay + up * uy for across in (box[0], box[2]) for up in (box[1], box[3])]
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

    def _on_drawing(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (self.image.width * FINE, self.image.height * FINE)
        pdfium.FPDF_PageToDevice(self.page, 0, 0, *size, 0, x, y, across, down)
        return across.value / FINE, down.value / FINE


def drawn(page: pypdfium2.PdfPage, scale: float, *, grey: bool = True) -> Canvas:
    """The page drawn without annotations, at `scale` or what a page of its size allows."""
    scale = min(scale, LONGEST_SIDE / max(1.0, *page.get_size()))
    with closing(page.render(scale=scale, grayscale=grey, draw_annots=False)) as bitmap:
        image = bitmap.to_pil().convert("L" if grey else "RGB").copy()
    return Canvas(page, image, scale)
