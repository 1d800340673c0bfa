"""The flags of one sentence of plain Japanese: what was lost, and what a person should still change."""

import re
from collections.abc import Sequence

from services.translate.engines.repetition import loops_newly
from services.translate.flags import Flag, is_altered
from services.translate.glossary.terms import Term, unheeded
from services.translate.plain.marks import bare
from services.translate.plain.review import review
from services.translate.survival import lost

EXPLANATION = re.compile(r"〈[^〉]*〉")


def examine_plain(source: str, marked: str, target: str, terms: Sequence[Term]) -> tuple[Flag, ...]:
    """In the order of `Flag`; numbers in explanations are no part of what was said."""
    text = bare(marked)
    said = text if "〈" in source else EXPLANATION.sub("", text)
    seen = {
        Flag.NUMBER: is_altered(source, said, target),
        Flag.LOST: bool(lost(source, said)),
        Flag.REPETITION: loops_newly(said, source),
        Flag.GLOSSARY: bool(unheeded(terms, text)),
    }
    seen |= dict.fromkeys((finding.flag for finding in review(text)), True)
    return tuple(flag for flag in Flag if seen.get(flag))
