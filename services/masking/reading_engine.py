"""Sudachi and the name finder behind Presidio's NLP engine interface: no downloads, no configuration files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from services.masking.names.finder import NameFinder
from services.masking.words import words

LANGUAGE = "ja"


class ReadingEngine(NlpEngine):  # type: ignore[misc]  # Presidio ships no types
    """Loaded from the folder of an installed embedding model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._finder: NameFinder | None = None

    def load(self) -> None:
        self._finder = NameFinder(self._folder)

    def is_loaded(self) -> bool:
        return self._finder is not None

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Artifacts whose `entities` are `Entity` and whose `tokens` are `Token`."""
        if self._finder is None:
            raise RuntimeError("the engine is not loaded")
        tokens = words(text)
        return NlpArtifacts(
            entities=self._finder.find(text, tokens),
            tokens=tokens,
            tokens_indices=[token.start for token in tokens],
            lemmas=[],
            nlp_engine=self,
            language=language,
        )

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
