"""Pictures as files: PNG, JPEG, TIFF, BMP and GIF. All their text is for a reader of pictures."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from common.documents.archive import BROKEN
from common.documents.model import Document, Place, Scan
from common.documents.pictures import LONGEST_SIDE, Picture
from common.errors import BrokenFile, TooLarge

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
MOST_PIXELS = 150_000_000
MOST_PAGES = 2_000
PICTURE = "画像の中の文字は読み取っていません。"
PICTURES = "{pages}ページの画像の中の文字は読み取っていません。"
TOO_MANY_PIXELS = "画像が大きすぎます。縮小してからお試しください。"
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error)
"""What Pillow raises for damaged files."""


def read(path: Path) -> Document:
    """No text yet, but a scan a page. Raises BrokenFile or TooLarge."""
    with _opened(path) as image:
        pages = min(getattr(image, "n_frames", 1), MOST_PAGES) if image.format == "TIFF" else 1
    scans = [
        Scan(
            page=page,
            place=Place(page=page if pages > 1 else None),
            at=0,
            reason=PICTURES if pages > 1 else PICTURE,
        )
        for page in range(1, pages + 1)
    ]
    return Document(format="png", segments=[], scans=scans)


def render(path: Path, page: int) -> Picture:
    """A page, counted from 1, in grey, no larger than a page is drawn; one pixel of the file is one point."""
    with _opened(path) as image:
        image.seek(page - 1)
        if image.format == "JPEG":
            image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        full = _upright_size(image)
        grey = _grey(ImageOps.exif_transpose(image))
        grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return Picture(
        width=grey.width,
        height=grey.height,
        pixels=grey.tobytes(),
        origin=(0.0, float(full[1])),
        across=(full[0] / grey.width, 0.0),
        down=(0.0, -full[1] / grey.height),
    )


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TooLarge(TOO_MANY_PIXELS)
                yield image
    except FileNotFoundError:
        raise
    except Image.DecompressionBombError as error:
        raise TooLarge(TOO_MANY_PIXELS) from error
    except DAMAGED as error:
        raise BrokenFile(BROKEN) from error


def _grey(image: Image.Image) -> Image.Image:
    """On white paper where it is transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layers = image.convert("RGBA")
        paper = Image.new("RGBA", layers.size, "white")
        return Image.alpha_composite(paper, layers).convert("L")
    return image.convert("L")


def _upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as a viewer shows them: EXIF orientations 5 to 8 lie on their side."""
    turned = image.getexif().get(0x0112, 1) >= 5
    return (image.height, image.width) if turned else (image.width, image.height)
