"""What a column holds, by its heading and by what is in it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.masking.columns.dates import read_date
from services.masking.columns.generalising import POSTAL, read_age, read_band
from services.masking.columns.treatments import ColumnKind
from services.masking.folding import fold_word
from services.masking.kinds import Kind

MOST = 0.6
"""The share of the cells that decides what a column holds."""
LONG_TEXT = 25
SEXES = frozenset(
    {
        "男",
        "女",
        "男性",
        "女性",
        "男子",
        "女子",
        "その他",
        "不明",
        "無回答",
        "答えない",
        "回答しない",
        "m",
        "f",
    }
)
SERIAL = re.compile(r"(?:no|番号|連番|通番|通し番号|項番|行|順番|#|№)\.?", re.IGNORECASE)
NUMBERED = re.compile(r"番号|連番|コード|ID|№|No\.?$", re.IGNORECASE)
SHORTEST_RUN = 3
CODE_OF_PLACE = re.compile("団体コード|市区?町?村?コード|施設|学校コード|法人番号|都道府県|種別|分類|区分")
HEADINGS = (
    (
        ColumnKind.FREE_TEXT,
        re.compile("備考|内容|意見|自由記述|コメント|摘要|理由|詳細|メモ|経過|所見|回答|要望|概要|特記|記録"),
    ),
    (ColumnKind.MAIL, re.compile("メール|mail", re.IGNORECASE)),
    (ColumnKind.PHONE, re.compile("電話|携帯|連絡先|FAX|ファクス|ファックス|TEL", re.IGNORECASE)),
    (ColumnKind.POSTAL_CODE, re.compile("郵便番号|〒")),
    (ColumnKind.BIRTH_DATE, re.compile("生年月日|誕生|出生(?:日|年)|生年")),
    (ColumnKind.AGE, re.compile("年齢|歳$|^age$", re.IGNORECASE)),
    (ColumnKind.SEX, re.compile("性別|^sex$|^gender$", re.IGNORECASE)),
    (
        ColumnKind.IDENTIFIER,
        re.compile(
            "個人番号|マイナンバー|免許証|旅券|パスポート|在留カード|年金番号|被保険者|保険証|住民票コード|口座|カード番号"
        ),
    ),
    (ColumnKind.ADDRESS, re.compile("住所|居所|所在地|本籍|現住|居住地|送付先|^address$", re.IGNORECASE)),
    (
        ColumnKind.NAME,
        re.compile(
            "氏 *名|姓名|お?名前|フリガナ|ふりがな|よみがな|カナ|^[姓名]$|世帯主|保護者|代理人|申請者|届出人|請求者|申込者|"
            "相談者|受給者|対象者|担当者|本人|代表者|契約者|^name$",
            re.IGNORECASE,
        ),
    ),
    (
        ColumnKind.ATTRIBUTE,
        re.compile(
            "職業|職種|国籍|続柄|学年|勤務先|学校|世帯人数|世帯構成|在留資格|婚姻|配偶|障害|等級|要介護|宗教|病名|疾患|血液型"
        ),
    ),
    (ColumnKind.DATE, re.compile("(?:日|月|日時|年月|時期)$")),
    (ColumnKind.NUMBER, NUMBERED),
)
"""The first that fits; what is in the column must agree where it can be read."""
FOUND = {
    Kind.PERSON: ColumnKind.NAME,
    Kind.OFFICIAL: ColumnKind.NAME,
    Kind.ADDRESS: ColumnKind.ADDRESS,
    Kind.POSTAL_CODE: ColumnKind.POSTAL_CODE,
    Kind.PHONE: ColumnKind.PHONE,
    Kind.MAIL: ColumnKind.MAIL,
    Kind.BIRTH_DATE: ColumnKind.BIRTH_DATE,
    Kind.GENDER: ColumnKind.SEX,
    **dict.fromkeys(
        (
            Kind.MY_NUMBER, Kind.CREDIT_CARD, Kind.DRIVING_LICENCE, Kind.PASSPORT, Kind.RESIDENCE_CARD,
            Kind.PENSION_NUMBER, Kind.BANK_ACCOUNT, Kind.HEALTH_INSURANCE, Kind.CARE_INSURANCE,
            Kind.RESIDENT_CODE, Kind.VEHICLE_NUMBER,
        ),
        ColumnKind.IDENTIFIER,
    ),
    Kind.EMPLOYEE_NUMBER: ColumnKind.NUMBER,
}  # fmt: skip
OF_A_PERSON = frozenset({ColumnKind.BIRTH_DATE, ColumnKind.AGE, ColumnKind.SEX, ColumnKind.IDENTIFIER})
OF_A_PLACE = re.compile("施設|名称|団体|事業所|事業者|店舗|会社|企業|法人|公園|図書館|会場")


@dataclass(frozen=True)
class Recognised:
    kind: ColumnKind
    entity: Kind | None
    """The kind of finding that most cells are."""
    why: str


def is_known(heading: str) -> bool:
    """Whether the words of a heading are ones that headings have."""
    return _said(fold_word(heading).replace(" ", ""), ()) is not None


def is_about_people(columns: Iterable[tuple[str, ColumnKind]]) -> bool:
    """Whether a table of these headings is about people, not about places or things that may have a 代表者."""
    held = list(columns)
    kinds = {kind for _, kind in held}
    of_a_place = any(OF_A_PLACE.search(heading) for heading, _ in held)
    return bool(kinds & OF_A_PERSON) or (ColumnKind.NAME in kinds and not of_a_place)


def numbers_rows(heading: str, texts: Sequence[str]) -> bool:
    """Whether the numbers of a column are nobody's age: its heading says so, or they go up by one from row to row."""
    folded = fold_word(heading).replace(" ", "")
    if SERIAL.fullmatch(folded) or NUMBERED.search(folded):
        return True
    return _said(folded, texts) != ColumnKind.AGE and _runs_on(texts)


def _runs_on(texts: Sequence[str]) -> bool:
    folded = [fold_word(text).strip() for text in texts]
    if len(folded) < SHORTEST_RUN or not all(text.isdecimal() for text in folded):
        return False
    numbers = list(map(int, folded))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def recognise(heading: str, texts: Sequence[str], found: Mapping[int, str]) -> Recognised:
    """`found` are the kinds of the cells (by their number in `texts`) that a detection covers."""
    shares = Counter(found.values())
    seen = next((Kind(kind) for kind, count in shares.most_common(1) if count >= MOST * len(texts)), None)
    said = _said(fold_word(heading).replace(" ", ""), texts)
    if said is not None and _agrees(said, texts):
        return Recognised(said, seen, f"見出し「{heading}」")
    if said in (ColumnKind.AGE, ColumnKind.BIRTH_DATE, ColumnKind.SEX):
        return Recognised(ColumnKind.FREE_TEXT, None, f"見出し「{heading}」と中身が合いません")
    if seen in FOUND:
        return Recognised(FOUND[seen], seen, f"中身の多くが{seen.label}です")
    return _by_content(texts)


def _said(heading: str, texts: Sequence[str]) -> ColumnKind | None:
    if SERIAL.fullmatch(heading):
        return ColumnKind.OTHER if all(len(text.strip()) <= 5 for text in texts) else ColumnKind.NUMBER
    if CODE_OF_PLACE.search(heading) and "所在地" not in heading:
        return None
    kind = next((kind for kind, pattern in HEADINGS if pattern.search(heading)), None)
    return ColumnKind.NUMBER if kind == ColumnKind.AGE and NUMBERED.search(heading) else kind


def _agrees(kind: ColumnKind, texts: Sequence[str]) -> bool:
    test = {
        ColumnKind.AGE: _tells_age,
        ColumnKind.BIRTH_DATE: lambda text: read_date(text) is not None or _tells_age(text),
        ColumnKind.DATE: lambda text: read_date(text) is not None,
        ColumnKind.SEX: lambda text: fold_word(text).strip().lower() in SEXES or text.strip().isdigit(),
    }.get(kind)
    return test is None or _share(map(test, texts), len(texts)) >= MOST


def _tells_age(text: str) -> bool:
    return read_age(text) is not None or read_band(text) is not None


def _by_content(texts: Sequence[str]) -> Recognised:
    for kind, test in (
        (ColumnKind.SEX, lambda text: fold_word(text).strip().lower() in SEXES),
        (ColumnKind.AGE, lambda text: "歳" in text and _tells_age(text)),
        (
            ColumnKind.POSTAL_CODE,
            lambda text: "-" in fold_word(text) and POSTAL.fullmatch(fold_word(text).strip()),
        ),
        (ColumnKind.DATE, lambda text: (day := read_date(text)) is not None and day.day is not None),
    ):
        if _share(map(test, texts), len(texts)) >= MOST:
            return Recognised(kind, None, "中身の形")
    if sum(map(len, texts)) > LONG_TEXT * len(texts):
        return Recognised(ColumnKind.FREE_TEXT, None, "長い文章が入っています")
    return Recognised(ColumnKind.OTHER, None, "個人情報の列と見る手がかりがありません")


def _share(hits: Iterable[object], total: int) -> float:
    return sum(map(bool, hits)) / max(1, total)
