"""What must go before a Word document is disclosed.

The package keeps only relationships on a list of harmless kinds, and only parts that these reach;
so what nobody thought of goes too.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from common.documents.docx.paragraphs import Paragraph
from common.documents.docx.revisions import accept_revisions
from common.documents.ooxml.markup import (
    Element,
    attribute,
    elements,
    find_all,
    inside,
    local,
    name,
    remove,
    short,
    unwrap,
)
from common.documents.ooxml.package import CONTENT_TYPES, ROOT, Package, Relationship
from common.documents.ooxml.runs import slots_of

HARMLESS = {
    "officeDocument",
    "styles",
    "stylesWithEffects",
    "settings",
    "webSettings",
    "fontTable",
    "font",
    "theme",
    "themeOverride",
    "numbering",
    "header",
    "footer",
    "footnotes",
    "endnotes",
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
LABELS = {
    "comments": "コメント",
    "commentsExtended": "コメント",
    "commentsIds": "コメント",
    "commentsExtensible": "コメント",
    "people": "コメントの作成者",
    "core-properties": "文書のプロパティ",
    "extended-properties": "文書のプロパティ",
    "custom-properties": "文書のプロパティ",
    "thumbnail": "サムネイル",
    "customXml": "カスタム XML",
    "customXmlProps": "カスタム XML",
    "package": "埋め込みオブジェクト",
    "oleObject": "埋め込みオブジェクト",
    "control": "ActiveX コントロール",
    "aFChunk": "取り込まれた文書",
    "subDocument": "サブ文書",
    "attachedTemplate": "ひな形への参照",
    "mailMergeSource": "差し込み印刷のデータ",
    "mailMergeHeaderSource": "差し込み印刷のデータ",
    "recipientData": "差し込み印刷のデータ",
    "glossaryDocument": "定型句",
    "printerSettings": "プリンターの設定",
    "vbaProject": "マクロ",
    "hyperlink": "リンク先",
    "image": "外部の画像への参照",
    "diagramDrawing": "図の控え",
}
REVISIONS = "変更履歴"
HIDDEN_ELEMENTS = {
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:annotationRef",
    "w:rsids",
    "w:docVars",
    "w:mailMerge",
    "w:attachedTemplate",
    "w:trackRevisions",
    "w:dataBinding",
    "w15:dataBinding",
    "w:placeholder",
    "w:fldData",
    "w:altChunk",
    "w:subDoc",
    "w14:docId",
    "w15:docId",
}
FREE_TEXT = {"descr", "title", "name", "alt", "tooltip", "instr", "anchor", "displayText", "id", "href"}
"""Attributes that people or programs fill with words, by local name."""
LONG_ENOUGH = 8


def scrub_package(package: Package, paragraphs: Sequence[Paragraph], masked: Mapping[str, str]) -> list[str]:
    """Take out what a reader does not see, and what repeats the `masked` strings outside the text.

    `masked` maps each string that an edit took away to what stands there now. Returns what was removed,
    in Japanese, each kind once.
    """
    removed = dict.fromkeys(_revisions(package))
    for part in (ROOT, *package.reachable()):
        removed |= dict.fromkeys(_cut_relationships(package, part, masked))
    reachable = set(package.reachable())
    _drop_unreachable(package, reachable)
    # Read anew: a tab or a line break in an edit has cut text elements in two.
    text = {
        slot.element for paragraph in paragraphs for slot in (*paragraph.slots, *slots_of(paragraph.element))
    }
    for part in reachable:
        if package.is_xml(part):
            _clean(package.tree(part))
            _purge(package.tree(part), text, masked)
    return list(removed)


def _revisions(package: Package) -> list[str]:
    count = sum(
        accept_revisions(package.tree(part)) for part in package.reachable() if _is_word(package, part)
    )
    return [REVISIONS] if count else []


def _is_word(package: Package, part: str) -> bool:
    return package.is_xml(part) and name(package.tree(part)).startswith("w:")


def _cut_relationships(package: Package, part: str, masked: Mapping[str, str]) -> list[str]:
    """Remove the relationships of a part that may not stay, and what refers to them in its markup."""
    cut = [relation for relation in package.relationships(part) if not _may_stay(relation, masked)]
    for relation in cut:
        remove(relation.element)
    if cut and part and package.is_xml(part):
        _cut_references(package.tree(part), {relation.id for relation in cut})
    return [LABELS.get(relation.kind, f"その他の部品（{relation.kind}）") for relation in cut]


def _may_stay(relation: Relationship, masked: Mapping[str, str]) -> bool:
    if relation.kind not in HARMLESS:
        return False
    if not relation.external:
        return True
    target = unquote(relation.target)
    web = target.lower().startswith(("http:", "https:", "mailto:", "tel:", "#"))
    return relation.kind == "hyperlink" and web and not any(word in target for word in masked)


def _cut_references(root: Element, ids: set[str]) -> None:
    for element in list(elements(root)):
        named = {str(value) for key, value in element.attrib.items() if short(str(key)).startswith("r:")}
        if not named & ids:
            continue
        if name(element) == "w:hyperlink":
            unwrap(element)
        else:
            holder = inside(element, "w:object")
            remove(element if holder is None else holder)


def _drop_unreachable(package: Package, reachable: set[str]) -> None:
    kept = {package.rels_name(part) for part in (ROOT, *reachable)} | reachable | {CONTENT_TYPES}
    for part in list(package.names):
        if part not in kept:
            package.drop(part)


def _clean(root: Element) -> None:
    for element in find_all(root, *HIDDEN_ELEMENTS):
        remove(element)
    for element in find_all(root, "w:smartTag", "w:customXml"):
        for properties in [found for found in element if name(found) in ("w:smartTagPr", "w:customXmlPr")]:
            element.remove(properties)
        unwrap(element)
    for element in elements(root):
        for key in [str(key) for key in element.attrib if local(str(key)).startswith("rsid")]:
            del element.attrib[key]


def _purge(root: Element, text: set[Element], masked: Mapping[str, str]) -> None:
    """Replace masked strings where no segment shows them: field codes, bookmarks, tags, tooltips."""
    for element in elements(root):
        if element not in text:
            element.text = _without(element.text, masked)
            for key, value in element.attrib.items():
                element.set(key, _without(str(value), _fitting(element, str(key), masked)) or "")
        element.tail = _without(element.tail, masked)


def _without(text: str | None, masked: Mapping[str, str]) -> str | None:
    for old in sorted(masked, key=len, reverse=True) if text else ():
        text = (text or "").replace(old, masked[old])
    return text


def _fitting(element: Element, key: str, masked: Mapping[str, str]) -> Mapping[str, str]:
    """The strings to look for in an attribute.

    In free text, all; elsewhere only those that cannot be a size or a colour by chance.
    """
    if local(key) in FREE_TEXT or (name(element) in ("w:tag", "w:alias") and attribute(element, "w:val")):
        return masked
    return {
        old: new for old, new in masked.items() if not old.isascii() or "@" in old or len(old) >= LONG_ENOUGH
    }
