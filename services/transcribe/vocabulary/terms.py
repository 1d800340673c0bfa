"""The words that a meeting is expected to use: names, places, terms."""

import re

from common.errors import BadRequest

MAX_TERMS = 10_000
MAX_CHARACTERS = 200_000
PROMPT_CHARACTERS = 1000
SEPARATORS = re.compile(r"[,、，\r\n\t]+")


def terms(text: str | None) -> list[str]:
    """The distinct terms of a comma- or newline-separated list, in their order."""
    given = text or ""
    if len(given) > MAX_CHARACTERS:
        raise BadRequest(f"辞書は{MAX_CHARACTERS:,}文字までにしてください。")
    found = dict.fromkeys(_clean(term) for term in SEPARATORS.split(given))
    found.pop("", None)
    if len(found) > MAX_TERMS:
        raise BadRequest(f"辞書は{MAX_TERMS:,}語までにしてください。")
    return list(found)


def _clean(term: str) -> str:
    return "".join(c for c in term if c.isprintable()).strip()


def hotwords(words: list[str]) -> str | None:
    """The first terms, as many as can fit into the model's prompt: faster-whisper keeps about 223 tokens."""
    taken, characters = [], 0
    for word in words:
        characters += len(word) + 1
        if characters > PROMPT_CHARACTERS:
            break
        taken.append(word)
    return "、".join(taken) or None
