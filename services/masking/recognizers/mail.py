from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern

LOCAL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
WORD = "[A-Za-z0-9_-]+"
DOT = r"(?:\.| \. )"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"


class MailRecognizer(JapanesePattern):
    """Mail addresses, also directly beside kana: 「メールはtaro@example.jpまで」."""

    KIND = Kind.MAIL
    WHY = "メールアドレスの形"
    PATTERNS: ClassVar = (
        (rf"(?<![A-Za-z0-9._%+-]){LOCAL}@(?:{LABEL}\.){{1,5}}[A-Za-z]{{2,24}}(?![A-Za-z0-9])", 0.95),
        (
            rf"(?<![A-Za-z0-9._%+-]){WORD}(?:{DOT}{WORD})* @ {LABEL}(?:{DOT}{LABEL}){{1,5}}(?![A-Za-z0-9])",
            0.8,
        ),
        (
            rf"(?<![A-Za-z0-9._%+-]){LOCAL} ?[\[(]at[\])] ?(?:{LABEL}\.){{1,5}}[A-Za-z]{{2,24}}(?![A-Za-z0-9])",
            0.8,
        ),
    )
