from presidio_analyzer import Pattern, PatternRecognizer

from services.masking.rules import OwnPattern


class OwnRecognizer(PatternRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """A pattern that a city declares in its rules."""

    def __init__(self, own: OwnPattern) -> None:
        self.WHY = f"独自の形「{own.name}」"
        super().__init__(
            supported_entity=own.kind.value,
            name=own.name,
            supported_language="ja",
            patterns=[Pattern(own.name, own.expression, own.score)],
            context=list(own.context),
        )
