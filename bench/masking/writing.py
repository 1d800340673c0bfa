"""How people write numbers: the parts of every maker."""

import random
from collections.abc import Callable

Rng = random.Random
Maker = Callable[[Rng], str]

WIDE = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")


def digits(rng: Rng, count: int, first: str = "0123456789") -> str:
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def as_kanji(number: int) -> str:
    """一 to 九百九十九."""
    ones = "〇一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, one = divmod(rest, 10)
    text = ("" if hundreds == 1 else ones[hundreds]) + "百" if hundreds else ""
    text += ("" if tens == 1 else ones[tens]) + "十" if tens else ""
    return text + (ones[one] if one else "")


def dressed(rng: Rng, number: str) -> str:
    """A number as people type it: mostly plain, at times full width."""
    return number.translate(WIDE) if rng.random() < 0.2 else number
