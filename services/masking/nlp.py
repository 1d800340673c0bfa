"""What a language model says of a text, in shapes of ours: names and words with their spans."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    """A named entity; `label` is the model's own, `score` its probability."""

    start: int
    end: int
    label: str
    score: float = 1.0


@dataclass(frozen=True)
class Token:
    """A word; `tag` is Sudachi's part of speech, its levels joined by `-`."""

    start: int
    end: int
    text: str
    tag: str
