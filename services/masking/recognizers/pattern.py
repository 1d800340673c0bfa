"""What our pattern recognizers share: Japanese, folded text, and everything else declared as data.

Patterns see folded text (services.masking.folding), so digits are ASCII and dashes are `-`. They never
use `\\b` or `\\w`, which see no boundary between kana and letters.
"""

from typing import ClassVar

from presidio_analyzer import Pattern, PatternRecognizer

NO_DIGIT_BEFORE = r"(?<![0-9]|[0-9]-)"
NO_DIGIT_AFTER = r"(?![0-9]|-[0-9])"
SEPARATOR = r"(?: ?- ?|[ \n\t|])?"


class JapanesePattern(PatternRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """Declare `KIND`, `WHY`, `PATTERNS` (regular expression and score) and `CONTEXT`."""

    KIND: ClassVar[str]
    WHY: ClassVar[str]
    """Why a match is a finding, in Japanese, for the reviewer."""
    PATTERNS: ClassVar[tuple[tuple[str, float], ...]]
    CONTEXT: ClassVar[tuple[str, ...]] = ()
    """Words near a match that make it likelier; white space inside them does not matter."""

    def __init__(self) -> None:
        name = type(self).__name__
        super().__init__(
            supported_entity=self.KIND,
            name=name,
            supported_language="ja",
            patterns=[Pattern(name, expression, score) for expression, score in self.PATTERNS],
            context=list(self.CONTEXT),
        )

    def invalidate_result(self, pattern_text: str) -> bool:
        return not self.is_plausible(pattern_text)

    def is_plausible(self, text: str) -> bool:  # noqa: ARG002 - for those that check more than the form
        """Whether a match can be real: check digits, number plans."""
        return True
