"""Pictures as files: PNG, JPEG, TIFF, BMP and GIF. All their text is for a reader of pictures."""

import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from common.documents.archive import BROKEN
from common.documents.edits import by_segment
from common.documents.model import Document, Edit, Place, Report, Scan, Segment
from common.documents.pictures import LONGEST_SIDE, Picture
from common.documents.stretches import stretch
from common.errors import BrokenFile, TooLarge

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
MOST_PIXELS = 150_000_000
MOST_PAGES = 2_000
PICTURE = "画像の中の文字は読み取っていません。"
PICTURES = "{pages}ページの画像の中の文字は読み取っていません。"
TOO_MANY_PIXELS = "画像が大きすぎます。縮小してからお試しください。"
TELLING_TAGS = {270, 271, 272, 305, 306, 315, 700, 33432, 33723, 34377, 34665, 34853}
"""Description, camera, program, date, artist, XMP, copyright, IPTC, Photoshop, Exif, GPS (TIFF 6.0, Exif 2.3)."""
TELLING_INFO = ("comment", "xmp", "XML:com.adobe.xmp", "photoshop", "exif")
TOLD = "画像に付いた情報（撮影日時、場所、機種、コメントなど）"
BURNT = "画像の中の文字を黒く塗りつぶしました。"
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


def blacken(path: Path, edits: Sequence[Edit], pictured: Sequence[Segment], out: Path) -> Report:
    """The picture with black boxes over the edited words, upright, and nothing but its pixels."""
    edits_of = by_segment(edits, pictured)
    pages: list[Image.Image] = []
    removed: list[str] = []
    with _opened(path) as image:
        kind, density = image.format or "PNG", image.info.get("dpi")
        count = min(getattr(image, "n_frames", 1), MOST_PAGES) if kind == "TIFF" else 1
        for number in range(1, count + 1):
            image.seek(number - 1)
            removed += [TOLD] * _tells(image)
            page = _plain(ImageOps.exif_transpose(image))
            for segment in pictured:
                if segment.id.startswith(f"p{number}-o"):
                    _burn(page, segment, edits_of.get(segment.id, ()))
            pages.append(page)
    options: dict[str, Any] = {"dpi": density} if density else {}
    if kind == "JPEG":
        options |= {"quality": 92, "subsampling": 0}
    if kind == "TIFF":
        options |= {"save_all": True, "append_images": pages[1:], "compression": "tiff_deflate"}
    pages[0].save(out, kind, **options)
    return Report(applied=len(edits), removed=list(dict.fromkeys(removed)), notes=[BURNT] if edits else [])


def _tells(image: Image.Image) -> bool:
    """Whether the file says more than its pixels: camera, place, author, comments."""
    told = set(image.getexif()) & TELLING_TAGS
    return bool(told) or any(key in image.info for key in TELLING_INFO) or bool(getattr(image, "text", None))


def _plain(image: Image.Image) -> Image.Image:
    """Pixels in a mode that black can be drawn in, without what the file said about them."""
    mode = "RGBA" if image.mode in ("PA", "LA") or "transparency" in image.info else image.mode
    mode = "RGB" if mode == "P" else mode
    bare = image.convert(mode)
    page = Image.new(bare.mode, bare.size)
    page.paste(bare)
    return page


def _burn(page: Image.Image, segment: Segment, edits: Sequence[Edit]) -> None:
    black = {"RGB": (0, 0, 0), "RGBA": (0, 0, 0, 255), "CMYK": (0, 0, 0, 255), "YCbCr": (0, 128, 128)}
    for edit in edits:
        if box := stretch(segment, edit):
            left, bottom, right, top = box
            area = (left - 1, page.height - top - 1, right + 1, page.height - bottom + 1)
            ImageDraw.Draw(page).rectangle(area, fill=black.get(page.mode, 0))
