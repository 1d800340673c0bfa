"""Rich text (RTF 1.9.1): paragraphs, headers, notes and comments."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from common.documents.archive import BROKEN
from common.documents.encoding import readable
from common.documents.model import Document, Place, Segment
from common.errors import BrokenFile

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)"
)
MOST_DEPTH = 2_000
CODEPAGES = {
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    204: "cp1251",
    238: "cp1250",
}
"""Windows character sets, as \\fcharset calls them."""
WESTERN = "cp1252"
_UNREAD = """
fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object objdata themedata
colorschememapping datastore latentstyles xmlnstbl fldinst filetbl revtbl bkmkstart bkmkend listtext
pntext pntxta pntxtb nonshppict upr mmathPr datafield formfield ftnsep ftnsepc aftnsep aftnsepc shppict
sp atnid atndate atnref atntime atnparent background
"""
UNREAD = frozenset(_UNREAD.split())
"""Destinations whose text is nothing that a reader sees."""
READ = frozenset(
    ("shptxt", "ud", "fldrslt", "shpinst", "shp", "info", "title", "author", "subject", "keywords")
)
"""Destinations that are read although an unknown reader may skip them (\\*)."""
PARTS = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "footnote": "footnote", "annotation": "comment", "shptxt": "textbox",
}  # fmt: skip
INFO = (
    "title",
    "author",
    "subject",
    "keywords",
    "comment",
    "doccomm",
    "operator",
    "manager",
    "company",
    "category",
)
MARKS = {
    "tab": "\t", "cell": "\t", "nestcell": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
REPEATED = ("header", "footer")
"""Written once for each kind of page, often the same."""
ENDS = frozenset(("par", "sect", "page", "row", "nestrow", "column"))
SYMBOLS = {b"~": "\xa0", b"_": "‑", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}


@dataclass(frozen=True)
class State:
    """What a group inherits and its end gives back."""

    codepage: str
    wide: str | None = None
    """The code page of East Asian text, where the font for it was named (\\dbch)."""
    skipped: bool = False
    hidden: bool = False
    fonts: bool = False
    """In the font table."""
    part: str = "body"
    info: str | None = None
    after_unicode: int = 1
    """How many characters for older programs follow each \\u (\\uc)."""


def read(path: Path) -> Document:
    """A segment a paragraph or table row, as `p1`...; raises BrokenFile."""
    return parse(path.read_bytes())


def parse(content: bytes) -> Document:
    """The text of an RTF file."""
    if not content.startswith(b"{\\rtf"):
        raise BrokenFile(BROKEN)
    reader = Reader(content)
    reader.run()
    return Document(
        format="rtf",
        title=reader.info.get("title", "").strip() or None,
        segments=reader.segments,
        metadata={key: text.strip() for key, text in reader.info.items() if text.strip()},
    )


class Reader:
    """Goes through the tokens once; text waits in a run until its encoding or its paragraph ends."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.segments: list[Segment] = []
        self.info: dict[str, str] = {}
        self._state = State(WESTERN)
        self._outer: list[State] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._texts: dict[str, list[str]] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._star = False
        self._east_asian = False

    def run(self) -> None:
        position = 0
        while match := TOKEN.search(self._content, position):
            position = match.end()
            word, number, code, symbol, brace, plain = match.groups()
            if word:
                position += self._word(word.decode(), int(number) if number else None)
            elif code:
                self._character(bytes((int(code, 16),)))
            elif symbol:
                self._symbol(symbol)
            elif brace:
                self._open() if brace == b"{" else self._close()
            else:
                self._character(plain)
        self._settle()
        for part in list(self._texts):
            self._end_paragraph(part)

    def _open(self) -> None:
        self._settle()
        if len(self._outer) >= MOST_DEPTH:
            raise BrokenFile(BROKEN)
        self._outer.append(self._state)
        self._to_skip = 0

    def _close(self) -> None:
        self._settle()
        before, self._state = self._state, self._outer.pop() if self._outer else self._state
        if before.part != self._state.part:
            self._end_paragraph(before.part)
        self._star = False
        self._to_skip = 0

    def _word(self, word: str, number: int | None) -> int:
        """Act on a control word; returns how many bytes to pass over (\\bin)."""
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._unicode(number)
            return 0
        self._settle()
        self._to_skip = 0
        if word in MARKS:
            self._add(MARKS[word])
        elif word in ENDS:
            self._end_paragraph(self._state.part)
        elif not self._font_word(word, number):
            self._destination(word, number)
        self._star = False
        return 0

    def _font_word(self, word: str, number: int | None) -> bool:
        """Control words that say in which encoding the text is."""
        if word == "ansicpg" and number:
            self._state = replace(self._state, codepage=_codepage(number))
        elif word == "fcharset" and self._state.fonts:
            self._fonts[self._font] = CODEPAGES.get(number or 0, "")
        elif word in ("f", "af") and number is not None:
            self._use_font(word, number)
        elif word in ("loch", "hich", "dbch"):
            self._east_asian = word == "dbch"
        elif word == "uc":
            self._state = replace(self._state, after_unicode=max(0, number or 0))
        else:
            return False
        return True

    def _use_font(self, word: str, number: int) -> None:
        self._font = number
        codepage = self._fonts.get(number)
        if codepage and not self._state.fonts and (word == "f" or self._east_asian):
            self._state = replace(self._state, wide=codepage)

    def _destination(self, word: str, number: int | None) -> None:
        if word in UNREAD or (self._star and word not in READ and word not in PARTS):
            self._state = replace(self._state, skipped=True, fonts=word == "fonttbl")
        elif word in PARTS:
            self._state = replace(self._state, part=PARTS[word], skipped=False)
        elif word == "info":
            self._state = replace(self._state, skipped=True, info="")
        elif self._state.info is not None and word in INFO:
            self._state = replace(self._state, info=word)
            self.info[word] = ""  # the Unicode form (\ud) comes second and counts
        elif word in ("v", "deleted", "htmlrtf"):
            self._state = replace(self._state, hidden=number != 0)
        elif word == "plain":
            self._state = replace(self._state, hidden=False)
            self._east_asian = False

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
        elif symbol in (b"\n", b"\r"):
            self._settle()
            self._end_paragraph(self._state.part)
        elif text := SYMBOLS.get(symbol):
            self._settle()
            self._add(text)

    def _character(self, content: bytes) -> None:
        skipped = min(self._to_skip, len(content))
        self._to_skip -= skipped
        self._bytes += content[skipped:]

    def _unicode(self, number: int) -> None:
        self._settle()
        self._add(chr(number & 0xFFFF))
        self._to_skip = self._state.after_unicode

    def _settle(self) -> None:
        """Decode the bytes that have been waiting."""
        if self._bytes:
            content, self._bytes = bytes(self._bytes), bytearray()
            self._add(_decoded(content, [self._state.wide, self._state.codepage, "cp932"]))

    def _add(self, text: str) -> None:
        if self._state.info:
            self.info[self._state.info] = self.info.get(self._state.info, "") + text
        elif not self._state.skipped and not self._state.hidden:
            self._texts.setdefault(self._state.part, []).append(text)

    def _end_paragraph(self, part: str) -> None:
        text = _joined("".join(self._texts.pop(part, []))).strip()
        if text and not (part in REPEATED and self._is_known(part, text)):
            number = len(self.segments) + 1
            where = Place(part=part, paragraph=number if part == "body" else None)
            self.segments.append(Segment(id=f"p{number}", text=text, place=where))

    def _is_known(self, part: str, text: str) -> bool:
        return any(segment.place.part == part and segment.text == text for segment in self.segments)


def _codepage(number: int) -> str:
    return "utf-8" if number == 65001 else f"cp{number}"


def _decoded(content: bytes, encodings: list[str | None]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding or "ascii")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode(WESTERN, "replace")


def _joined(text: str) -> str:
    """Surrogate pairs, which RTF writes as two \\u, as one character."""
    return readable(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
