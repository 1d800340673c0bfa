"""A city's own regular expressions. People write them, so they may be wrong, or take for ever: both are bounded."""

from functools import lru_cache
from typing import Any

import regex

from common.errors import BadRequest

LONGEST = 500
"""Characters of an expression."""
SECONDS = 5.0
"""That one expression may look at one text."""
TOO_SLOW = "形「{}」は照合に時間がかかりすぎます。繰り返しの中の繰り返し（(a+)+ など）をなくし、{{1,8}} のように回数を限ってください。"


@lru_cache(maxsize=256)
def compiled(expression: str) -> Any:
    """The expression as Presidio reads one: case aside, `.` and `^` over lines. Raises `regex.error`."""
    return regex.compile(expression, regex.DOTALL | regex.MULTILINE | regex.IGNORECASE)


def spans(name: str, expression: str, text: str, seconds: float = SECONDS) -> list[tuple[int, int]]:
    """Where `expression` matches in `text`, empty matches aside. Raises BadRequest past `seconds`."""
    try:
        found = [match.span() for match in compiled(expression).finditer(text, timeout=seconds)]
    except TimeoutError as error:
        raise BadRequest(TOO_SLOW.format(name)) from error
    return [(start, end) for start, end in found if start < end]


def fault(expression: str) -> str | None:
    """What is wrong with `expression`, in Japanese, or nothing."""
    try:
        if compiled(expression).match("", timeout=SECONDS):
            return "空の文字にも合うため、どこにでも見つかります。必ず1文字以上に合う形にしてください。"
    except regex.error as error:
        return f"正規表現の{error.pos or 0}文字目の後が読めません（{error.msg}）。括弧の閉じ忘れなどを確かめてください。"
    except (OverflowError, RecursionError, MemoryError, TimeoutError):
        return "正規表現が大きすぎます。短くしてください。"
    return None
