"""Pseudonyms: one person, one made-up name; every number a shape that cannot be a real one.

The names are those of lawyers' examples (甲野, 乙川) beside given names that any sex may bear, and no reading is offered for
them. Domains and addresses are those reserved for documentation (example.jp: JPRS; RFC 5737; RFC 7042).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count

from common.japanese.name_words import SURNAME, readings
from services.masking import check_digits
from services.masking.findings import Finding
from services.masking.folding import fold_word, search_key
from services.masking.kinds import Kind
from services.masking.people import full_names
from services.masking.propagation import BORDER, PEOPLE, name_parts

STEMS, ENDS = "甲乙丙丁戊己庚辛壬癸", "野川山田原沢村島岡井瀬谷浦倉塚崎"
GIVEN = ("薫", "渚", "歩", "望", "忍", "司", "泉", "操", "梓", "光")
KANA_NAME = re.compile("[ぁ-んァ-ヴー・ ]+")
READING = "［よみがな］"
TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ん") + 1)}
RESERVED: Mapping[str, Callable[[int], str]] = {
    Kind.MAIL: lambda number: f"user{number}@example.jp",
    Kind.URL: lambda number: f"https://example.jp/{number}",
    Kind.IP_ADDRESS: lambda number: f"192.0.2.{number}",
    Kind.MAC_ADDRESS: lambda number: f"00-00-5E-00-53-{number:02X}",
    Kind.ADDRESS: lambda number: f"架空市{number}番地",
}
MOST = {Kind.IP_ADDRESS: 254, Kind.MAC_ADDRESS: 255}
SHAPED = frozenset(
    {
        Kind.POSTAL_CODE, Kind.PHONE, Kind.MY_NUMBER, Kind.CORPORATE_NUMBER, Kind.CREDIT_CARD, Kind.DRIVING_LICENCE,
        Kind.PASSPORT, Kind.RESIDENCE_CARD, Kind.PENSION_NUMBER, Kind.BANK_ACCOUNT, Kind.HEALTH_INSURANCE,
        Kind.CARE_INSURANCE, Kind.RESIDENT_CODE, Kind.EMPLOYEE_NUMBER,
    }
)  # fmt: skip
VALID: Mapping[str, Callable[[str], bool]] = {
    Kind.MY_NUMBER: check_digits.my_number_is_valid,
    Kind.CORPORATE_NUMBER: check_digits.corporate_number_is_valid,
    Kind.CREDIT_CARD: check_digits.luhn_is_valid,
    Kind.DRIVING_LICENCE: check_digits.driving_licence_is_valid,
}
DIGITS = {Kind.MY_NUMBER: 12, Kind.CORPORATE_NUMBER: 13, Kind.DRIVING_LICENCE: 12}
MOST_TRIED = 1000


class Pseudonyms:
    """For the masked `findings` of one document; none of them stands in `texts`, which are all of it."""

    def __init__(self, findings: Sequence[Finding], texts: Iterable[str]) -> None:
        self._document = BORDER.join(map(search_key, texts))
        self._masked = {search_key(finding.text) for finding in findings}
        names = [finding.text for finding in findings if finding.entity_type in PEOPLE]
        self._full_names = full_names(names)
        self._surnames = _surname_readings(names)
        self._people: dict[str, tuple[str, str]] = {}
        self._others: dict[tuple[str, str], str] = {}
        self._numbers: dict[str, Iterator[int]] = {}
        self._unused = self._free_names()

    def of(self, finding: Finding) -> str:
        """What stands in the place of the finding."""
        if finding.entity_type in PEOPLE:
            return self._person(finding.text)
        key = (finding.entity_type, search_key(finding.text))
        if key not in self._others:
            self._others[key] = self._other(Kind(finding.entity_type), finding.text)
        return self._others[key]

    def _person(self, name: str) -> str:
        if KANA_NAME.fullmatch(fold_word(name)) and self._is_reading(name):
            return READING
        key = search_key(name)
        whole = self._full_names[key]
        if whole not in self._people:
            self._people[whole] = next(self._unused)
        surname, given = self._people[whole]
        if key == whole:
            spaces = re.findall(r"\s+", name.strip())
            return f"{surname}{spaces[0] if len(spaces) == 1 else ''}{given}" if len(key) > 2 else surname
        return given if given and whole.endswith(key) else surname

    def _is_reading(self, name: str) -> bool:
        """Whether a name in kana is the reading of somebody whose surname is written here too."""
        kana = search_key(name).translate(TO_KATAKANA)
        return any(kana.startswith(reading) for reading in self._surnames)

    def _free_names(self) -> Iterator[tuple[str, str]]:
        surnames = [
            stem + ENDS[(i + turn) % len(ENDS)] for turn in range(len(ENDS)) for i, stem in enumerate(STEMS)
        ]
        free = [surname for surname in surnames if self._is_free(surname)]
        given = [name for name in GIVEN if name not in self._masked and not self._meets(name)] or [""]
        for i, surname in enumerate(free):
            yield surname, given[i % len(given)]
        for number in count(1):
            yield f"人物{number}", ""

    def _is_free(self, word: str) -> bool:
        return search_key(word) not in self._document and not self._meets(word)

    def _meets(self, word: str) -> bool:
        """Whether a masked word could be read again over the border of `word` and what stands beside it."""
        key = search_key(word)
        for masked in self._masked:
            if masked in key:
                return True
            for length in range(1, min(len(masked), len(key) + 1)):
                if key.endswith(masked[:length]) or key.startswith(masked[-length:]):
                    return True
        return False

    def _other(self, kind: Kind, text: str) -> str:
        numbers = self._numbers.setdefault(kind, count(1))
        for number in numbers:
            made = self._made(kind, text, number)
            if made is None:
                return f"［{kind.label}{number}］"
            if search_key(made) not in self._document:
                return made
        raise AssertionError("count() never ends")

    def _made(self, kind: Kind, text: str, number: int) -> str | None:
        """Number `number` of its kind; None where there is no shape to fill, or no more of them."""
        if number > MOST.get(kind, MOST_TRIED * 1000):
            return None
        if kind in RESERVED:
            return RESERVED[kind](number)
        return impossible(kind, text, number) if kind in SHAPED else None


def impossible(kind: Kind, text: str, number: int) -> str | None:
    """A number in the shape of `text`, all 0 but its end, that fails its check digit; letters become X."""
    shape = re.sub("[A-Za-z]", "X", fold_word(text))
    room = len(re.findall("[0-9]", shape))
    valid = VALID.get(kind)
    if room <= len(str(number)) + 1 or re.search("[^0-9X() +-]", shape.lstrip("〒")):
        return None
    for ending in range(number * 10, number * 10 + 10):
        digits = f"{ending:0{room}}"
        right_length = room == DIGITS.get(kind, room)
        if len(digits) == room and not (valid and right_length and valid(digits)):
            return _filled(shape, digits)
    return None


def _filled(shape: str, digits: str) -> str:
    left = iter(digits)
    return re.sub("[0-9]", lambda _: next(left), shape)


def _surname_readings(names: Iterable[str]) -> set[str]:
    """How the surnames of full names, or the names themselves, are read."""
    found: set[str] = set()
    for name in names:
        surname = (name_parts(fold_word(name)) or [fold_word(name)])[0]
        found |= {reading for reading in readings(surname, SURNAME) if not KANA_NAME.fullmatch(surname)}
    return found
