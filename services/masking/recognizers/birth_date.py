from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_AFTER, NO_DIGIT_BEFORE, JapanesePattern

NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})"
ERA = f"(?:明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHR][. ]?) ?(?:元|{NUMBER})"
GAP = "[ \n]{0,2}"
DAY = f" ?年{GAP}{NUMBER} ?月{GAP}{NUMBER} ?日"
YEAR = "(?:(?:19|20)[0-9]{2}|[一二][〇九八七六五四三二一]{3})"


class BirthDateRecognizer(JapanesePattern):
    """Dates of birth in 西暦 and 和暦. A date is one only where its surroundings say so."""

    KIND = Kind.BIRTH_DATE
    WHY = "日付"
    PATTERNS: ClassVar = (
        (
            rf"{NO_DIGIT_BEFORE}(?:{ERA}|{YEAR}){DAY}(?=\s?\(?[^\n)]{{0,10}}\)? ?(?:生|に?誕生|出生))",
            0.9,
        ),
        (rf"{NO_DIGIT_BEFORE}(?:{ERA}|{YEAR}){DAY}(?= ?\((?:満|当時)? ?[0-9]{{1,3}} ?[歳才])", 0.8),
        (rf"{NO_DIGIT_BEFORE}(?:{ERA}|{YEAR}){DAY}", 0.25),
        (
            rf"(?<=誕生日[はが:]? ?){NUMBER} ?月 ?{NUMBER} ?日|{NO_DIGIT_BEFORE}{NUMBER} ?月 ?{NUMBER} ?日(?=生(?:まれ|れ))",
            0.7,
        ),
        (
            r"(?<=(?:Date of Birth|D\.?O\.?B\.?|Born)(?: ?on)?[ :]{1,3})(?:[0-9]{1,2}[ /.-]?[A-Za-z]{3,9}[ /.,-]{1,2}[0-9]{4}"
            r"|[A-Za-z]{3,9}\.? [0-9]{1,2},? [0-9]{4}|[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4})",
            0.85,
        ),
        (rf"{NO_DIGIT_BEFORE}(?:{ERA}|{YEAR}) ?年 ?{NUMBER} ?月(?: ?{NUMBER} ?日)?(?= ?生(?:まれ|れ)?)", 0.8),
        (
            r"(?<![A-Za-z0-9])(?:(?:19|20)[0-9]{2}|(?:[MTSHR明大昭平令]|明治|大正|昭和|平成|令和)[. ]?(?:[0-9]{1,2}|元))"
            r" ?([-/.・]) ?[0-9]{1,2} ?\1 ?[0-9]{1,2}(?=\s?生(?:まれ|れ)?(?![一-龠]))",
            0.8,
        ),
        (
            rf"(?<![A-Za-z0-9])(?:(?:19|20)[0-9]{{2}}|(?:[MTSHR明大昭平令]|明治|大正|昭和|平成|令和)[. ]?(?:[0-9]{{1,2}}|元))"
            rf" ?([-/.・]) ?[0-9]{{1,2}} ?\1 ?[0-9]{{1,2}}{NO_DIGIT_AFTER}",
            0.2,
        ),
        (
            rf"{NO_DIGIT_BEFORE}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]){NO_DIGIT_AFTER}",
            0.1,
        ),
    )
    CONTEXT: ClassVar = ("生年月日", "誕生日", "出生", "生まれ", "生れ", "生年")
