"""。 and 、 for the text of a recogniser that leaves them out, by grammar and by the speaker's pauses.

Characters are added and stray spaces taken away; no other character changes. What is punctuated already
stays: a sentence that has a comma gets no further one.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from common.japanese.morphemes import Morpheme, morphemes
from services.transcribe.text.clauses import ends_clause
from services.transcribe.text.endings import SEAM, ends_sentence
from services.transcribe.text.spacing import STRAY, stray_spaces

if TYPE_CHECKING:  # schemas knows minutes, which read sentences by this file
    from services.transcribe.schemas import Word

STOPS = "。．！？!?…\n"
COMMAS = "、，,"
SPACE_SECONDS = 0.2
"""What a space of the recogniser's is worth as a pause: a hint, since it also writes them for no reason."""
STRETCHED = 0.6
"""Seconds beyond which a character is not just spoken slowly: the recogniser gave the silence to the word."""

Pauses = Mapping[int, float]
"""Seconds of silence before the character at a position."""


def punctuated(words: "Sequence[Word]") -> "list[Word]":
    """The same words with punctuation in their texts. A word that was a stray space alone is left out."""
    text, owners = "".join(word.text for word in words), _owners(words)
    pieces = [""] * len(words)
    for at, character in _marked(text, _silences(words)):
        pieces[owners[min(at, len(owners) - 1)]] += character
    return [
        word.model_copy(update={"text": piece})
        for word, piece in zip(words, pieces, strict=True)
        if piece or not word.text
    ]


def punctuated_text(text: str) -> str:
    """The same for text whose words have no times; its stray spaces count as short pauses."""
    return "".join(character for _, character in _marked(text, {}))


def _marked(text: str, pauses: Pauses) -> list[tuple[int, str]]:
    """The characters to show, each with the position in `text` to which it belongs.

    New marks can make the analysis see further ones, so it is repeated until it adds none.
    """
    spaces = stray_spaces(text)
    dropped = {at for start, end in spaces for at in range(start, end)}
    shown = [(at, character) for at, character in enumerate(text) if at not in dropped]
    hints = dict(pauses)
    for start, end in spaces:
        longest = max([SPACE_SECONDS, *(pauses.get(at, 0.0) for at in range(start, end + 1))])
        hints[end] = longest
    while marks := _marks(shown, hints):
        for place, mark in sorted(marks.items(), reverse=True):
            shown.insert(place, (shown[place - 1][0], mark))
    return shown


def _marks(shown: Sequence[tuple[int, str]], pauses: Pauses) -> dict[int, str]:
    """Marks to be put before the shown characters at these places."""
    text = "".join(character for _, character in shown)
    found = {match.end(): "。" for match in SEAM.finditer(text)}
    if found:
        return found
    for sentence in _sentences(text):
        cut = [m._replace(start=m.start + sentence[0], end=m.end + sentence[0])
               for m in morphemes(text[sentence[0] : sentence[1]])]  # fmt: skip
        silences = [pauses.get(shown[m.end][0], 0.0) if m.end < len(shown) else 0.0 for m in cut]
        found |= _sentence_marks(cut, silences, closed=sentence[1] < len(text) or text[-1:] in STOPS)
    return found


def _sentences(text: str) -> list[tuple[int, int]]:
    """[start, end) of what stands between the full stops there already, without them."""
    found, start = [], 0
    for at, character in enumerate(text):
        if character in STOPS:
            found.append((start, at))
            start = at + 1
    return [(start, end) for start, end in [*found, (start, len(text))] if start < end]


def _sentence_marks(cut: Sequence[Morpheme], silences: Sequence[float], *, closed: bool) -> dict[int, str]:
    found: dict[int, str] = {}
    begin = 0
    for i, this in enumerate(cut):
        last = i + 1 == len(cut)
        if last or ends_sentence(cut, i, begin, silences[i]):
            if not (last and (closed or not ends_sentence(cut, i, begin, silences[i]))):
                found[this.end] = "。"
            found |= _comma_marks(cut, silences, begin, i + 1)
            begin = i + 1
    return found


def _comma_marks(cut: Sequence[Morpheme], silences: Sequence[float], begin: int, end: int) -> dict[int, str]:
    if any(m.surface in COMMAS for m in cut[begin:end]):
        return {}
    found: dict[int, str] = {}
    for i in range(begin, end):
        if ends_clause(cut, i, begin, end, silences[i]):
            found[cut[i].end] = "、"
            begin = i + 1
    return found


def _owners(words: "Sequence[Word]") -> list[int]:
    """For each character of the joined text, the word to which it belongs."""
    return [number for number, word in enumerate(words) for _ in word.text]


def _silences(words: "Sequence[Word]") -> dict[int, float]:
    """Between words, and within a word much longer than its characters take to say."""
    found, at = {}, 0
    for word, following in pairwise(words):
        at += len(word.text)
        spoken = STRETCHED * max(1, len(STRAY.sub("", word.text)))
        stretched = max(0.0, word.end - word.start - spoken)
        found[at] = max(0.0, following.start - word.end) + stretched
    return found
