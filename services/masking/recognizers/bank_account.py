from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class BankAccountRecognizer(JapanesePattern):
    """口座番号: seven digits; only beside a word that says so."""

    KIND = Kind.BANK_ACCOUNT
    WHY = "口座番号の形"
    PATTERNS: ClassVar = ((rf"{NO_DIGIT_BEFORE}[0-9]{{7}}{NO_DIGIT_AFTER}", 0.2),)
    CONTEXT: ClassVar = ("口座", "普通預金", "当座", "振込先", "支店")
