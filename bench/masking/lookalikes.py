"""Hard negatives: what stands in municipal documents and looks like personal information, but is none."""

from bench.masking import words
from bench.masking.pieces import corporate_check, licence_check, luhn_check, my_number_check
from bench.masking.writing import Maker, Rng, digits, dressed


def twelve_digits(rng: Rng) -> str:
    """An inventory number: neither a 個人番号 nor a 運転免許証番号 by its check digits."""
    while True:
        number = digits(rng, 12)
        if number[-1] != my_number_check(number[:-1]) and number[10] != licence_check(number[:10]):
            return dressed(rng, number)


def tracking(rng: Rng) -> str:
    number = twelve_digits(rng)
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"


def thirteen_digits(rng: Rng) -> str:
    while True:
        number = "49" + digits(rng, 11)
        if number[0] != corporate_check(number[1:]):
            return number


def sixteen_digits(rng: Rng) -> str:
    while True:
        number = digits(rng, 16, "3456")
        if number[-1] != luhn_check(number[:-1]):
            return " ".join(number[i : i + 4] for i in range(0, 16, 4))


def document_number(rng: Rng) -> str:
    mark = rng.choice(["総", "市民", "福祉", "税", "建", "環", "教総", "高介", "都計"])
    return f"{rng.choice(['', '令和7年度', '７'])}{mark}第{dressed(rng, str(rng.randint(1, 9999)))}号"


def ordinance(rng: Rng) -> str:
    number, article = rng.randint(1, 99), rng.randint(1, 60)
    return f"平成{rng.randint(10, 30)}年条例第{number}号第{article}条第{rng.randint(1, 4)}項"


def amount(rng: Rng) -> str:
    return dressed(
        rng,
        rng.choice(
            [
                f"{rng.randint(1000, 99999999):,}円",
                f"{rng.randint(1, 900)}万円",
                f"金{rng.randint(1000, 999999):,}円",
            ]
        ),
    )


def date(rng: Rng) -> str:
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    year = rng.randint(1, 8)
    named = "元" if year == 1 else str(year)
    return dressed(
        rng,
        rng.choice(
            [
                f"令和{named}年{month}月{day}日",
                f"{2018 + year}年{month}月{day}日",
                f"{2018 + year}/{month:02}/{day:02}",
                f"R{year}.{month}.{day}",
            ]
        ),
    )


def era_year(rng: Rng) -> str:
    return rng.choice(
        [
            f"令和{rng.randint(2, 8)}年度",
            f"平成{rng.randint(10, 31)}年",
            f"昭和{rng.randint(30, 63)}年建築",
            "令和元年度",
        ]
    )


def product(rng: Rng) -> str:
    letters = "ABCDEFGHKLMNPQRSTVWXZ"
    head = rng.choice(letters) + rng.choice(letters)
    return rng.choice(
        [
            f"{head}-{digits(rng, 4)}-{digits(rng, 3)}",
            f"{head}{digits(rng, 4)}-{rng.choice(letters)}",
            f"{head}{digits(rng, 6)}",
        ]
    )


def version(rng: Rng) -> str:
    return ".".join(str(rng.randint(0, 20)) for _ in range(rng.choice([3, 4])))


MAKERS: dict[str, Maker] = {
    "inventory": twelve_digits,
    "tracking": tracking,
    "jan": thirteen_digits,
    "sixteen": sixteen_digits,
    "slip": lambda rng: digits(rng, 7, "123456789"),
    "receipt": lambda rng: f"20{rng.randint(20, 26)}{digits(rng, 6)}",
    "eight": lambda rng: digits(rng, 8, "6789"),
    "docno": document_number,
    "ordinance": ordinance,
    "amount": amount,
    "date": date,
    "year": era_year,
    "product": product,
    "version": version,
    "place": lambda rng: rng.choice(words.PLACES_LIKE_NAMES),
    "company": lambda rng: rng.choice(words.COMPANIES),
    "count": lambda rng: f"{rng.randint(1, 3000):,}{rng.choice(['件', '人', '世帯', '台', '箇所'])}",
    "area": lambda rng: f"{rng.randint(10, 900)}.{rng.randint(10, 99)}平方メートル",
    "limit": lambda rng: (
        f"{rng.choice(['18', '20', '40', '65', '75'])}歳{rng.choice(['以上', '未満', 'まで', '到達時'])}"
    ),
    "time": lambda rng: f"{rng.randint(8, 20)}時{rng.choice(['', '30分', '15分'])}",
}
"""Field of a template (after a `-`) to its maker."""
