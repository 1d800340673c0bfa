from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult

from services.masking.expressions import spans
from services.masking.rules import OwnPattern


class OwnRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """A pattern that a city declares in its rules. Presidio's own recognizer skips one that is too slow, which
    would leave its findings under no black: this one raises BadRequest."""

    def __init__(self, own: OwnPattern) -> None:
        self.own = own
        self.WHY = f"独自の形「{own.name}」"
        super().__init__(
            supported_entities=[own.kind.value],
            name=own.name,
            supported_language="ja",
            context=list(own.context),
        )

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ARG002
        origin = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return [
            RecognizerResult(
                self.own.kind.value, start, end, self.own.score, recognition_metadata=dict(origin)
            )
            for start, end in spans(self.own.name, self.own.expression, text)
        ]
