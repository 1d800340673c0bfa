"""What stands directly beside a person's name: the reading, the sex, the age, the date of birth.

Rosters, tables of a household and minutes write them without a label: 「林 花（はやし はな）　女　34歳　S50.1.2生」.
"""

import re
from collections.abc import Iterable, Iterator

from common.japanese.morphemes import entries
from services.masking.detection import Detection
from services.masking.kinds import Kind

NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
PAST = (
    "(?:(?:明治|大正|昭和|平成|[明大昭平]|[MTSH][.]?) ?(?:元|"
    + NUMBER
    + ")|(?:19[0-9]{2}|20(?:0[0-9]|1[0-8])))"
)
"""A year in which one can have been born and a form is hardly dated."""
DAY = rf"(?: ?年 ?{NUMBER} ?月 ?{NUMBER} ?日|(?: ?(?P<mark>[-/.]) ?[0-9]{{1,2}} ?(?P=mark) ?[0-9]{{1,2}}))"
END = r"(?=[ \t\n,、・|)(/]|$|生)"
GAP = r"[ \t,、・|/(]{0,4}"
ASIDE = (
    r"様|さん|氏|殿|くん|君|ちゃん|本人|世帯主|妻|夫|父|母|義父|義母|長男|長女|[次二三四][男女]|祖父|祖母|孫|兄|弟|姉|妹|"
    r"無職|会社員|自営業|学生|パート"
)
KANA_WORD = "(?:[ァ-ヴー]{2,8}|[ぁ-んー]{2,8})"
READING = f"{KANA_WORD}(?: ?{KANA_WORD})?|[ァ-ヴー]{{1,8}}(?:・[ァ-ヴー]{{1,8}}){{1,4}}|[ぁ-ゔー]{{1,8}}(?:・[ぁ-ゔー]{{1,8}}){{1,4}}"
TELEPHONE = re.compile(
    r"(?P<it>(?:\+81[- ]?|\(?0)(?=(?:[()-]?[0-9]){8,10}(?![0-9]|[()-][0-9]))[0-9]{1,4} ?[()-][0-9]{1,4}[)-][0-9]{3,4}"
    r"|(?<=[ (、])0[1-9][0-9]{8,9}(?![0-9]|-[0-9]))"
)
"""Of any number plan: what is written so beside a name or an address is a telephone number, whatever is assigned."""
ITEMS = (
    (
        Kind.PERSON,
        re.compile(rf"(?<=\()(?P<it>{READING}|[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){{1,3}})\)"),
    ),
    (Kind.PHONE, TELEPHONE),
    (Kind.AGE, re.compile(r"(?P<it>(?:満 ?)?(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4}) ?[歳才])" + END)),
    (Kind.AGE, re.compile(r"(?<=\()(?P<it>[1-9]?[0-9]|10[0-9])(?=\))")),
    (Kind.GENDER, re.compile(rf"(?P<it>[男女]性?){END}")),
    (Kind.BIRTH_DATE, re.compile(rf"(?P<it>{PAST}{DAY}){END}生?")),
    (None, re.compile(rf"(?P<it>{ASIDE}){END}")),
)
HONORIFIC = re.compile(" ?(?:様|さん|氏|殿|くん|君|ちゃん)?")
SKIP = re.compile(GAP)
CLOSING = re.compile(r"[) ]*")
NO_READING = re.compile(r"\((?:女|男|さん|くん|ちゃん|かな|カナ|フリガナ|ふりがな|よみ)(?!・)")
MOST = 6
SCORE, WHY, BEHIND = 0.65, "人名の隣", "住所・メールの隣"
PEOPLE = (Kind.PERSON, Kind.OFFICIAL)
REACHED = (Kind.ADDRESS, Kind.MAIL)
"""Kinds that a telephone number follows where a person's ways to be reached are written in a row."""
ROW = re.compile(r"[ \t\n,、・|)/(]{1,3}(?:又は|または)?")


def beside_names(text: str, detections: Iterable[Detection]) -> Iterator[Detection]:
    """The neighbours of every person in `detections` of folded `text`, and telephone numbers behind an address."""
    for found in detections:
        if found.kind in PEOPLE:
            yield from _after(text, found)
        elif found.kind in REACHED:
            row = ROW.match(text, found.end)
            if row and (telephone := TELEPHONE.match(text, row.end())):
                yield Detection(Kind.PHONE, *telephone.span("it"), SCORE, BEHIND)


def _no_reading(text: str, bracketed: re.Match[str]) -> bool:
    """Whether what stands in brackets behind a name says something of the person: (キーパーソン)."""
    known = [tag for tag, _ in entries(bracketed["it"])]
    common = bool(known) and all(tag.startswith("名詞-普通名詞") for tag in known)
    return common or NO_READING.match(text, bracketed.start("it") - 1) is not None


def _after(text: str, person: Detection) -> Iterator[Detection]:
    honorific = HONORIFIC.match(text, person.end)
    at = honorific.end() if honorific else person.end
    for _ in range(MOST):
        skipped = SKIP.match(text, at)
        start = skipped.end() if skipped else at
        if start == at and at == person.end:
            return
        found = next(((kind, m) for kind, item in ITEMS if (m := item.match(text, start))), None)
        if found is None:
            return
        kind, match = found
        if kind is not None and not (kind == Kind.PERSON and _no_reading(text, match)):
            reading = kind == Kind.PERSON
            yield Detection(person.kind if reading else kind, match.start("it"), match.end("it"), SCORE, WHY)
        closed = CLOSING.match(text, match.end())
        at = closed.end() if closed else match.end()
