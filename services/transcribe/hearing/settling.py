"""Give words back the time in which they were said.

The alignment leaves no moment without a word, so a pause is given to the word before or after it: a short
word can seem to last for seconds, and to begin while somebody else is still speaking.
"""

from collections.abc import Sequence

from services.transcribe.schemas import Word

STOPS = "。．！？!?、，,"
SLACK_SECONDS = 0.1
"""Speech begins a little before the detector hears it, and ends a little after."""

Seconds = tuple[float, float]


def settled(words: Sequence[Word], speech: Sequence[Seconds]) -> list[Word]:
    """The words, each within one of the stretches of `speech`; one that touches none stays as it is."""
    settled_words: list[Word] = []
    first = 0
    for word in words:
        while first < len(speech) and speech[first][1] <= word.start:
            first += 1
        parts = _parts(word, speech[first:])
        if parts:
            before = settled_words[-1].text.rstrip()[-1:] if settled_words else ""
            start, end = _said(word, before, parts)
            word = word.model_copy(update={"start": round(start, 3), "end": round(end, 3)})
        settled_words.append(word)
    return settled_words


def _parts(word: Word, speech: Sequence[Seconds]) -> list[Seconds]:
    """The pieces of the word's time in which there is speech."""
    parts = []
    for start, end in speech:
        if start >= word.end:
            break
        parts.append((max(start - SLACK_SECONDS, word.start), min(end + SLACK_SECONDS, word.end)))
    return parts


def _said(word: Word, before: str, parts: Sequence[Seconds]) -> Seconds:
    """After a full stop the word was said when the speech goes on; with one, before it stops."""
    if before and before in STOPS:
        return parts[-1]
    if word.text.rstrip()[-1:] in STOPS and word.text.strip():
        return parts[0]
    return max(parts, key=lambda part: (round(part[1] - part[0], 2), part[0]))
