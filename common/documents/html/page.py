"""The blocks of a page, collected as its tags go by."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from common.documents.model import Place, Segment

_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup
option p pre search section select summary table tbody td tfoot th thead title tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin and end a line of their own (HTML standard, 15.3)."""
UNSEEN = frozenset(("script", "style", "template", "noframes", "datalist"))
READINGS = frozenset(("rt", "rp", "rtc"))
NAMED = {"author": "author", "description": "description", "keywords": "keywords", "dc.creator": "author"}
WHITE = re.compile(r"[ \t\r\n\f]+")
CJK = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={CJK})[ \t\r\f]*\n[ \t\r\n\f]*(?={CJK})")
"""A line end of the source inside a Japanese sentence, which is no space between words."""


def parse(markup: str) -> "Page":
    """The text of a page, however broken its markup is."""
    page = Page()
    page.feed(markup)
    page.close()
    page.end_block()
    return page


class Page(HTMLParser):
    """Collects the blocks of a page as its tags go by; no tree is built, so no depth can hurt."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.segments: list[Segment] = []
        self.metadata: dict[str, str] = {}
        self._text: list[str] = []
        self._unseen = 0
        self._reading = False
        self._title = False
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        elif tag in READINGS:
            self._reading = True
        elif tag in ("ruby", "rb"):
            self._reading = False
        elif tag in BLOCKS:
            self.end_block()
            self._title = tag == "title"
            self._preformatted += tag == "pre"
        elif tag == "br":
            self._text.append("\v")
        else:
            self._note(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in READINGS or tag == "ruby":
            self._reading = False
        elif tag in BLOCKS:
            self.end_block()
            self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in UNSEEN or tag in READINGS or tag == "title":
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen and not self._reading:
            self._text.append(data.replace("\v", " ").replace("\n", "\v") if self._preformatted else data)

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - named by the base class
        """Word writes `<![if ...]>`, which the standard calls a bogus comment and HTMLParser an error."""
        return self.parse_bogus_comment(i)

    def end_block(self) -> None:
        """What was collected is a segment; a title is also the title of the document."""
        text, self._text, self._reading = _line("".join(self._text)), [], False
        if not text:
            return
        if self._title:
            self.metadata.setdefault("title", text)
        self._add("title" if self._title else "body", text)
        self._title = False

    def _note(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "img" and (text := _line(attributes.get("alt") or "")) and not self._unseen:
            self._add("alt", text)
        elif tag == "meta":
            key = NAMED.get((attributes.get("name") or "").lower())
            if key and (value := _line(attributes.get("content") or "")):
                self.metadata.setdefault(key, value)

    def _add(self, part: str, text: str) -> None:
        number = len(self.segments) + 1
        self.segments.append(Segment(id=f"e{number}", text=text, place=Place(part=part, paragraph=number)))


def _line(text: str) -> str:
    """White space as a browser shows it; `\\v` stands for a line break that is meant."""
    lines: Iterable[str] = WHITE.sub(" ", WRAPPED.sub("", text)).split("\v")
    return "\n".join(stripped for line in lines if (stripped := line.strip(" \xa0")))
