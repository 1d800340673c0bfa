"""What must go before a presentation is disclosed, besides what goes from every package.

Hidden slides and shapes, notes and comments go; the picture of an embedded object stays, the object goes.
"""

from collections.abc import Collection

from common.documents.ooxml.markup import Element, child, elements, find_all, inside, local, name, remove
from common.documents.ooxml.package import Package
from common.documents.ooxml.scrubbing import (
    SHARED,
    Words,
    cut_relationships,
    drop_tips,
    drop_unreachable,
    purge,
    strip_pictures,
)
from common.documents.pptx.texts import is_hidden, slides

HARMLESS = SHARED | {"slide", "slideLayout", "slideMaster", "tableStyles", "presProps", "font"}
HIDDEN_SLIDES = "非表示のスライド"
HIDDEN_SHAPES = "非表示の図形"
UNSEEN = {
    "p:custDataLst",
    "p:custShowLst",
    "p:notesMasterIdLst",
    "p:handoutMasterIdLst",
    "p:modifyVerifier",
    "p:smartTags",
    "p:photoAlbum",
}
SHAPES = ("p:sp", "p:pic", "p:graphicFrame", "p:grpSp", "p:cxnSp")


def scrub_package(package: Package, words: Words, shown: Collection[Element]) -> list[str]:
    """Take out what no audience sees; `shown` are the elements that segments show. Returns what was removed."""
    gone = {part for part in slides(package) if is_hidden(package.tree(part))}
    if len(gone) == len(list(slides(package))):
        gone = set()
    removed = [HIDDEN_SLIDES] * bool(gone)
    silenced = {part for part in slides(package) if package.related(part, "video", "audio", "media")}
    removed += cut_relationships(package, words, HARMLESS, _cut, gone)
    for part in sorted(drop_unreachable(package)):
        if package.is_xml(part):
            root = package.tree(part)
            if part in silenced:
                _remove_all(root, "p:timing")
            removed += [HIDDEN_SHAPES] * _clean(root)
            drop_tips(root)
            purge(root, shown, words)
    removed += strip_pictures(package)
    return list(dict.fromkeys(removed))


def _cut(element: Element) -> None:
    """Take away what refers to a part that is gone."""
    frame = inside(element, "p:graphicFrame")
    if name(element) == "p:oleObj" and frame is not None:
        picture = child(element, "p:pic")
        if picture is not None and frame.getparent() is not None:
            frame.addprevious(picture)
        remove(frame)
    elif frame is not None and inside(element, "a:graphicData") is not None:
        remove(_with_alternate(frame))
    else:
        remove(element)


def _with_alternate(frame: Element) -> Element:
    alternate = inside(frame, "mc:AlternateContent")
    return frame if alternate is None else alternate


def _clean(root: Element) -> bool:
    """Whether there were hidden shapes."""
    _remove_all(root, *UNSEEN)
    hidden = False
    for element in list(elements(root)):
        kind = name(element)
        if local(str(element.tag)) == "cNvPr" and element.get("hidden") in ("1", "true"):
            shape = inside(element, *SHAPES)
            if shape is not None:
                remove(_with_alternate(shape))
                hidden = True
        elif (
            kind == "mc:Fallback" and any((text.text or "").strip() for text in find_all(element, "a:t"))
        ) or (kind == "p:extLst" and name(root) == "p:presentation"):
            remove(element)
    return hidden


def _remove_all(root: Element, *names: str) -> None:
    for element in find_all(root, *names):
        remove(element)
