"""A text as parts: what is translated, and what stands around it and is kept."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from services.translate.clauses import clause_ends
from services.translate.languages import language
from services.translate.sentences import sentence_ends
from services.translate.survival import needs_translation

LINE = re.compile(r"([^\r\n\t]*)(\r\n|\r|\n|\t|\Z)")
"""Tabs part what stands in columns, as line ends part lines."""
MARKER = (
    r"[・●○■□◆◇▲△▼▽★☆※◎→⇒•‣]|[①-⑳]|[(（][0-9０-９]{1,3}[)）]|[0-9０-９]{1,3}．(?![0-9０-９])"
    r"|(?:[-*+>]|#{1,6}|[0-9０-９]{1,3}[.)）])(?=[\s　])"
)
LABEL = re.compile(r"([^\s:：.、。，．「」『』（）()]{1,20})(: +)(?=\S)")
"""Who speaks, at the beginning of a line of a transcript; engines leave it out when they see it with its sentence."""
LEAD = re.compile(rf"[\s　]*(?:(?:{MARKER})[\s　]*)*")


class Kind(Enum):
    FIXED = "fixed"
    """Kept as it is: line ends, leading blanks, list marks, numbers alone."""
    SENTENCE = "sentence"
    LABEL = "label"
    """Who speaks."""
    CLAUSE = "clause"
    """A piece of a sentence that goes on."""
    GAP = "gap"
    """What stands between two pieces of a line; it may be empty."""


@dataclass(frozen=True)
class Part:
    text: str
    kind: Kind

    @property
    def translated(self) -> bool:
        return self.kind in (Kind.SENTENCE, Kind.CLAUSE, Kind.LABEL)


def split(text: str, code: str) -> list[Part]:
    """The parts of `text`, written in the language `code`; together they are `text` again."""
    return [part for match in LINE.finditer(text) if match[0] for part in _line(match[1], match[2], code)]


def to_translate(texts: Iterable[Sequence[Part]]) -> list[str]:
    """Every piece that an engine must see, once each, in order."""
    return list(dict.fromkeys(part.text for parts in texts for part in parts if part.translated))


def join(parts: Sequence[Part], translations: Mapping[str, str], source: str, target: str) -> str:
    """The text with each piece replaced, spaced as the target language is."""
    out = []
    for part in parts:
        if part.kind is Kind.GAP:
            out.append(_gap(part.text, source, target))
        elif part.kind is Kind.FIXED:
            out.append(part.text)
        else:
            out.append(_ended(translations[part.text], part.kind))
    return "".join(out)


def _line(line: str, end: str, code: str) -> Iterator[Part]:
    lead = LEAD.match(line).end()  # type: ignore[union-attr]  # it may match nothing
    body = line[lead:].rstrip()
    if lead:
        yield Part(line[:lead], Kind.FIXED)
    label = LABEL.match(body)
    if label and needs_translation(label[1], code):
        yield Part(label[1], Kind.LABEL)
        yield Part(label[2], Kind.FIXED)
        yield from _sentences(body[label.end() :], code)
    else:
        yield from _sentences(body, code)
    if rest := line[lead + len(body) :] + end:
        yield Part(rest, Kind.FIXED)


def _sentences(body: str, code: str) -> Iterator[Part]:
    for sentence, gap in _cut(body, sentence_ends(body, code)):
        if needs_translation(sentence, code):
            pieces = list(_cut(sentence, clause_ends(sentence, code)))
            for piece, space in pieces[:-1]:
                yield Part(piece, Kind.CLAUSE)
                yield Part(space or "", Kind.GAP)
            yield Part(pieces[-1][0], Kind.SENTENCE)
        else:
            yield Part(sentence, Kind.FIXED)
        if gap is not None:
            yield Part(gap, Kind.GAP)


def _cut(text: str, ends: Iterable[int]) -> Iterator[tuple[str, str | None]]:
    """Each piece without the blanks after it, and those blanks; None after the last."""
    start = 0
    for end in ends:
        piece = text[start:end].rstrip()
        yield piece, text[start + len(piece) : end]
        start = end
    if text[start:]:
        yield text[start:], None


def _gap(gap: str, source: str, target: str) -> str:
    if language(target).spaced:
        return gap if language(source).spaced else gap or " "
    return "" if language(source).spaced else gap


def _ended(translation: str, kind: Kind) -> str:
    """An engine ends every piece with a full stop; a clause, which goes on, wants a comma, and a label nothing."""
    if kind is Kind.SENTENCE or not translation.endswith(("。", ".")):
        return translation
    comma = "、" if translation.endswith("。") else ","
    return translation[:-1] + (comma if kind is Kind.CLAUSE else "")
