"""Readings as Word's ruby (ECMA-376 part 1, 17.3.3.25)."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from common.documents.ooxml.markup import XML_SPACE, Element, child, name, remove, sibling
from common.documents.readings import ANCHOR, READING, in_brackets

USUAL_SIZE = 21
"""Half points: the size of text whose run says none."""
LARGEST_SIZE = 400


def write_ruby(text: Element) -> None:
    """Make w:ruby of the readings in a w:t, each in a run of its own; brackets where it stands in no run."""
    written = text.text or ""
    if ANCHOR not in written:
        return
    run = text.getparent()
    if run is None or name(run) != "w:r":
        text.text = in_brackets(written)
        return
    after, position = list(text.itersiblings()), 0
    added: list[Element] = []
    for match in READING.finditer(written):
        if position == 0:
            _fill(text, written[: match.start()])
        elif position < match.start():
            added.append(_text(text, written[position : match.start()]))
        added.append(_ruby(text, run, match[1], match[2]))
        position = match.end()
    if position < len(written):
        added.append(_text(text, written[position:]))
    last = run
    for content in [*([each] for each in added), *([after] if after else [])]:
        last.addnext(_run(run, content))
        last = last.getnext()  # type: ignore[assignment]  # it was just put there
    if not text.text:
        run.remove(text)
        if all(name(rest) == "w:rPr" for rest in run):
            remove(run)


def _run(model: Element, content: Sequence[Element]) -> Element:
    """A run with the properties of `model`."""
    run = etree.Element(model.tag)
    run.extend(deepcopy(found) for found in model if name(found) == "w:rPr")
    run.extend(content)
    return run


def _text(model: Element, written: str) -> Element:
    added = etree.Element(model.tag)
    _fill(added, written)
    return added


def _fill(text: Element, written: str) -> None:
    text.text = written
    text.attrib.pop(XML_SPACE, None)
    if written != written.strip():
        text.set(XML_SPACE, "preserve")


def _ruby(model: Element, run: Element, base: str, reading: str) -> Element:
    size = _size(run)
    ruby = etree.Element(sibling(model, "ruby"))
    settings = etree.SubElement(ruby, sibling(model, "rubyPr"))
    values = {"rubyAlign": "distributeSpace", "hps": size // 2, "hpsRaise": size - 3, "hpsBaseText": size}
    for key, value in {**values, "lid": "ja-JP"}.items():
        etree.SubElement(settings, sibling(model, key)).set(sibling(model, "val"), str(value))
    for part, written, points in (("rt", reading, size // 2), ("rubyBase", base, None)):
        inner = etree.SubElement(etree.SubElement(ruby, sibling(model, part)), sibling(model, "r"))
        inner.extend(_properties(model, run, points))
        etree.SubElement(inner, sibling(model, "t")).text = written
    return ruby


def _properties(model: Element, run: Element, points: int | None) -> list[Element]:
    """The run's properties, in the size of a reading where one is given."""
    found = child(run, "w:rPr")
    properties = etree.Element(sibling(model, "rPr")) if found is None else deepcopy(found)
    if points is not None:
        for key in ("sz", "szCs"):
            size = child(properties, f"w:{key}")
            if size is not None:
                size.set(sibling(model, "val"), str(points))
            elif key == "sz":
                _insert_size(properties, model, points)
    return [properties] if len(properties) else []


_AFTER_SIZE = (
    "szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
AFTER_SIZE = frozenset(_AFTER_SIZE.split())


def _insert_size(properties: Element, model: Element, points: int) -> None:
    """Where the schema's order wants it."""
    size = etree.Element(sibling(model, "sz"))
    size.set(sibling(model, "val"), str(points))
    later = [each for each in properties if name(each).removeprefix("w:") in AFTER_SIZE]
    if later:
        later[0].addprevious(size)
    else:
        properties.append(size)


def _size(run: Element) -> int:
    properties = child(run, "w:rPr")
    size = None if properties is None else child(properties, "w:sz")
    value = "" if size is None else str(size.get(sibling(size, "val")) or "")
    return min(int(value), LARGEST_SIZE) if value.isdigit() and int(value) > 3 else USUAL_SIZE
