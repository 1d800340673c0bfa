"""Masking a word everywhere in a file, for tests of what is left of it."""

from pathlib import Path

from common.documents import Edit, Report, read_here, rewrite_here


def edits_of(path: Path, *words: str) -> list[Edit]:
    """An edit for every occurrence of `words` in every segment."""
    edits = []
    for segment in read_here(path).segments:
        for word in words:
            at = segment.text.find(word)
            while at >= 0:
                edits.append(Edit(segment_id=segment.id, start=at, end=at + len(word), text="■" * len(word)))
                at = segment.text.find(word, at + len(word))
    return edits


def mask(path: Path, out: Path, *words: str) -> Report:
    return rewrite_here(path, edits_of(path, *words), out, scrub=True)


def found(parts: dict[str, bytes], word: str) -> list[str]:
    """The parts of a package that hold the word."""
    return [name for name, content in parts.items() if word.encode() in content or word in name]
