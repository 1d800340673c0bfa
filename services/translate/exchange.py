"""XML in which translators exchange terms and translations (TBX, TMX), parsed in the sandbox and written."""

from collections.abc import Iterator

from lxml import etree

from common.errors import BadRequest, BrokenFile
from common.safe_xml import Element, parsed

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BROKEN = "ファイルを読み取れません。{kind} のファイルか確かめてください（壊れた XML と、実体を宣言した XML は受け付けません）。"


def parse(content: bytes, kind: str, roots: tuple[str, ...]) -> Element:
    """The root, one of `roots`; no network, no external DTD. Raises BrokenFile, also for declared entities."""
    broken = BROKEN.format(kind=kind)
    root = parsed(content, broken)
    # Old programs name a DTD; what is inside one is no part of either format.
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and (next(iter(dtd.iterentities()), None) is not None):
        raise BrokenFile(broken)
    if local(root) not in roots:
        raise BadRequest(f"{kind} のファイルではありません。書き出し直すか、CSV で取り込んでください。")
    return root


def is_markup(content: bytes) -> bool:
    """Whether it begins as XML does, in any Unicode encoding."""
    return content[:16].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def below(element: Element, *names: str) -> Iterator[Element]:
    """The elements below that are called one of `names`, in any namespace."""
    return (each for each in element.iter() if isinstance(each.tag, str) and local(each) in names)


def text_of(element: Element, *, without: tuple[str, ...] = ()) -> str:
    """The text with that of its children, less the content of those in `without` (codes of another program)."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and local(child) not in without:
            pieces.append(text_of(child, without=without))
        pieces.append(child.tail or "")
    return "".join(pieces)


def written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
