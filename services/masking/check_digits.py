"""Check digits of the numbers that carry one."""


def my_number_is_valid(digits: str) -> bool:
    """個人番号 of 12 digits (総務省令第85号, article 5): 11 - (Σ Pn·Qn mod 11), 0 where the rest is ≤ 1.

    Pn is the n-th digit from the right without the check digit; Qn is n+1 up to n=6, then n-5.
    """
    body = [int(digit) for digit in reversed(digits[:-1])]
    total = sum(p * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(body, start=1))
    rest = total % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def corporate_number_is_valid(digits: str) -> bool:
    """法人番号 of 13 digits (財務省令第70号, article 2): first digit = 9 - (Σ Pn·Qn mod 9), Qn 1, 2, 1, 2..."""
    body = [int(digit) for digit in reversed(digits[1:])]
    total = sum(p * (2 if n % 2 == 0 else 1) for n, p in enumerate(body, start=1))
    return int(digits[0]) == 9 - total % 9


def luhn_is_valid(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for n, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def driving_licence_is_valid(digits: str) -> bool:
    """運転免許証番号 of 12 digits: the eleventh checks the first ten, weights 5, 4, 3, 2, 7, 6, 5, 4, 3, 2."""
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(d) * w for d, w in zip(digits[:10], weights, strict=True)) % 11
    return int(digits[10]) == (0 if rest <= 1 else 11 - rest)


def only_digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
