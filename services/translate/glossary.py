"""A glossary sent with a text: words and what they must become."""

from collections.abc import Mapping


def relevant(terms: Mapping[str, str], text: str) -> tuple[tuple[str, str], ...]:
    """The terms that stand in `text`, longest first."""
    found = ((term, word) for term, word in terms.items() if term and term in text)
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def unheeded(terms: Mapping[str, str], source: str, translation: str) -> list[str]:
    """Terms of `source` whose wanted word is not in `translation`, whatever its capitals."""
    lowered = translation.lower()
    return [term for term, word in relevant(terms, source) if word.lower() not in lowered]
