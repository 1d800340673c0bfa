"""How a number in digits is read, as far as a misheard word may hide behind it: 19ネット is 住基ネット."""

DIGITS = ("", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
PLACES = ("", "ジュウ", "ヒャク", "セン")
CHANGED = {
    "イチジュウ": "ジュウ", "イチヒャク": "ヒャク", "イチセン": "セン", "サンヒャク": "サンビャク",
    "ロクヒャク": "ロッピャク", "ハチヒャク": "ハッピャク", "サンセン": "サンゼン", "ハチセン": "ハッセン",
}  # fmt: skip
MOST_DIGITS = len(PLACES)
ENGLISH = dict(
    zip(
        "0123456789",
        "ゼロ ワン ツー スリー フォー ファイブ シックス セブン エイト ナイン".split(),  # noqa: SIM905
        strict=True,
    )
)
"""How one digit is read beside letters: LG1 is LGWAN."""


def number_reading(digits: str) -> str:
    """In katakana; empty for what is no number below ten thousand, and for zero."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        return ""
    figures = [
        (int(digit), place) for digit, place in zip(digits, reversed(PLACES[: len(digits)]), strict=True)
    ]
    parts = [DIGITS[figure] + place for figure, place in figures if figure]
    return "".join(CHANGED.get(part, part) for part in parts)
