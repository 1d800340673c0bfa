"""Words of a text and what they must become: found, put into an engine's input, looked for in its answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.translate.languages import language
from services.translate.uses import TERM, Kind


@dataclass(frozen=True)
class Term:
    source: str
    target: str
    origin: str = ""
    """The glossary that has it; empty for one that came with the call, or that a rule made."""
    kind: Kind = TERM


def terms_of(pairs: Mapping[str, str]) -> tuple[Term, ...]:
    return tuple(Term(source, target) for source, target in pairs.items() if source)


def relevant(terms: Sequence[Term], text: str, code: str) -> tuple[Term, ...]:
    """The terms that stand in `text`, in the language `code`: the longest first, none that stands in longer ones only."""
    lowered = text.lower()
    standing: dict[str, Term] = {}
    for term in terms:
        if term.source.lower() in lowered:
            standing.setdefault(term.source, term)
    found = sorted(standing.values(), key=lambda term: -len(term.source))
    kept, taken = [], bytearray(len(text))
    for term in found:
        places = [
            m.span() for m in _pattern(term, code).finditer(text) if not any(taken[m.start() : m.end()])
        ]
        for start, end in places:
            taken[start:end] = b"\1" * (end - start)
        if places:
            kept.append(term)
    return tuple(kept)


def put_in(terms: Sequence[Term], text: str, code: str) -> str:
    """`text` with its terms replaced by what they must become, `terms` being `relevant`: engines copy what is translated."""
    if not terms:
        return text
    wanted = {term.source.lower(): term.target for term in terms}
    any_term = re.compile("|".join(_pattern(term, code).pattern for term in terms), re.IGNORECASE)
    return any_term.sub(lambda match: wanted.get(match[0].lower(), match[0]), text)


def unheeded(terms: Sequence[Term], translation: str) -> tuple[Term, ...]:
    """Those of `terms` that are not in `translation`, whatever its capitals and blanks."""
    folded = _folded(translation)
    return tuple(term for term in terms if _folded(term.target) not in folded)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _pattern(term: Term, code: str) -> re.Pattern[str]:
    """Whole words, in a language whose words stand apart."""
    source = re.escape(term.source)
    if language(code).spaced:
        source = rf"(?<!\w){source}(?!\w)"
    return re.compile(source, re.IGNORECASE)
