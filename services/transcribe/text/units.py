"""How units are written after a number, and the counters that are not written in Arabic digits."""

import re

UNITS = {"パーセント": "％", "%": "％", "平米": "平方メートル", "立米": "立方メートル"}
UNIT = re.compile(rf"(?<=[0-9万億兆])(?:{'|'.join(UNITS)})")
KA = re.compile("(?<=[0-9万億兆])[ヶケヵカ箇ｹ](?=[月所年国村条])")
TSU = re.compile(r"(?<![0-9.,])[1-9](?=つ)")
KANJI = "〇一二三四五六七八九"
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
SEPARATOR = re.compile("(?<=[0-9])[．，](?=[0-9])")


def with_plain_digits(text: str) -> str:
    """Half-width digits, and half-width points and commas between them."""
    return SEPARATOR.sub(lambda match: {"．": ".", "，": ","}[match[0]], text.translate(FULL_WIDTH))


def with_units(text: str) -> str:
    """10パーセント→10％, 30平米→30平方メートル, 3ヶ月→3か月, 1つ→一つ."""
    text = UNIT.sub(lambda match: UNITS[match[0]], text)
    return TSU.sub(lambda match: KANJI[int(match[0])], KA.sub("か", text))
