"""Every object of a PDF, its streams unpacked, for a search that follows no structure."""

from pathlib import Path
from typing import Any

import pikepdf

PICTURES = ("/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode")


def pdf_objects(path: Path) -> list[tuple[str, str]]:
    """Name and content of each object: its strings as text, and its stream byte for byte (Latin-1)."""
    with pikepdf.open(path) as file:
        return [(f"object {thing.objgen[0]}", _content(thing)) for thing in file.objects]


def _content(thing: Any) -> str:
    texts = list(_strings(thing, 0))
    if isinstance(thing, pikepdf.Stream) and not _is_picture(thing):
        texts.append(thing.read_bytes().decode("latin-1"))
    return "\n".join(texts)


def _is_picture(stream: Any) -> bool:
    return str(stream.get("/Subtype")) == "/Image" or any(
        kind in str(stream.get("/Filter")) for kind in PICTURES
    )


def _strings(thing: Any, depth: int) -> list[str]:
    """The strings inside one object, as UTF-8 bytes seen as Latin-1 so that a search for bytes finds them."""
    if isinstance(thing, pikepdf.String):
        return [str(thing).encode("utf-8", "replace").decode("latin-1")]
    if depth > 20 or (getattr(thing, "is_indirect", False) and depth):
        return []
    if isinstance(thing, pikepdf.Array):
        return [text for item in thing for text in _strings(item, depth + 1)]
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return [text for _, item in thing.items() for text in _strings(item, depth + 1)]
    return []
