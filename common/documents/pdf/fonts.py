"""How far each character code of a font advances, where that is sure (ISO 32000-2, 9.6 to 9.7)."""

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

STANDARD = {"Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats"}
ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


@dataclass(frozen=True)
class Font:
    """Codes of `size` bytes; widths in text space for a font of size 1."""

    size: int
    widths: Mapping[int, float] = field(repr=False)
    default: float

    def codes(self, string: bytes) -> Iterator[tuple[bytes, float]]:
        """Each code and its width."""
        for at in range(0, len(string), self.size):
            code = string[at : at + self.size]
            yield code, self.widths.get(int.from_bytes(code, "big"), self.default)


def load_font(font: Any) -> Font | None:
    """None where codes or widths cannot be told: Shift_JIS and vertical fonts among others."""
    kind = str(font.get("/Subtype"))
    if kind == "/Type0":
        return _composite(font) if str(font.get("/Encoding")) == "/Identity-H" else None
    scale = float(font.FontMatrix[0]) if kind == "/Type3" else 0.001
    if "/Widths" in font:
        first = int(font.get("/FirstChar", 0))
        missing = float(font.get("/FontDescriptor", {}).get("/MissingWidth", 0))
        widths = {first + number: float(width) * scale for number, width in enumerate(font.Widths)}
        return Font(1, widths, missing * scale)
    return _standard(font)


def _composite(font: Any) -> Font | None:
    inner = font.DescendantFonts[0]
    widths: dict[int, float] = {}
    row = list(inner.get("/W", []))
    at = 0
    while at + 1 < len(row):
        first = int(row[at])
        if isinstance(row[at + 1], pikepdf.Array):
            widths |= {first + n: float(width) / 1000 for n, width in enumerate(row[at + 1])}
            at += 2
        else:
            width = float(row[at + 2]) / 1000
            widths |= dict.fromkeys(range(first, min(int(row[at + 1]), 0xFFFF) + 1), width)
            at += 3
    return Font(2, widths, float(inner.get("/DW", 1000)) / 1000)


def _standard(font: Any) -> Font | None:
    """One of the 14 fonts that every viewer has, which need not say its widths."""
    name, encoding = str(font.get("/BaseFont", ""))[1:], font.get("/Encoding")
    codec = ENCODINGS.get(str(encoding), "ascii" if encoding is None else "")
    if name.partition("-")[0] not in STANDARD or name in ("Symbol", "ZapfDingbats") or not codec:
        return None
    with pypdfium2.PdfDocument.new() as file:
        loaded = pdfium.FPDFText_LoadStandardFont(file, name.encode())
        widths = {code: _width(loaded, bytes([code]).decode(codec, "replace")) for code in range(32, 256)}
        pdfium.FPDFFont_Close(loaded)
    return Font(1, widths, 0.0)


def _width(font: Any, character: str) -> float:
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, ord(character), ctypes.c_float(1.0), width)
    return float(width.value)
