"""What goes from any Office package before it is disclosed.

A package keeps only relationships on a list of harmless kinds, and only parts that these reach; so what
nobody thought of goes too. Words that an edit took away go from wherever else the markup repeats them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import unquote

from common.documents.ooxml.labels import LABELS
from common.documents.ooxml.markup import Element, attribute, elements, local, name, remove, short
from common.documents.ooxml.package import CONTENT_TYPES, ROOT, Package, Relationship
from common.documents.picture_metadata import bare

FREE_TEXT = {"descr", "title", "name", "alt", "tooltip", "instr", "anchor", "displayText", "id", "href"}
"""Attributes that people or programs fill with words, by local name."""
PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".tmp", ".bin")
CAMERA = "画像に付いた情報（撮影日時、場所、機種、コメントなど）"
LONG_ENOUGH = 8
SHARED = frozenset(
    {
        "officeDocument",
        "styles",
        "theme",
        "themeOverride",
        "image",
        "hyperlink",
        "chart",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
    }
)
"""Relationship kinds that are harmless in every kind of package."""


class Words:
    """The masked strings, each with what stands in its place now."""

    def __init__(self, masked: Mapping[str, str]) -> None:
        self._masked = masked
        self._all = _pattern(masked)
        self._telling = _pattern([old for old in masked if is_telling(old)])

    def __bool__(self) -> bool:
        return bool(self._masked)

    def without(self, text: str | None, *, telling: bool = False) -> str | None:
        """`text` without them; `telling` looks only for those that cannot be a size or a colour by chance."""
        pattern = self._telling if telling else self._all
        return pattern.sub(lambda found: self._masked[found[0]], text) if text and pattern else text

    def within(self, text: str) -> bool:
        return bool(self._all and self._all.search(text))


def _pattern(words: Collection[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None


def is_telling(word: str) -> bool:
    return not word.isascii() or "@" in word or len(word) >= LONG_ENOUGH


def cut_relationships(
    package: Package,
    words: Words,
    harmless: Collection[str],
    cut: Callable[[Element], None],
    gone: Collection[str] = (),
) -> list[str]:
    """Remove relationships that may not stay and those to parts that are `gone`.

    `cut` takes away an element that refers to one. Returns what was removed, in Japanese.
    """
    removed: list[str] = []
    for part in [ROOT, *package.reachable()]:
        leaving = [
            relation
            for relation in package.relationships(part)
            if relation.target in gone or not _may_stay(relation, words, harmless)
        ]
        for relation in leaving:
            remove(relation.element)
            if relation.target not in gone:
                removed.append(LABELS.get(relation.kind, f"その他の部品（{relation.kind}）"))
        if leaving and part and package.is_xml(part):
            _cut_references(package.tree(part), {relation.id for relation in leaving}, cut)
    return removed


def _may_stay(relation: Relationship, words: Words, harmless: Collection[str]) -> bool:
    if relation.kind not in harmless:
        return False
    if not relation.external:
        return True
    target = unquote(relation.target)
    web = target.lower().startswith(("http:", "https:", "#"))
    return relation.kind == "hyperlink" and web and not words.within(target)


def _cut_references(root: Element, ids: set[str], cut: Callable[[Element], None]) -> None:
    for element in list(elements(root)):
        named = {str(value) for key, value in element.attrib.items() if short(str(key)).startswith("r:")}
        if named & ids:
            cut(element)


def drop_unreachable(package: Package) -> set[str]:
    """Drop every part that no relationship leads to; the names of those that stay."""
    reachable = set(package.reachable())
    kept = {package.rels_name(part) for part in (ROOT, *reachable)} | reachable | {CONTENT_TYPES}
    for part in list(package.names):
        if part not in kept:
            package.drop(part)
    return reachable


def strip_pictures(package: Package) -> list[str]:
    """Take from pictures what their cameras wrote beside the pixels; what was removed, in Japanese."""
    stripped = []
    for part in package.names:
        if part.lower().endswith(PICTURES):
            content = package.content(part)
            if (left := bare(content)) != content:
                package.replace(part, left)
                stripped.append(CAMERA)
    return stripped


def drop_tips(root: Element) -> None:
    """Take out the tips that show when a pointer rests on a link: no segment has them."""
    for element in elements(root):
        for key in [key for key in element.attrib if local(str(key)) == "tooltip"]:
            del element.attrib[key]


def purge(root: Element, text: Collection[Element], words: Words) -> None:
    """Replace masked words where no segment shows them: codes, bookmarks, tags, tooltips, caches.

    `text` are the elements that segments show: there a person decided, place by place.
    """
    for element in elements(root) if words else ():
        if element not in text:
            element.text = words.without(element.text)
            for key, value in element.attrib.items():
                clean = words.without(str(value), telling=not _is_free_text(element, str(key)))
                if clean != value:
                    element.set(key, clean or "")
        element.tail = words.without(element.tail)


def _is_free_text(element: Element, key: str) -> bool:
    in_tag = name(element) in ("w:tag", "w:alias") and attribute(element, "w:val") is not None
    return local(key) in FREE_TEXT or in_tag
