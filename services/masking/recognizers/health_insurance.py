from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern

CARD = "(?:(?:国民健康保険|健康保険|後期高齢者医療)?(?:被保険者証?|保険証|資格確認書|組合員証|高齢受給者証))"
BRANCH = r"(?: ?[(・-]?枝番 ?:?[0-9]{2}\)?)?"
LABEL = "(?:被保険者証?|保険証|資格確認書|組合員証|国保|健保)(?:等)?の?"


class HealthInsuranceRecognizer(JapanesePattern):
    """被保険者証: 記号 and 番号, and the number of the insurer; only beside a word that says so."""

    KIND = Kind.HEALTH_INSURANCE
    WHY = "被保険者証の記号・番号の形"
    PATTERNS: ClassVar = (
        (
            rf"(?<={LABEL}記号(?:・|及び|と)?番号 ?[:\t\n]? ?)[一-龠ぁ-んァ-ヴA-Za-z]{{0,4}} ?[0-9]{{1,8}}"
            rf"(?:[-・/ ]{{1,3}}[0-9]{{1,8}}){{0,2}}{NO_DIGIT_AFTER}",
            0.8,
        ),
        (rf"(?<={LABEL}記号 ?[:\t\n]? ?)[一-龠ぁ-んァ-ヴA-Za-z]{{0,4}} ?-?[0-9]{{1,8}}{NO_DIGIT_AFTER}", 0.7),
        (
            r"(?<=(?:被保険者証?|保険証|資格確認書)[^\n]{0,24}記号 ?[:\t]? ?)[0-9]{1,8}(?:-[0-9]{1,4})?(?=[^\n0-9]{1,8}番号)",
            0.7,
        ),
        (
            rf"(?<=(?:被保険者証?|保険証)[^\n]{{0,24}}記号[^\n]{{1,14}}番号 ?[:\t]? ?)[0-9]{{1,8}}{NO_DIGIT_AFTER}",
            0.7,
        ),
        (
            rf"(?<={CARD}(?:の?写し)?の?[ (]{{0,2}}番号 ?[:\t(]? ?)[0-9]{{1,8}}{NO_DIGIT_AFTER}{BRANCH}",
            0.7,
        ),
        (rf"{NO_DIGIT_BEFORE}[0-9]{{1,4}}[-・][0-9]{{2,8}}{NO_DIGIT_AFTER}", 0.15),
        (rf"{NO_DIGIT_BEFORE}[0-9]{{5,10}}{NO_DIGIT_AFTER}{BRANCH}", 0.15),
    )
    CONTEXT: ClassVar = (
        "被保険者証", "被保険者番号", "保険証", "保険者番号", "被保険者記号", "記号・番号", "記号番号", "資格確認書", "組合員証",
    )  # fmt: skip
