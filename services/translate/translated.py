"""A translation and what people should know of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.translate.flags import Flag
from services.translate.uses import Use


@dataclass(frozen=True)
class Translated:
    text: str
    flags: tuple[Flag, ...] = ()
    """What is doubtful about it."""
    uses: tuple[Use, ...] = ()
    """What it was made with."""


def together(text: str, parts: Iterable[Translated]) -> Translated:
    """`text`, made of `parts`, with the flags and uses of all of them, each once."""
    parts = list(parts)
    seen = {flag for part in parts for flag in part.flags}
    uses = dict.fromkeys(use for part in parts for use in part.uses)
    return Translated(text, tuple(flag for flag in Flag if flag in seen), tuple(uses))
