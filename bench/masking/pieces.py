"""The numbers of a generated document, and which field of a template is made by which maker.

Every maker takes the seeded `Random` of its document and returns what is written.
"""

from bench.masking import words
from bench.masking.addresses import address, short_address
from bench.masking.writing import WIDE, Maker, Rng, as_kanji, digits, dressed
from services.masking.kinds import Kind

KANJI_DIGITS = str.maketrans("0123456789-", "〇一二三四五六七八九―")
MOBILE_AREAS = ("090", "080", "070")


def telephone(rng: Rng, areas: tuple[str, ...]) -> str:
    area = rng.choice(areas)
    middle = digits(rng, 4 if area in MOBILE_AREAS else 6 - len(area), "23456789")
    last = digits(rng, 4)
    forms = [f"{area}-{middle}-{last}"] * 4 + [
        f"({area}){middle}-{last}",
        f"{area}({middle}){last}",
        f"{area}{middle}{last}",
    ]
    written = rng.choice(forms)
    lot = rng.random()
    if lot < 0.2:
        return written.translate(WIDE)
    if lot < 0.25:
        return f"{area}-{middle}-{last}".translate(KANJI_DIGITS)
    if lot < 0.29:
        return f"+81-{area[1:]}-{middle}-{last}"
    if lot < 0.33:
        return f"{area}ー{middle}ー{last}"
    return written


def phone(rng: Rng) -> str:
    return telephone(rng, ("03", "06", "045", "052", "011", "092", "0422", "0742", "0263", "0855"))


def mobile(rng: Rng) -> str:
    return telephone(rng, MOBILE_AREAS)


def mail(rng: Rng) -> str:
    surname = rng.choice(words.SURNAMES).split("/")[2].lower()
    given = rng.choice(words.GIVEN).split("/")[2].lower()
    local = rng.choice(
        [f"{given}.{surname}", f"{surname}_{digits(rng, 3)}", f"{given[0]}-{surname}", f"{surname}{given}"]
    )
    address = f"{local}@{rng.choice(['example.jp', 'mail.example.com', 'example.ne.jp', 'city.midori.example.lg.jp'])}"
    lot = rng.random()
    if lot < 0.1:
        return address.replace("@", "＠")
    return address


def url(rng: Rng) -> str:
    name = rng.choice(words.SURNAMES).split("/")[2].lower() + digits(rng, 2)
    return rng.choice(
        [
            f"https://www.facebook.com/{name}",
            f"https://x.com/{name}",
            f"https://www.instagram.com/{name}/",
            f"https://twitter.com/{name}",
        ]
    )


def postal(rng: Rng) -> str:
    return rng.choice(["〒", "〒", "〒 "]) + dressed(rng, f"{digits(rng, 3, '123456789')}-{digits(rng, 4)}")


def birth(rng: Rng) -> str:
    year, month, day = rng.randint(1928, 2018), rng.randint(1, 12), rng.randint(1, 28)
    era, base = next((e, b) for e, b in (("令和", 2018), ("平成", 1988), ("昭和", 1925)) if year > b)
    era_year = year - base
    named = "元" if era_year == 1 else str(era_year)
    letter = {"令和": "R", "平成": "H", "昭和": "S"}[era]
    return rng.choice(
        [
            f"{era}{named}年{month}月{day}日",
            f"{era}{named}年{month}月{day}日",
            f"{era}{named}年{month}月{day}日".translate(WIDE),
            f"{era}{'元' if era_year == 1 else as_kanji(era_year)}年{as_kanji(month)}月{as_kanji(day)}日",
            f"{year}年{month}月{day}日",
            f"{year}/{month:02}/{day:02}",
            f"{year}-{month:02}-{day:02}",
            f"{letter}{era_year}.{month}.{day}",
        ]
    )  # fmt: skip


def age(rng: Rng) -> str:
    years = rng.randint(3, 96)
    return rng.choice(
        [f"{years}歳", f"{years}歳", f"{years}才", f"{years}歳".translate(WIDE), f"{as_kanji(years)}歳"]
    )


def my_number_check(body: str) -> str:
    total = sum(int(d) * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(reversed(body), start=1))
    return str(0 if total % 11 <= 1 else 11 - total % 11)


def corporate_check(body: str) -> str:
    return str(9 - sum(int(d) * (1 if n % 2 else 2) for n, d in enumerate(reversed(body), start=1)) % 9)


def licence_check(body: str) -> str:
    rest = sum(int(d) * w for d, w in zip(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return str(0 if rest <= 1 else 11 - rest)


def luhn_check(body: str) -> str:
    total = 0
    for n, digit in enumerate(reversed(body)):
        value = int(digit) * (1 if n % 2 else 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def grouped(rng: Rng, number: str, sizes: tuple[int, ...]) -> str:
    """`number` whole, or cut into groups by a space or a dash."""
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return dressed(rng, rng.choice(["", "", " ", "-"]).join(parts))


def my_number(rng: Rng) -> str:
    body = digits(rng, 11)
    return grouped(rng, body + my_number_check(body), (4, 4, 4))


def corporate(rng: Rng) -> str:
    body = digits(rng, 12)
    return grouped(rng, corporate_check(body) + body, (1, 4, 4, 4))


def licence(rng: Rng) -> str:
    body = rng.choice(["30", "31", "45", "62", "90"]) + digits(rng, 8)
    return dressed(rng, body + licence_check(body) + rng.choice("01"))


def card(rng: Rng) -> str:
    body = rng.choice("4535") + digits(rng, 14) if rng.random() < 0.5 else "4" + digits(rng, 14)
    if body[0] == "5":
        body = "5" + rng.choice("12345") + body[2:]
    if body[0] == "3":
        body = "35" + rng.choice("345678") + body[3:]
    return grouped(rng, body + luhn_check(body), (4, 4, 4, 4))


def passport(rng: Rng) -> str:
    return dressed(rng, rng.choice("TMN") + rng.choice("RSZKGHJ") + digits(rng, 7))


def residence(rng: Rng) -> str:
    letters = "ABCDEFGHJKLMNPRSTUWXY"
    return (
        rng.choice(letters) + rng.choice(letters) + digits(rng, 8) + rng.choice(letters) + rng.choice(letters)
    )


def pension(rng: Rng) -> str:
    return dressed(
        rng,
        rng.choice(
            [f"{digits(rng, 4)}-{digits(rng, 6)}", f"{digits(rng, 4)}-{digits(rng, 6)}", digits(rng, 10)]
        ),
    )


def insured_symbol(rng: Rng) -> str:
    return dressed(
        rng,
        rng.choice(
            [digits(rng, 4, "123456789"), digits(rng, 8, "123456789"), f"{digits(rng, 2)}-{digits(rng, 2)}"]
        ),
    )


def insured_number(rng: Rng) -> str:
    return dressed(rng, digits(rng, rng.randint(3, 7), "123456789"))


def late_insured(rng: Rng) -> str:
    return dressed(rng, digits(rng, 8))


def care(rng: Rng) -> str:
    return dressed(rng, digits(rng, 10, "0"))


def account(rng: Rng) -> str:
    return dressed(rng, digits(rng, 7))


def branch(rng: Rng) -> str:
    bank = rng.choice(words.BANK_STEMS) + rng.choice(words.BANK_KINDS)
    return f"{bank}{rng.choice(['', ' ', '　'])}{rng.choice(words.TOWNS)}{rng.choice(['支店', '支店', '出張所'])}"


def post_symbol(rng: Rng) -> str:
    return f"1{digits(rng, 4)}"


def post_number(rng: Rng) -> str:
    return f"{digits(rng, 7)}1"


def vehicle(rng: Rng) -> str:
    number = rng.choice(
        [
            f"{rng.randint(10, 99)}-{rng.randint(10, 99)}",
            f"・{rng.randint(100, 999)}",
            f"{rng.randint(1000, 9999)}",
        ]
    )
    gap = rng.choice(["", " ", "　"])
    parts = (
        rng.choice(words.PLATE_PLACES),
        rng.choice(["300", "500", "580", "330", "41"]),
        rng.choice(words.PLATE_KANA),
    )
    text = gap.join((*parts, number))
    return dressed(rng, text)


def resident_code(rng: Rng) -> str:
    return grouped(rng, digits(rng, 11), (5, 6))


def ip(rng: Rng) -> str:
    if rng.random() < 0.2:
        return f"2001:db8:{rng.randrange(65536):x}:{rng.randrange(1, 65536):x}::{rng.randrange(1, 65536):x}"
    return ".".join(str(rng.randint(1, 254)) for _ in range(4))


def mac(rng: Rng) -> str:
    separator = rng.choice(":-")
    text = separator.join(f"{rng.randrange(256):02x}" for _ in range(6))
    return rng.choice([text, text.upper()])


def employee(rng: Rng) -> str:
    return rng.choice(
        [digits(rng, 6, "123456789"), digits(rng, 5, "123456789"), f"{rng.choice('AKS')}{digits(rng, 5)}"]
    )


def gender(rng: Rng) -> str:
    return rng.choice("男女")


MAKERS: dict[str, tuple[Kind, Maker]] = {
    "address": (Kind.ADDRESS, address),
    "short": (Kind.ADDRESS, short_address),
    "postal": (Kind.POSTAL_CODE, postal),
    "phone": (Kind.PHONE, phone),
    "mobile": (Kind.PHONE, mobile),
    "mail": (Kind.MAIL, mail),
    "url": (Kind.URL, url),
    "birth": (Kind.BIRTH_DATE, birth),
    "age": (Kind.AGE, age),
    "gender": (Kind.GENDER, gender),
    "mynumber": (Kind.MY_NUMBER, my_number),
    "corporate": (Kind.CORPORATE_NUMBER, corporate),
    "licence": (Kind.DRIVING_LICENCE, licence),
    "passport": (Kind.PASSPORT, passport),
    "residence": (Kind.RESIDENCE_CARD, residence),
    "pension": (Kind.PENSION_NUMBER, pension),
    "hsymbol": (Kind.HEALTH_INSURANCE, insured_symbol),
    "hnumber": (Kind.HEALTH_INSURANCE, insured_number),
    "hlate": (Kind.HEALTH_INSURANCE, late_insured),
    "care": (Kind.CARE_INSURANCE, care),
    "account": (Kind.BANK_ACCOUNT, account),
    "ysymbol": (Kind.BANK_ACCOUNT, post_symbol),
    "ynumber": (Kind.BANK_ACCOUNT, post_number),
    "branch": (Kind.BANK_BRANCH, branch),
    "card": (Kind.CREDIT_CARD, card),
    "vehicle": (Kind.VEHICLE_NUMBER, vehicle),
    "resident": (Kind.RESIDENT_CODE, resident_code),
    "employee": (Kind.EMPLOYEE_NUMBER, employee),
    "ip": (Kind.IP_ADDRESS, ip),
    "mac": (Kind.MAC_ADDRESS, mac),
}
"""Field of a template to the kind that it is and its maker."""
