"""Found stretches against marked ones, kind by kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.masking.documents import Document, Gold
from services.masking.kinds import Kind


class Found(NamedTuple):
    start: int
    end: int
    kind: str


def family(kind: str) -> str:
    """Officers and other people are one kind here: whose name it is depends on the reader's ordinance."""
    return Kind.PERSON if kind == Kind.OFFICIAL else kind


@dataclass
class Score:
    """Of one kind: stretches marked, wholly covered by stretches of any kind, and of the same kind;
    stretches found, and right ones: at least half of their letters and digits are marked as that kind."""

    marked: int = 0
    covered: int = 0
    named: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.marked + other.marked,
            self.covered + other.covered,
            self.named + other.named,
            self.found + other.found,
            self.right + other.right,
        )

    @property
    def recall(self) -> float | None:
        return self.covered / self.marked if self.marked else None

    @property
    def named_recall(self) -> float | None:
        return self.named / self.marked if self.marked else None

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None


@dataclass
class Sheet:
    """The scores of one finder by kind, and what it missed and invented."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    missed: list[tuple[Document, Gold]] = field(default_factory=list)
    invented: list[tuple[Document, Found]] = field(default_factory=list)

    def add(self, document: Document, found: Sequence[Found]) -> None:
        by_kind: dict[str, set[int]] = defaultdict(set)
        for item in found:
            by_kind[family(item.kind)].update(range(item.start, item.end))
        everywhere = {at for places in by_kind.values() for at in places}
        marked: dict[str, set[int]] = defaultdict(set)
        for gold in document.gold:
            kind, letters = family(gold.kind), _letters(document.text, gold.start, gold.end)
            marked[kind] |= letters
            score = self.scores[kind]
            score.marked += 1
            score.covered += letters <= everywhere
            score.named += letters <= by_kind[kind]
            if not letters <= by_kind[kind]:
                self.missed.append((document, gold))
        for item in found:
            kind, letters = family(item.kind), _letters(document.text, item.start, item.end)
            right = len(letters & marked[kind]) * 2 >= max(1, len(letters))
            self.scores[kind].found += 1
            self.scores[kind].right += right
            if not right:
                self.invented.append((document, item))

    def sum(self, kinds: Iterable[str]) -> Score:
        return sum((self.scores[kind] for kind in kinds if kind in self.scores), Score())


def _letters(text: str, start: int, end: int) -> set[int]:
    """Letters and digits: whether a bracket, dash or line end is covered tells nothing."""
    return {at for at in range(start, end) if text[at].isalnum()}
