"""GNU gettext's PO: a segment for each message without a translation, which a rewrite puts beside it.

What is translated already is left alone, as are the header and obsolete messages; a message that is marked fuzzy
counts as not translated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.documents.edits import EditsBySegment, apply, by_segment, replaced
from common.documents.encoding import readable
from common.documents.model import Document, Edit, Place, Report, Segment
from common.documents.text import damage_notes, load, save

STRINGS = r'(?:[ \t]*"(?:[^"\\\n]|\\.)*"[ \t]*\r?\n?)+'
MESSAGE = re.compile(
    rf"^msgid({STRINGS})(?:msgid_plural({STRINGS}))?((?:msgstr(?:\[\d+\])?{STRINGS})+)", re.MULTILINE
)
TRANSLATION = re.compile(rf"msgstr(?:\[(\d+)\])?({STRINGS})")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)


@dataclass(frozen=True)
class Message:
    start: int
    end: int
    """Where its translation stands in the file."""
    segment: Segment


def read(path: Path) -> Document:
    """Messages as `M2`, forms of plurals as `M2[1]`; the header is `M1` where there is one."""
    decoded = load(path)
    return Document(
        format="po",
        segments=[each.segment for each in _messages(decoded.text)],
        metadata={"encoding": decoded.encoding},
        unread=damage_notes(decoded),
    )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:  # noqa: ARG001 - never for disclosure
    """The edited message becomes the translation; the message itself stays."""
    decoded = load(path)
    found = list(_messages(decoded.text))
    edits_of = by_segment(edits, [each.segment for each in found])
    changed = (each for each in found if each.segment.id in edits_of)
    stretches = ((each.start, each.end, _written(each, decoded.text, edits_of)) for each in changed)
    return save(decoded, replaced(decoded.text, stretches), out, len(edits))


def _written(message: Message, text: str, edits_of: EditsBySegment) -> str:
    """The translation as a string of the file, with the line end that stood there."""
    end = re.search(r"\r?\n?\Z", text[message.start : message.end])
    changed = apply(message.segment.text, edits_of[message.segment.id])
    return f' "{_escaped(changed)}"{end[0] if end else ""}'


def _messages(text: str) -> Iterator[Message]:
    for number, match in enumerate(MESSAGE.finditer(text), start=1):
        before = text[: match.start()].rpartition("\n\n")[2]
        for form in TRANSLATION.finditer(text, match.start(3), match.end(3)):
            given = match[2] if match[2] and form[1] not in (None, "0") else match[1]
            message, translation = _unescaped(given), _unescaped(form[2])
            if message and (not translation or FUZZY.search(before)):
                id_ = f"M{number}" if form[1] is None else f"M{number}[{form[1]}]"
                place = Place(line=text.count("\n", 0, match.start()) + 1)
                yield Message(*form.span(2), Segment(id=id_, text=readable(message), place=place))


def _unescaped(strings: str) -> str:
    joined = "".join(STRING.findall(strings))
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[0]), joined)


def _escaped(text: str) -> str:
    names = {character: name for name, character in ESCAPES.items()}
    return re.sub(r'[\n\t\r"\\]', lambda match: f"\\{names[match[0]]}", text)
