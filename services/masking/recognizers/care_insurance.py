from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern


class CareInsuranceRecognizer(JapanesePattern):
    """介護保険の被保険者番号: ten digits; only beside a word that says so."""

    KIND = Kind.CARE_INSURANCE
    WHY = "介護保険被保険者番号の形"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}[0-9]{{4}}[- ]?[0-9]{{3}}[- ]?[0-9]{{3}}{NO_DIGIT_AFTER}", 0.3),
    )
    CONTEXT: ClassVar = ("介護保険被保険者", "介護被保険者", "介護保険証", "介護保険", "被保険者番号")
