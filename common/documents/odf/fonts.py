"""Fonts for another language than Japanese in an OpenDocument file."""

import os
from pathlib import Path

from common.documents.archive import Archive, write_archive
from common.documents.ooxml.fonts import FONTS, JAPANESE, Fonts, like
from common.documents.ooxml.markup import Element, elements, local, parse, serialise

FAMILIES = ("font-family", "font-family-asian", "font-family-complex")
PARTS = ("content.xml", "styles.xml")


def fit(path: Path, language: str) -> None:
    """Give the file, in place, the fonts of `language` where it names Japanese ones; others are left."""
    fonts = FONTS.get(language)
    if fonts is None:
        return
    with Archive(path) as archive:
        parts = {part: archive.read(part) for part in archive.names}
    for part in [part for part in PARTS if part in parts]:
        tree = parse(parts[part])
        for element in elements(tree):
            _fit(element, fonts)
        parts[part] = serialise(tree)
    draft = path.with_name(f"{path.name}.fonts")
    write_archive(draft, parts, stored=("mimetype",))
    os.replace(draft, path)


def _fit(element: Element, fonts: Fonts) -> None:
    tongue, _, country = fonts.tag.partition("-")
    for key, value in element.attrib.items():
        kind = local(str(key))
        if kind in FAMILIES and JAPANESE.search(str(value)):
            element.set(key, f"'{like(str(value), fonts)}'")
        elif kind == "language-asian" and value == "ja":
            element.set(key, tongue)
        elif kind == "country-asian" and value == "JP":
            element.set(key, country)
