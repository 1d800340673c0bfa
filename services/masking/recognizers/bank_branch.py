from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern

NAME = "[一-龠々ァ-ヶーA-Za-z]"
BANK = f"(?:{NAME}{{1,10}}|[ぁ-ん]{{2,6}})(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|農業協同組合|農協|漁業協同組合)"
BRANCH = f"(?:{NAME}|[ぁ-ん]){{1,10}}?(?:支店|支所|出張所|営業部)|本店(?:営業部)?"


class BankBranchRecognizer(JapanesePattern):
    """Bank and branch of somebody's account, and the branch's three digits beside a word that says so."""

    KIND = Kind.BANK_BRANCH
    WHY = "金融機関の支店の形"
    PATTERNS: ClassVar = (
        (rf"{BANK} ?(?:\([0-9]{{4}}\) ?)?(?:{BRANCH})(?: ?\([0-9]{{3}}\))?", 0.7),
        (rf"(?<=支店名? ?[:\t\n] ?)(?:{BRANCH})", 0.7),
        (
            rf"{NO_DIGIT_BEFORE}[0-9]{{3}}{NO_DIGIT_AFTER}(?![0-9]|[,.][0-9]| ?[年月日円人件名回歳条項号])",
            0.1,
        ),
    )
    CONTEXT: ClassVar = ("支店番号", "支店コード", "店番号", "店番", "店舗番号", "店コード")
