"""How numbers are written in words, and the years of the Japanese eras."""

from common.japanese.eras import YEARS_BEFORE

UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
UNITS |= {"萬": 10**4, "亿": 10**8, "만": 10**4, "억": 10**8, "천": 1000, "백": 100}
KANJI = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "両": 2}
ERA_NAMES = {"令和": "Reiwa", "平成": "Heisei", "昭和": "Showa", "大正": "Taisho", "明治": "Meiji"}
ERAS = YEARS_BEFORE | {latin: YEARS_BEFORE[name] for name, latin in ERA_NAMES.items()}
"""The year before the first of each era, by its name in either writing."""

# fmt: off
MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
]
# fmt: on
WORDS: dict[str, float] = {word: value for value, word in enumerate(ONES)}
WORDS |= {word: 10 * n for n, word in enumerate(TENS, 2)}
WORDS |= {word: value for value, word in enumerate(ORDINALS)}
WORDS |= {"half": 0.5, "once": 1, "twice": 2, "double": 2, "triple": 3, "dozen": 12, "both": 2, "noon": 12}
WORDS |= {"midnight": 0, "single": 1, "a": 1, "an": 1, "pair": 2, "decade": 10, "century": 100, "quarter": 4}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
