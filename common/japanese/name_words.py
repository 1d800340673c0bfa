"""Which words Sudachi's dictionary holds to be names of people, whatever else they are besides."""

from functools import lru_cache

from common.japanese.morphemes import entries

SURNAME, GIVEN_NAME = "名詞-固有名詞-人名-姓", "名詞-固有名詞-人名-名"
NAME_OF_PERSON = "名詞-固有名詞-人名"
REMEMBERED = 20_000


@lru_cache(REMEMBERED)
def readings(word: str, tag: str) -> frozenset[str]:
    """How `word` is read, in katakana, as what `tag` begins to say; empty where it is no such word."""
    return frozenset(reading for own, reading in entries(word) if own.startswith(tag))


def is_surname(word: str) -> bool:
    """黒川 is one, and a place."""
    return bool(readings(word, SURNAME))


def is_only_surname(word: str) -> bool:
    """飯尾 is one, and nothing else."""
    tags = {tag for tag, _ in entries(word)}
    return bool(tags) and all(tag.startswith(SURNAME) for tag in tags)


def may_be_given(name: str) -> bool:
    """A given name of the dictionary, or a word of two characters or more that it does not know."""
    known = entries(name)
    return any(tag.startswith(GIVEN_NAME) for tag, _ in known) or (not known and len(name) > 1)


def is_other_word(name: str) -> bool:
    """Whether the dictionary knows `name` as a noun or a place, and as nobody's given name."""
    tags = [tag for tag, _ in entries(name)]
    other = any(tag.startswith(("名詞-普通名詞", "名詞-固有名詞-地名")) for tag in tags)
    return other and not any(tag.startswith(GIVEN_NAME) for tag in tags)
