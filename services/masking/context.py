"""Words near a match raise its score: Presidio's idea, for a language without spaces."""

import re
from collections.abc import Sequence
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

BEFORE, AFTER = 32, 10
"""Characters looked at on either side."""
RAISE = 0.5
PLACEHOLDER = re.compile(r"\[[^\]\n]{1,12}\]")
"""［生年月日］ stands for a date that is masked already; it says nothing of its neighbours."""


class NearbyWords(ContextAwareEnhancer):  # type: ignore[misc]  # Presidio ships no types
    """Looks for each recognizer's context words in the characters around its matches, spaces aside."""

    def __init__(self) -> None:
        super().__init__(RAISE, 0.0, BEFORE, AFTER)

    def enhance_using_context(
        self,
        text: str,
        raw_results: Sequence[RecognizerResult],
        nlp_artifacts: Any,  # noqa: ARG002 - Presidio's signature
        recognizers: Sequence[EntityRecognizer],
        context: Sequence[str] | None = None,
    ) -> list[RecognizerResult]:
        words = {recognizer.id: [*recognizer.context, *(context or ())] for recognizer in recognizers}
        given = [word.lower() for word in context or ()]
        for result in raw_results:
            owner = result.recognition_metadata[RecognizerResult.RECOGNIZER_IDENTIFIER_KEY]
            if word := nearby(text, result.start, result.end, words.get(owner, given)):
                result.score = min(1.0, result.score + RAISE)
                result.recognition_metadata["context"] = word
                result.recognition_metadata[RecognizerResult.IS_SCORE_ENHANCED_BY_CONTEXT_KEY] = True
        return list(raw_results)


def nearby(text: str, start: int, end: int, words: Sequence[str]) -> str | None:
    """The first of `words` that stands near `text[start:end]`."""
    around = text[max(0, start - BEFORE) : start] + "\0" + text[end : end + AFTER]
    squeezed = "".join(PLACEHOLDER.sub("", around).split()).lower()
    return next((word for word in words if word.lower() in squeezed), None)
