"""Names that the names already found call for: joined by 「と」, their readings, and the surname of one character."""

import re
from collections.abc import Iterator, Sequence

from common.japanese.morphemes import entries
from common.japanese.name_words import SURNAME, is_surname, readings
from services.masking.recognizers.name_evidence import KANJI, KATAKANA, Evidence
from services.masking.recognizers.name_shape import LONGEST_SURNAME, end_of_full_name, end_of_surname

JOINED, READ, AGAIN = "人名との並び", "人名の読み", "文書内の人名の姓"
AND = re.compile("(?:、|・|→|⇒|->?|と|や|及び|並びに)")
IN_LIST = re.compile(r"[、・→⇒\n(]|$")
BEFORE_AND = re.compile(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>[{KANJI}]{{2,5}})(?:、|・|→|⇒|->?|と|や|及び|並びに)$"
)
LATIN_WORD = r"[A-ZÀ-Ýa-zà-ÿĀ-žƠ-ưẠ-ỹ'’.-]+"
BEFORE_READING = re.compile(rf"(?P<name>[A-ZÀ-ÝĀ-Ž]{LATIN_WORD}(?:,? {LATIN_WORD}){{0,4}}) ?\($")
KANA_RUN = re.compile(rf"[{KATAKANA}ぁ-ん]{{2,12}}(?: [{KATAKANA}ぁ-ん]{{1,10}})?")
TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
BEHIND_SURNAME = (
    r"(?=[はがをにともへ](?![ぁ-ん]{3})|から|より|:|です|と申し|様|氏|さん|殿|宅|夫妻|先生|委員|議員)"
)
Span = tuple[int, int]


def joined(text: str, people: Sequence[Span]) -> Iterator[Evidence]:
    """Names that a list or 「と」 joins to a person, on either side."""
    waiting = list(people)
    taken = set(waiting)
    while waiting:
        start, end = waiting.pop()
        for span in (_next(text, end), _previous(text, start)):
            if span and span not in taken:
                taken.add(span)
                waiting.append(span)
                yield Evidence(*span, 0.6, JOINED)


def _next(text: str, end: int) -> Span | None:
    joint = AND.match(text, end)
    if joint is None:
        return None
    reach = end_of_full_name(text, joint.end()) or end_of_surname(text, joint.end())
    if not reach or (reach - joint.end() == 1 and not IN_LIST.match(text, reach)):
        return None
    return joint.end(), reach


def _previous(text: str, start: int) -> Span | None:
    near = max(0, start - 12)
    match = BEFORE_AND.search(text[near:start])
    if match is None or not is_surname(match["name"]):
        return None
    return near + match.start("name"), near + match.end("name")


def spelled(text: str, people: Sequence[Span]) -> Iterator[Evidence]:
    """Names in Latin letters whose reading in kana is a person: Müller, Hans (ミュラー ハンス)."""
    for start, _ in people:
        near = max(0, start - 40)
        if match := BEFORE_READING.search(text[near:start]):
            yield Evidence(near + match.start("name"), near + match.end("name"), 0.6, READ)


def called(text: str, people: Sequence[Span]) -> Iterator[Evidence]:
    """Readings of the people's names, and surnames of one character where a person is spoken of."""
    surnames = {surname for start, end in people for surname in _surnames(text[start:end])}
    sounds = tuple(sound for surname in surnames for sound in readings(surname, SURNAME) if len(sound) > 1)
    for match in KANA_RUN.finditer(text) if sounds else ():
        kana = match[0].translate(TO_KATAKANA)
        if not entries(match[0]) and any(
            kana.startswith(sound) and 1 < len(kana) - len(sound) < 8 for sound in sounds
        ):
            yield Evidence(*match.span(), 0.6, READ)
    for surname in surnames:
        if len(surname) == 1:
            for match in re.finditer(rf"(?<![{KANJI}{KATAKANA}]){surname}{BEHIND_SURNAME}", text):
                yield Evidence(*match.span(), 0.55, AGAIN)


def _surnames(name: str) -> Iterator[str]:
    """The surnames that `name` may begin with; of one character only in a name that is longer."""
    for length in range(2 if len(name) < 3 else 1, min(LONGEST_SURNAME, len(name)) + 1):
        if re.fullmatch(f"[{KANJI}]+", name[:length]) and is_surname(name[:length]):
            yield name[:length]
