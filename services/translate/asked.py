"""A sentence on its way to an engine and back: its terms, its example, its eras, and what was used of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.translate.engines.base import Hint
from services.translate.eras import western_years, with_eras
from services.translate.flags import altered_numbers
from services.translate.glossary.terms import Term, put_in, relevant, unheeded
from services.translate.guidance import Guidance
from services.translate.languages import PLAIN_JAPANESE
from services.translate.memory.units import Unit
from services.translate.names.finding import names_in
from services.translate.survival import lost
from services.translate.translated import Translated
from services.translate.uses import SIMILAR, Use

Example = tuple[Unit, int]
"""A unit of the memory and how like the text it is, in percent."""
JAPANESE = frozenset({"ja", PLAIN_JAPANESE})


@dataclass(frozen=True)
class Asked:
    text: str
    """With the years of the western calendar."""
    terms: tuple[Term, ...]
    example: Example | None
    is_term: bool
    """Whether it is a term of the glossary and nothing else: no engine needs to be asked."""

    @property
    def shown(self) -> tuple[str, str] | None:
        return (self.example[0].source, self.example[0].target) if self.example else None

    @property
    def hint(self) -> Hint:
        return Hint(terms=_pairs(self.terms), example=self.shown)

    def part(self, text: str) -> "Asked":
        """A stretch of it, alone."""
        return Asked(text, tuple(term for term in self.terms if term.source in text), None, False)

    def sent(self, source: str, target: str) -> str:
        """What an engine is given: terms stand in it in the target's language already."""
        return self.text if target == PLAIN_JAPANESE else put_in(self.terms, self.text, source)


def asking(text: str, source: str, target: str, guidance: Guidance) -> Asked:
    names = names_in(text, target) if source == "ja" else ()
    terms = relevant([*guidance.terms, *names], text, source)
    is_term = bool(terms) and terms[0].source == text
    example = guidance.memory.similar(text, source, target) if guidance.memory and not is_term else None
    prepared = western_years(text) if source == "ja" and target not in JAPANESE else text
    return Asked(prepared, terms, example, is_term)


def given(asked: Asked) -> Translated:
    """The translation of what is a term and nothing else."""
    (term, *_) = asked.terms
    return Translated(term.target, uses=tuple(_heeded([term], term.target)))


def finished(text: str, asked: Asked, translated: Translated, source: str, target: str) -> Translated:
    """With the eras that were taken out before, and with what was used."""
    done = translated.text
    if source == "ja" and target not in JAPANESE:
        done = with_eras(text, done, target)
    similar = [used(asked.example[0], SIMILAR, asked.example[1])] if asked.example else []
    return Translated(done, translated.flags, (*similar, *_heeded(asked.terms, done)))


def used(unit: Unit, kind: str, percent: int = 100) -> Use:
    return Use.model_validate(
        {
            "kind": kind, "source": unit.source, "target": unit.target, "percent": percent,
            "origin": f"{unit.by} {unit.at:%Y-%m-%d}",
        }
    )  # fmt: skip


def again_with(asked: Asked, before: Translated, target: str) -> Hint:
    """What to heed at a second attempt, after `before`."""
    if target == PLAIN_JAPANESE:
        return Hint(terms=_pairs(asked.terms), keep=(asked.text,))
    wanted = unheeded(asked.terms, before.text)
    keep = (*lost(asked.text, before.text), *altered_numbers(asked.text, before.text, target))
    return Hint(
        terms=_pairs(wanted or asked.terms),
        keep=tuple(item for item in keep if item in asked.text),
        example=asked.shown,
    )


def _heeded(terms: Sequence[Term], translation: str) -> Iterator[Use]:
    missed = unheeded(terms, translation)
    for term in terms:
        yield Use(
            kind=term.kind,
            source=term.source,
            target=term.target,
            heeded=term not in missed,
            origin=term.origin,
        )


def _pairs(terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.source, term.target) for term in terms)
