"""The memory as TMX 1.4b; older ones are read too."""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree
from pydantic import ValidationError

from common.errors import BadRequest
from common.safe_xml import Element
from common.sheets import Rejected
from services.translate.exchange import XML_LANGUAGE, below, parse, text_of, written
from services.translate.languages import canonical, tagged
from services.translate.memory.units import Taken, Unit, UnitWrite

MOST_IN_A_FILE = 50_000
CODES = ("bpt", "ept", "ph", "it", "ut")
"""Elements whose content is another program's markup."""
DAY = "%Y%m%dT%H%M%SZ"


def read_tmx(content: bytes, source: str) -> Taken:
    """Every text in the language `source` with its translations. Raises BrokenFile, or BadRequest for too many."""
    root = parse(content, "TMX", ("tmx",))
    found: dict[str, UnitWrite] = {}
    rejected: list[Rejected] = []
    for element in below(root, "tu"):
        line = element.sourceline or 0
        texts = _texts(element)
        if source not in texts or len(texts) == 1:
            rejected.append(Rejected(line=line, reason="原文の言語の文か、訳文がありません。"))
            continue
        for code in texts.keys() - {source}:
            try:
                unit = UnitWrite(
                    source_language=source, target_language=code, source=texts[source], target=texts[code]
                )
            except ValidationError:
                rejected.append(Rejected(line=line, reason="文が空か、長すぎます。"))
                continue
            found[unit.id] = unit
    if len(found) > MOST_IN_A_FILE:
        raise BadRequest(f"一度に取り込めるのは{MOST_IN_A_FILE:,}件までです。ファイルを分けてください。")
    return Taken(units=list(found.values()), rejected=rejected)


def write_tmx(units: Sequence[Unit]) -> bytes:
    root = etree.Element("tmx", {"version": "1.4"})
    sources = {tagged(unit.source_language) for unit in units}
    header = {
        "creationtool": "Yakuba", "creationtoolversion": "1", "segtype": "block", "o-tmf": "Yakuba",
        "adminlang": "ja", "srclang": sources.pop() if len(sources) == 1 else "*all*", "datatype": "plaintext",
    }  # fmt: skip
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    for unit in units:
        _add(body, unit)
    return written(root)


def _texts(element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for variant in below(element, "tuv"):
        code = canonical(variant.get(XML_LANGUAGE) or variant.get("lang") or "")
        text = next((text_of(segment, without=CODES) for segment in below(variant, "seg")), "")
        if code:
            found.setdefault(code, text)
    return found


def _add(body: Element, unit: Unit) -> None:
    element = etree.SubElement(body, "tu", {"changeid": unit.by, "changedate": _day(unit.at)})
    if unit.department:
        etree.SubElement(element, "prop", {"type": "x-department"}).text = unit.department
    for code, text in ((unit.source_language, unit.source), (unit.target_language, unit.target)):
        variant = etree.SubElement(element, "tuv", {XML_LANGUAGE: tagged(code)})
        etree.SubElement(variant, "seg").text = text


def _day(at: datetime) -> str:
    return at.strftime(DAY)
