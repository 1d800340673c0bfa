"""GiNZA behind Presidio's NLP engine interface: no downloads, no configuration files, only what we need.

spaCy's Japanese tokenizer is Sudachi, so its part-of-speech tags are the dictionary's word on names at no
further cost; parser and morphologizer are left out, since nothing here reads them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from services.masking.nlp import Entity, Token

LANGUAGE = "ja"
UNUSED = ["parser", "morphologizer", "compound_splitter", "bunsetu_recognizer", "attribute_ruler"]
PIECE_CHARACTERS = 1000
"""Sudachi takes at most 49,149 bytes a call; the model is fastest well below that."""
BREAK = re.compile(r"[\n。]")


class GinzaEngine(NlpEngine):  # type: ignore[misc]  # Presidio ships no types
    """Loaded from the folder of an installed spaCy model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._nlp: Any = None

    def load(self) -> None:
        import spacy

        self._nlp = spacy.load(model_folder(self._folder), exclude=UNUSED)

    def is_loaded(self) -> bool:
        return self._nlp is not None

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Artifacts whose `entities` are `Entity` and whose `tokens` are `Token`."""
        entities: list[Entity] = []
        tokens: list[Token] = []
        for offset, piece in pieces(text):
            document = self._nlp(piece)
            entities += [Entity(offset + e.start_char, offset + e.end_char, e.label_) for e in document.ents]
            tokens += _tokens(document, offset)
        return NlpArtifacts(
            entities=entities,
            tokens=tokens,
            tokens_indices=[token.start for token in tokens],
            lemmas=[],
            nlp_engine=self,
            language=language,
        )

    def words(self, text: str) -> list[Token]:
        """Sudachi's words alone, without the model: fast."""
        return [
            token for offset, piece in pieces(text) for token in _tokens(self._nlp.make_doc(piece), offset)
        ]

    def process_batch(
        self, texts: Iterable[str], language: str, **_: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002 - Presidio's signature
        return False

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002 - Presidio's signature
        return not any(character.isalnum() for character in word)

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return [LANGUAGE]


def _tokens(document: Any, offset: int) -> list[Token]:
    return [Token(offset + t.idx, offset + t.idx + len(t), t.text, t.tag_) for t in document]


def model_folder(folder: Path) -> Path:
    """The spaCy model in an installed entry: a package keeps it one folder deeper."""
    return next(iter(sorted(folder.rglob("config.cfg")))).parent


def pieces(text: str, longest: int = PIECE_CHARACTERS) -> Iterator[tuple[int, str]]:
    """`text` cut after line ends and full stops into pieces that the model can take, with their offsets."""
    start = 0
    while start < len(text):
        end = start + longest
        if end < len(text):
            cuts = [match.end() for match in BREAK.finditer(text, start, end)]
            end = cuts[-1] if cuts else end
        yield start, text[start:end]
        start = min(end, len(text))
