"""The few words that are told to the recogniser before it listens."""

from collections.abc import Sequence

from services.transcribe.vocabulary.entries import Entry

MOST_TOKENS = 200
"""faster-whisper keeps 223 (half of the model's 448) and cuts the rest in the middle of a word."""
MOST_WORDS = 50
KINDS_FIRST = ("人名", "地名", "組織", "施設", "システム")
BETWEEN = "、"


def hotwords(entries: Sequence[Entry], hints: str = "") -> str | None:
    """The words of a meeting that fit, those that `hints` (title, agenda, attendees) name first.

    The entries come in the order of their worth, as `ranked` puts them.
    """
    named = sorted(entries, key=lambda entry: entry.written not in hints)
    taken: list[str] = []
    tokens = 0
    for word in dict.fromkeys(entry.written for entry in named):
        tokens += likely_tokens(word) + 1
        if tokens > MOST_TOKENS or len(taken) == MOST_WORDS:
            break
        taken.append(word)
    return BETWEEN.join(taken) or None


def ranked(entries: Sequence[Entry], hints: str) -> list[Entry]:
    """The entries of a shared vocabulary, those first that a meeting about `hints` will likely use.

    Named in the hints, then alike to them (two neighbouring characters in common), then names before
    terms, which a recogniser is likelier to know.
    """
    pairs = _pairs(hints)

    def worth(entry: Entry) -> tuple[bool, int, int]:
        alike = len(_pairs(entry.written) & pairs)
        order = KINDS_FIRST.index(entry.kind) if entry.kind in KINDS_FIRST else len(KINDS_FIRST)
        return entry.written not in hints, -alike, order

    return sorted(entries, key=worth)


def likely_tokens(text: str) -> int:
    """About how many tokens Whisper's byte-level vocabulary needs: one for most kana, one or two for a kanji,
    so that a list of words needs fewer than this."""
    return sum(
        1 if ord(c) < 0x80 or "ぁ" <= c <= "ー" else min(len(c.encode()), 2 + (c > "\uffff")) for c in text
    )


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
