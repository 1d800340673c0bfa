"""The few words that are told to the recogniser before it listens again to what it understood badly."""

from collections.abc import Sequence

from services.transcribe.vocabulary.entries import Entry

MOST_TOKENS = 200
"""faster-whisper keeps 223 (half of the model's 448) and cuts the rest in the middle of a word."""
MOST_WORDS = 10
"""More make the recogniser drop or repeat what was said: with all 50 a tenth of the terms was right."""
KINDS_FIRST = ("人名", "地名", "組織", "施設", "システム")
BETWEEN = "、"


def hotwords(entries: Sequence[Entry], hints: str = "") -> str | None:
    """The words to expect in a meeting about `hints`: its title, agenda, attendees, what was typed for it.

    At most MOST_WORDS that fit: those that the hints name, then those alike to them. Without hints, the
    first of the entries.
    """
    expected = [entry for entry in ranked(entries, hints) if _alike(entry, hints)] if hints else entries
    taken: list[str] = []
    tokens = 0
    for word in dict.fromkeys(entry.written for entry in expected):
        tokens += likely_tokens(word) + 1
        if tokens > MOST_TOKENS or len(taken) == MOST_WORDS:
            break
        taken.append(word)
    return BETWEEN.join(taken) or None


def ranked(entries: Sequence[Entry], hints: str) -> list[Entry]:
    """The entries, those first that a meeting about `hints` will likely use.

    Named in the hints, then alike to them (neighbouring characters in common), then names before terms,
    which a recogniser is likelier to know; else in their order.
    """

    def worth(entry: Entry) -> tuple[bool, int, int]:
        order = KINDS_FIRST.index(entry.kind) if entry.kind in KINDS_FIRST else len(KINDS_FIRST)
        return entry.written not in hints, -_alike(entry, hints), order

    return sorted(entries, key=worth)


def _alike(entry: Entry, hints: str) -> int:
    """How many of its pairs of neighbouring characters stand in the hints."""
    written = entry.written
    return sum(written[at : at + 2] in hints for at in range(max(1, len(written) - 1)))


def likely_tokens(text: str) -> int:
    """About how many tokens Whisper's byte-level vocabulary needs: one for most kana, one or two for a kanji,
    so that a list of words needs fewer than this."""
    return sum(
        1 if ord(c) < 0x80 or "ぁ" <= c <= "ー" else min(len(c.encode()), 2 + (c > "\uffff")) for c in text
    )
