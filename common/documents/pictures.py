"""Pictures of text, and what a reader of pictures (OCR) makes of them.

    Recognizer = Callable[[Picture], Sequence[Line]]

Pictures are drawn in the sandbox; a recognizer sees bare pixels, never a file, and runs in the service
that holds its model.
"""

from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict

Point = tuple[float, float]
Box = tuple[float, float, float, float]
LONGEST_SIDE = 2400
"""Pixels; about 200 dpi on A4."""


class Picture(BaseModel):
    """Grey pixels, row by row from the top left, and where they lie on their page."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    width: int
    height: int
    pixels: bytes
    origin: Point
    """The page coordinates of the top left corner."""
    across: Point
    """What one pixel to the right is on the page."""
    down: Point

    def box_on_page(self, box: Box) -> Box:
        """Left, top, right, bottom in pixels as left, bottom, right, top on the page."""
        left, top, right, bottom = box
        corners = [self._point(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def box_in_pixels(self, box: Box) -> Box:
        """Left, bottom, right, top on the page as left, top, right, bottom in pixels."""
        corners = [self._pixel(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _pixel(self, x: float, y: float) -> Point:
        """The inverse of `_point`, by Cramer's rule."""
        dx, dy = x - self.origin[0], y - self.origin[1]
        area = self.across[0] * self.down[1] - self.across[1] * self.down[0]
        return (
            (dx * self.down[1] - dy * self.down[0]) / area,
            (self.across[0] * dy - self.across[1] * dx) / area,
        )

    def band(self, top: int, bottom: int) -> "Picture":
        """Some of its rows, as a picture of their own."""
        top, bottom = max(0, top), min(self.height, bottom)
        pixels = self.pixels[top * self.width : bottom * self.width]
        origin = self._point(0, top)
        return self.model_copy(update={"height": bottom - top, "pixels": pixels, "origin": origin})

    def _point(self, x: float, y: float) -> Point:
        return (
            self.origin[0] + x * self.across[0] + y * self.down[0],
            self.origin[1] + x * self.across[1] + y * self.down[1],
        )


class Line(BaseModel):
    """A recognized line in reading order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    box: Box
    """Left, top, right, bottom in pixels from the top left."""
    confidence: float
    marks: tuple[tuple[float, float], ...] = ()
    """Where along the box each character begins and ends, from 0 (left, or top) to 1; none when unknown."""


Recognizer = Callable[[Picture], Sequence[Line]]
"""Raises Unavailable (ModelMissing) when it cannot work at all."""
