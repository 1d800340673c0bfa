"""Fonts for another language than Japanese: a Japanese font draws Chinese with Japanese shapes, and no Thai at all."""

import os
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from common.documents.ooxml.markup import Element, elements, name, remove, short
from common.documents.ooxml.package import Package

JAPANESE = re.compile(
    r"ＭＳ|MS (?:P|UI )?(?:ゴシック|明朝|Gothic|Mincho|PGothic|PMincho)|游|Yu (?:Gothic|Mincho)|メイリオ|Meiryo|BIZ UD"
    r"|UD デジタル|HG|ヒラギノ|Hiragino|IPA|Noto (?:Sans|Serif)(?: CJK)? JP|源ノ|教科書体|創英",
    re.IGNORECASE,
)
SERIF = re.compile(r"明朝|mincho|serif|教科書", re.IGNORECASE)


@dataclass(frozen=True)
class Fonts:
    """What Windows and Office bring for a language."""

    serif: str
    sans: str
    tag: str
    """BCP 47."""
    complex: bool = False
    """Whether Office sets it as a complex script, with fonts of its own (w:cs)."""


FONTS = {
    "zh": Fonts("SimSun", "Microsoft YaHei", "zh-CN"),
    "zt": Fonts("PMingLiU", "Microsoft JhengHei", "zh-TW"),
    "ko": Fonts("Batang", "Malgun Gothic", "ko-KR"),
    "th": Fonts("Angsana New", "Leelawadee UI", "th-TH", complex=True),
    "vi": Fonts("Times New Roman", "Arial", "vi-VN"),
    "my": Fonts("Myanmar Text", "Myanmar Text", "my-MM", complex=True),
    "km": Fonts("DaunPenh", "Khmer UI", "km-KH", complex=True),
    "ne": Fonts("Nirmala UI", "Nirmala UI", "ne-NP", complex=True),
}
FACES = {"a:latin": "typeface", "a:ea": "typeface", "a:cs": "typeface", "s:name": "val", "s:rFont": "val"}
WORD_FACES = ("w:ascii", "w:hAnsi", "w:eastAsia")
LANGUAGE = {"w:lang": ("w:eastAsia",), "w:themeFontLang": ("w:eastAsia",), "a:rPr": ("lang", "altLang")}
LANGUAGE |= {"a:endParaRPr": ("lang", "altLang"), "a:defRPr": ("lang", "altLang")}
"""Where a run says which language its East Asian font is chosen for."""


def fit(path: Path, language: str) -> None:
    """Give an Office file, in place, the fonts of `language` where it names Japanese ones; others are left."""
    fonts = FONTS.get(language)
    if fonts is None:
        return
    draft = path.with_name(f"{path.name}.fonts")
    with closing(Package(path)) as package:
        for part in package.names:
            if package.is_xml(part) and not part.startswith(("docProps/", "customXml/")):
                for element in list(elements(package.tree(part))):
                    _fit(element, fonts)
        package.save(draft)
    os.replace(draft, path)


def _fit(element: Element, fonts: Fonts) -> None:
    kind = name(element)
    if kind == "w:rFonts":
        _fit_word(element, fonts)
    elif kind in FACES and (face := element.get(FACES[kind])) and JAPANESE.search(face):
        element.set(FACES[kind], like(face, fonts))
        for charset in element.itersiblings("{*}charset"):
            remove(charset)
    for key, value in element.attrib.items() if kind in LANGUAGE else ():
        if short(str(key)) in LANGUAGE[kind] and str(value).lower().startswith("ja"):
            element.set(key, fonts.tag)


def _fit_word(element: Element, fonts: Fonts) -> None:
    named = {short(str(key)): (key, str(value)) for key, value in element.attrib.items()}
    for wanted in WORD_FACES:
        key, face = named.get(wanted, ("", ""))
        if JAPANESE.search(face):
            element.set(key, like(face, fonts))
            if fonts.complex:
                element.set(str(key).rpartition("}")[0] + "}cs", like(face, fonts))


def like(face: str, fonts: Fonts) -> str:
    """The font of the same kind."""
    return fonts.serif if SERIF.search(face) else fonts.sans
