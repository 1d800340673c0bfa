"""What a translation is to heed: which glossaries are asked for, and whether the memory is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.translate.glossary.store import Glossaries
from services.translate.glossary.terms import Term, terms_of
from services.translate.memory.store import Memory


@dataclass(frozen=True)
class Guidance:
    """For one pair of languages."""

    terms: Sequence[Term] = ()
    memory: Memory | None = None


@dataclass(frozen=True)
class Wishes:
    """As a caller has them, whatever the languages."""

    own: Mapping[str, str] = field(default_factory=dict)
    """Words sent with the call."""
    glossaries: Sequence[str] = ()
    memory: bool = True


class Guides:
    """Turns wishes into guidance."""

    def __init__(self, glossaries: Glossaries, memory: Memory) -> None:
        self._glossaries = glossaries
        self._memory = memory

    def guidance(self, wishes: Wishes, source: str, target: str) -> Guidance:
        """What was sent with the call comes first, then the glossaries in their order. Raises NotFound."""
        terms = [*terms_of(wishes.own), *self._glossaries.terms(wishes.glossaries, source, target)]
        return Guidance(terms, self._memory if wishes.memory else None)

    def check(self, wishes: Wishes) -> None:
        """Raises NotFound for a glossary that is not there."""
        for name in wishes.glossaries:
            self._glossaries.get(name)


NO_GUIDANCE = Guidance()
