"""Edits brought into the source of a page, which otherwise stays as it was written."""

import re
from collections.abc import Sequence
from html import escape, unescape

from common.documents.edits import EditsBySegment
from common.documents.html.page import READINGS, UNSEEN, Page, parse
from common.documents.model import Edit, Segment
from common.documents.ooxml.scrubbing import Words
from common.errors import BrokenFile

Change = tuple[int, int, str]
Source = tuple[int, int]
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
VALUE = re.compile(r"""(?<==)(\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
DROPPED_META = re.compile(
    r"""\bname\s*=\s*["']?(?:author|description|keywords|generator|dc\.|dcterms\.|twitter:|og:|citation)"""
    r"""|\bproperty\s*=""",
    re.IGNORECASE,
)
DROPPED_ATTRIBUTES = re.compile(
    r"""\s(?:srcdoc|title|summary|placeholder|aria-[\w-]+|data-[\w:.-]+|href(?=\s*=\s*["']?\s*(?:mailto|tel):))"""
    r"""(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=[\s/>])""",
    re.IGNORECASE,
)
"""Words that no page shows, and addresses behind links, which nobody has looked at."""
HIDDEN_INPUT = re.compile(r"""\btype\s*=\s*["']?hidden""", re.IGNORECASE)
COMMENTS, SCRIPTS, RUBY, ABOUT, INPUTS = (
    "HTML のコメント",
    "スクリプトと画面に出ない部品",
    "ふりがな",
    "文書のプロパティ",
    "隠れた入力欄",
)
UNCLEAR = "HTML の書き方が複雑なため、書き換える場所を確かめられません。ブラウザーで開き、PDF に印刷してからお試しください。"
UNSEEN_WHEN_MASKED = UNSEEN | READINGS


def rewritten(source: str, edits: EditsBySegment, words: Words | None) -> tuple[str, list[str]]:
    """The source after sorted edits, and what was removed where `words` (those to mask) say to scrub.

    Raises BrokenFile where the places of the text in the source cannot be told for sure.
    """
    page = Located(source, words)
    page.feed(source)
    page.close()
    page.end_block()
    page.close_cut(len(source))
    if page.segments != parse(source).segments:
        raise BrokenFile(UNCLEAR)
    for segment, places, characters in zip(page.segments, page.places, page.raw, strict=True):
        if changes := edits.get(segment.id):
            page.changes += _changes(segment, changes, characters, places)
    return _applied(source, page.changes), list(dict.fromkeys(page.removed))


class Located(Page):
    """A page that knows where in the source each of its characters stands."""

    def __init__(self, source: str, words: Words | None) -> None:
        super().__init__()
        self.convert_charrefs = False
        self.changes: list[Change] = []
        self.removed: list[str] = []
        self.places: list[list[Source]] = []
        self.raw: list[str] = []
        self._source = source
        self._words = words
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._sources: list[Source] = []
        self._cut: tuple[str, int] | None = None

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_data(self, data: str) -> None:
        before = len(self._text)
        super().handle_data(data)
        if len(self._text) > before:
            start = self._here()
            self._sources += [(start + at, start + at + 1) for at in range(len(data))]

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002 - named by the base class
        self._handle_reference()

    def handle_charref(self, name: str) -> None:  # noqa: ARG002 - named by the base class
        self._handle_reference()

    def _handle_reference(self) -> None:
        start = self._here()
        found = ENTITY.match(self._source, start)
        raw = found[0] if found else "&"
        text, before = unescape(raw), len(self._text)
        super().handle_data(text)
        if len(self._text) > before:
            self._sources += [(start, start + len(raw))] * len(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, raw = self._here(), self.get_starttag_text() or ""
        breaks, count, alt = len(self._text), len(self.segments), tag == "img"
        super().handle_starttag(tag, attrs)
        if len(self._text) > breaks:
            self._sources.append((start, start))
        if alt and len(self.segments) > count:
            self._add_alt(start, raw)
        if self._words is not None:
            self._scrub_tag(tag, start, raw)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if self._cut and self._cut[0] == tag:
            end = self._source.find(">", self._here())
            self.close_cut(end + 1 if end >= 0 else len(self._source))

    def handle_comment(self, data: str) -> None:
        self._drop(self._here(), "-->", 3 if self._source.startswith("<!--", self._here()) else 0, data)

    def unknown_decl(self, data: str) -> None:
        self._drop(self._here(), ">", 1, data)

    def handle_pi(self, data: str) -> None:
        if not data.lower().startswith("xml "):
            self._drop(self._here(), ">", 1, data)

    def _drop(self, start: int, mark: str, length: int, data: str) -> None:
        if self._words is None:
            return
        end = self._source.find(mark if length else ">", start)
        self.changes.append((start, len(self._source) if end < 0 else end + (length or 1), ""))
        if data.strip():
            self.removed.append(COMMENTS)

    def _add(self, part: str, text: str) -> None:
        super()._add(part, text)
        if part != "alt":
            self.places.append(self._sources)
            self.raw.append(self._block)
            self._sources = []

    def end_block(self) -> None:
        self._block = "".join(self._text)
        super().end_block()
        self._sources = []

    def _add_alt(self, start: int, raw: str) -> None:
        """The alternative text, without references that would move its places."""
        found = re.search(r"""\balt\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", raw, re.IGNORECASE)
        value, at = (found[1], start + found.start(1)) if found else ("", start)
        inner = value.strip("\"'")
        at += len(value) - len(value.lstrip("\"'"))
        if "&" in inner:
            raise BrokenFile(UNCLEAR)
        self.places.append([(at + number, at + number + 1) for number in range(len(inner))])
        self.raw.append(inner)

    def close_cut(self, end: int) -> None:
        """The end of an element that goes."""
        if self._cut:
            self.changes.append((self._cut[1], end, ""))
            self._cut = None

    def _scrub_tag(self, tag: str, start: int, raw: str) -> None:
        end = start + len(raw)
        if tag in UNSEEN_WHEN_MASKED and not raw.endswith("/>") and tag != "style":
            if self._cut is None:
                self._cut = (tag, start)
                self.removed.append(RUBY if tag in READINGS else SCRIPTS)
        elif tag == "meta" and DROPPED_META.search(raw):
            self.changes.append((start, end, ""))
            self.removed.append(ABOUT)
        elif tag == "input" and HIDDEN_INPUT.search(raw):
            self.changes.append((start, end, ""))
            self.removed.append(INPUTS)
        elif self._words is not None:
            clean = VALUE.sub(self._clean_value, DROPPED_ATTRIBUTES.sub("", raw)) if tag != "img" else raw
            if clean != raw:
                self.changes.append((start, end, clean))

    def _clean_value(self, found: re.Match[str]) -> str:
        value = found[2]
        quote = value[0] if value[0] in "\"'" else ""
        inner = unescape(value.strip(quote) if quote else value)
        clean = self._words.without(inner) if self._words is not None else inner
        if clean == inner:
            return found[0]
        return f'{found[1]}"{escape(clean or "")}"'


def _changes(segment: Segment, edits: Sequence[Edit], raw: str, places: Sequence[Source]) -> list[Change]:
    """Characters that are not white match one to one, whatever became of the white space between them."""
    shown = [at for at, character in enumerate(segment.text) if not character.isspace()]
    held = [place for character, place in zip(raw, places, strict=True) if not character.isspace()]
    if len(shown) != len(held):
        raise BrokenFile(UNCLEAR)
    where = dict(zip(shown, held, strict=True))
    changes: list[Change] = []
    for edit in edits:
        covered = list(dict.fromkeys(where[at] for at in range(edit.start, edit.end) if at in where))
        new = escape(edit.text, quote=False).replace("\n", "<br>")
        if covered:
            changes += [(*covered[0], new), *((start, end, "") for start, end in covered[1:])]
        elif edit.text:
            after = next((where[at] for at in shown if at >= edit.start), None)
            at = after[0] if after else held[-1][1]
            changes.append((at, at, new))
    return changes


def _applied(source: str, changes: Sequence[Change]) -> str:
    """Outer changes swallow those inside them."""
    pieces, position = [], 0
    for start, end, new in sorted(changes, key=lambda change: (change[0], -change[1])):
        if start < position:
            continue
        pieces += [source[position:start], new]
        position = max(position, end)
    return "".join([*pieces, source[position:]])
