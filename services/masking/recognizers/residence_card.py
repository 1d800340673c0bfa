from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern


class ResidenceCardRecognizer(JapanesePattern):
    """在留カード番号: two letters, eight digits, two letters."""

    KIND = Kind.RESIDENCE_CARD
    WHY = "在留カード番号の形"
    PATTERNS: ClassVar = ((r"(?<![A-Za-z0-9])[A-Z]{2}[ -]?[0-9]{8}[ -]?[A-Z]{2}(?![A-Za-z0-9])", 0.6),)
    CONTEXT: ClassVar = ("在留カード", "在留", "特別永住者")
