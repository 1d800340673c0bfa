"""A page made of one picture and an invisible text that can be searched and copied."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from common.documents.pdf.geometry import Canvas
from common.documents.pictures import Box

QUALITY = 82
COLOURFUL = 24
"""How far apart the colours of a pixel are in a page that is not grey."""


class TextFont:
    """A font without shapes: each character gets the next code, which says what it stands for."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self._codes: dict[str, int] = {}
        self._meanings = file.make_stream(b"")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name.Text,
            Flags=4,
            FontBBox=[0, -200, 1000, 800],
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=800,
            StemV=80,
        )
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name.Text,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=descriptor,
            DW=1000,
            CIDToGIDMap=Name.Identity,
        )
        self.font = file.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name.Text,
                Encoding=Name("/Identity-H"),
                DescendantFonts=[file.make_indirect(inner)],
                ToUnicode=self._meanings,
            )
        )

    def encode(self, text: str) -> str:
        """The codes of a text, in hexadecimal digits."""
        return "".join(f"{self._codes.setdefault(c, len(self._codes) + 1):04x}" for c in text)

    def finish(self) -> None:
        """Write down what the codes mean, once all text has been encoded."""
        rows = [
            f"<{code:04x}> <{character.encode('utf-16-be').hex()}>" for character, code in self._codes.items()
        ]
        blocks = "".join(
            f"{len(rows[at : at + 100])} beginbfchar\n" + "\n".join(rows[at : at + 100]) + "\nendbfchar\n"
            for at in range(0, len(rows), 100)
        )
        head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def\n"
        space = "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        tail = "endcmap CMapName currentdict /CMap defineresource pop end end"
        self._meanings.write((head + space + blocks + tail).encode())


def picture_page(
    file: pikepdf.Pdf, canvas: Canvas, texts: Sequence[tuple[str, Box]], font: TextFont
) -> pikepdf.Page:
    """A page that looks like the canvas, with the texts at their places on the page that was drawn."""
    width, height = canvas.image.width / canvas.scale, canvas.image.height / canvas.scale
    layer = [f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q BT 3 Tr"]
    for text, box in texts:
        if area := canvas.pixels(box):
            layer.append(_line(font.encode(text), len(text), [edge / canvas.scale for edge in area], height))
    layer.append("ET")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, width, height],
        Resources=Dictionary(XObject=Dictionary(P=_image(file, canvas)), Font=Dictionary(T=font.font)),
        Contents=file.make_stream("\n".join(layer).encode()),
    )
    return pikepdf.Page(file.make_indirect(page))


def _line(codes: str, count: int, area: Sequence[float], height: float) -> str:
    left, top, right, bottom = area
    size = max(1.0, min(bottom - top, right - left if count > 1 else bottom - top) * 0.85)
    stretched = max(1.0, (right - left) / (size * count) * 100)
    baseline = height - bottom + (bottom - top) * 0.18
    return f"/T {size:.2f} Tf {stretched:.2f} Tz 1 0 0 1 {left:.2f} {baseline:.2f} Tm <{codes}> Tj"


def _image(file: pikepdf.Pdf, canvas: Canvas) -> pikepdf.Object:
    image = canvas.image
    grey = image.mode == "L" or not _is_colourful(image)
    content = io.BytesIO()
    (image.convert("L") if grey else image).save(content, "JPEG", quality=QUALITY)
    return file.make_stream(
        content.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray if grey else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def _is_colourful(image: Image.Image) -> bool:
    red, green, blue = image.resize((max(1, image.width // 8), max(1, image.height // 8))).split()
    apart = [ImageChops.difference(red, green), ImageChops.difference(green, blue)]
    return any(int(band.getextrema()[1]) > COLOURFUL for band in apart)  # type: ignore[arg-type]
