import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.text.kanji_numbers import NUMBER, read, value, written

DIGITS = "〇一二三四五六七八九"


def spelt(number: int) -> str:
    """In kanji, as one writes it down the page: 21000 is 二万一千."""
    text = ""
    for unit, power in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
        part = number // power % 10**4
        text += f"{below_myriad(part)}{unit}" if part else ""
    return text or "〇"


def below_myriad(number: int) -> str:
    text = ""
    for place, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // power % 10
        if digit:
            text += place if place and digit == 1 else f"{DIGITS[digit]}{place}"
    return text


@given(st.integers(0, 10**16 - 1))
def test_a_number_in_kanji_keeps_its_value(number: int) -> None:
    amounts = read(spelt(number))
    assert amounts is not None and value(amounts) == number
    again = read(written(amounts, commas=True))
    assert again is not None and value(again) == number


@given(st.integers(0, 9999))
def test_a_number_digit_by_digit_keeps_its_value(number: int) -> None:
    amounts = read("".join(DIGITS[int(digit)] for digit in str(number)))
    assert amounts is not None and value(amounts) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("2億8千万", "2億8,000万"),
        ("一万二千", "1万2,000"),
        ("3百", "300"),
        ("1.5万", "1.5万"),
        ("12000", "12,000"),
        ("1,254,372", "1,254,372"),
        ("0120", "0120"),
        ("零", "0"),
    ],
)
def test_numbers_in_both_scripts(number: str, shown: str) -> None:
    amounts = read(number)
    assert amounts is not None and written(amounts, commas=True) == shown


@pytest.mark.parametrize("text", ["", "万", "億万", "一万一億", "百千", "十一二", "一万二万", "百五百"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text) is None


@given(st.text(alphabet="0123456789,.〇零一二九十百千万億兆", max_size=30))
def test_any_run_is_read_or_refused(text: str) -> None:
    for match in NUMBER.finditer(text):
        amounts = read(match[0])
        if amounts is not None:
            assert written(amounts, commas=True)
