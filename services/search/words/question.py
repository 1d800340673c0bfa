"""What is asked, read once: what to rank by, what must be true, and what else the words are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.search.query import Kind, Node, Text, is_plain, parse, wanted
from services.search.words.normalizing import normalise
from services.search.words.synonyms import Synonyms


@dataclass(frozen=True)
class Question:
    wanted: Sequence[Text]
    """What scores: the plain text as it is, or every text of the tree that is under no NOT."""
    condition: Node | None = None
    """What a document must fulfil; None for plain text, of which no word must be there."""
    expanded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Normalised texts or parts of them, with what they are also called."""

    @property
    def text(self) -> str:
        """What the question is about, for the search by meaning; empty when it names nothing."""
        return " ".join(
            text.text for text in self.wanted if text.field is None and text.kind is not Kind.PATTERN
        )

    def synonyms_of(self, text: Text) -> list[str]:
        """What else may stand for `text`; in a plain text, for any part of it."""
        if text.kind is not Kind.WORD or text.field is not None:
            return []
        if self.condition is None:
            return [other for others in self.expanded.values() for other in others]
        return list(self.expanded.get(normalise(text.text), ()))


def plain(text: str) -> Question:
    """A question without operators, whatever its signs."""
    return Question([Text(text)])


class QuestionReader:
    def __init__(self, synonyms: Synonyms) -> None:
        self._synonyms = synonyms

    def read(self, query: str) -> Question:
        """BadQuery when it has operators and they make no sense."""
        if is_plain(query):
            return Question([Text(query)], None, self._synonyms.within(query))
        tree = parse(query)
        texts = wanted(tree)
        words = [text.text for text in texts if text.kind is Kind.WORD and text.field is None]
        return Question(texts, tree, self._synonyms.of(words))
