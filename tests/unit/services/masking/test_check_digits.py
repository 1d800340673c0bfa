import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.masking import check_digits


@pytest.mark.parametrize("number", ["123456789018", "234567890121"])
def test_published_examples_of_my_number_are_valid(number: str) -> None:
    assert check_digits.my_number_is_valid(number)


@pytest.mark.parametrize("number", ["7000012050002", "8000020130001", "1180301018771"])
def test_real_corporate_numbers_are_valid(number: str) -> None:
    """国税庁, 港区 and トヨタ自動車, as the tax agency publishes them."""
    assert check_digits.corporate_number_is_valid(number)


def test_the_usual_test_card_is_valid() -> None:
    assert check_digits.luhn_is_valid("4111111111111111")


@given(st.text("0123456789", min_size=11, max_size=11))
def test_one_check_digit_in_ten_fits_a_my_number(body: str) -> None:
    fitting = [d for d in "0123456789" if check_digits.my_number_is_valid(body + d)]
    assert len(fitting) == 1


@given(st.text("0123456789", min_size=12, max_size=12))
def test_one_first_digit_fits_a_corporate_number(body: str) -> None:
    fitting = [d for d in "123456789" if check_digits.corporate_number_is_valid(d + body)]
    assert len(fitting) == 1


@given(st.text("0123456789", min_size=15, max_size=15), st.integers(0, 14), st.integers(1, 9))
def test_luhn_sees_every_single_wrong_digit(body: str, at: int, by: int) -> None:
    card = next(body + d for d in "0123456789" if check_digits.luhn_is_valid(body + d))
    wrong = card[:at] + str((int(card[at]) + by) % 10) + card[at + 1 :]
    assert not check_digits.luhn_is_valid(wrong)
