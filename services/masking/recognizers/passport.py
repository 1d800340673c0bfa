from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern


class PassportRecognizer(JapanesePattern):
    """旅券番号: two letters and seven digits; only beside a word that says so."""

    KIND = Kind.PASSPORT
    WHY = "旅券番号の形"
    PATTERNS: ClassVar = ((r"(?<![A-Za-z0-9])[A-Z]{2} ?[0-9]{7}(?![A-Za-z0-9])", 0.3),)
    CONTEXT: ClassVar = ("旅券", "パスポート", "passport")
