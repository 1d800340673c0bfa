"""Sudachi's core dictionary with its tokenizers, for text of any length."""

import re
from collections.abc import Iterator
from typing import Any

MOST_CHARACTERS = 12_000
"""Sudachi refuses more than 49,149 bytes a call; a character has at most four."""
PIECE = re.compile(rf".{{1,{MOST_CHARACTERS}}}", re.DOTALL)


class Sudachi:
    """Safe between threads. Tokenizers that nobody uses just now wait here: each keeps its memory for the next text."""

    def __init__(self) -> None:
        """0.25 s; the pages of the dictionary are mapped from its file and shared."""
        from sudachipy import Dictionary

        self.dictionary = Dictionary(dict="core")
        self._idle: dict[bool, list[Any]] = {True: [], False: []}

    def cut(self, text: str, *, short: bool = False) -> Iterator[tuple[int, Any]]:
        """The pieces of `text` as Sudachi takes them: where each starts, from which the places of its morphemes
        count, and these. They are its longest units, or the `short` ones."""
        tokenizer = self._tokenizer(short)
        try:
            for piece in PIECE.finditer(text):
                yield piece.start(), tokenizer.tokenize(piece[0])
        finally:
            self._idle[short].append(tokenizer)

    def _tokenizer(self, short: bool) -> Any:
        """For one thread at a time."""
        from sudachipy import SplitMode

        try:
            return self._idle[short].pop()
        except IndexError:
            return self.dictionary.create(mode=SplitMode.A if short else SplitMode.C)
