"""Readings above words (furigana) inside a text: Unicode's interlinear annotation characters.

An edit may hold them. What has ruby of its own (docx) writes ruby; everywhere else they become brackets.
"""

import re
from collections.abc import Callable

ANCHOR, SEPARATOR, TERMINATOR = "\ufff9", "\ufffa", "\ufffb"
READING = re.compile(f"{ANCHOR}([^{SEPARATOR}{TERMINATOR}]*){SEPARATOR}([^{TERMINATOR}]*){TERMINATOR}")


def annotated(base: str, reading: str) -> str:
    return f"{ANCHOR}{base}{SEPARATOR}{reading}{TERMINATOR}"


def shown(text: str, show: Callable[[str, str], str]) -> str:
    """`text` with what `show` makes of each word and its reading."""
    return READING.sub(lambda match: show(match[1], match[2]), text) if ANCHOR in text else text


def in_brackets(text: str) -> str:
    """提出（ていしゅつ）."""
    return shown(text, lambda base, reading: f"{base}（{reading}）")
