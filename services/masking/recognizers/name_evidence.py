"""Where a name may stand: spans from the model, from the dictionary's tags, and from the way it is written."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from common.japanese.morphemes import entries
from common.japanese.name_words import is_surname
from services.masking.institutions import is_institution
from services.masking.nlp import Entity, Token
from services.masking.tables import Tables

MODEL, DICTIONARY, HEADING = "文脈による人名の判定", "辞書の人名（Sudachi）", "氏名の列"
AFTER_POST, BEFORE_TITLE = "役職名の後", "役職名の前"
SURE = 0.4
"""How likely a name must be to be one by the model's word alone; the dictionary's names need to be possible."""
NOUN = "名詞-普通名詞"
PERSON_TAG = "名詞-固有名詞-人名"
"""Sudachi's part of speech, as UniDic spells it."""
GIVEN = f"{PERSON_TAG}-名"
SURNAME_OR_PLACE = (PERSON_TAG, "名詞-固有名詞-地名-一般")
JOINERS = frozenset({" ", "\u3000", "・", "=", "゠"})
LONGEST = 30

KANJI = "一-龠々〆ヶ"
KATAKANA = "ァ-ヴー"
WORD = (
    f"(?:[{KANJI}]{{1,4}}[ぁ-んァ-ヴー]{{0,4}}|[ぁ-ん]{{2,6}}|[{KATAKANA}]{{2,12}}|[A-Z][A-Za-z'-]{{1,20}})"
)
NAME = f"{WORD}(?:[ ・]{WORD}){{0,3}}"
LABELS = (
    "氏 *名|お名前|名 *前|フリガナ|ふりがな|申請者(?:氏名)?|届出人|届出者|請求者|世帯主|保護者|代理人|本人|"
    "対象者|契約者|受給者|児童名?|患者|相談者|申出人|申立人|陳情者|請願者|苦情申出者|差出人|宛名|緊急連絡先|(?:Full )?Name|NAME"
)
LABELLED = re.compile(
    rf"(?:^|[ \t\n。、・(【\[])(?:{LABELS})(?: ?氏名)?(?:\([^)\n]{{0,12}}\))?"
    rf"(?: ?: ?|\t|\n)(?P<name>{NAME})(?= ?(?:$|[\s、。,()/印㊞〒]|様|氏|さん|殿|フリガナ))",
    re.MULTILINE,
)
SPACED_NAME = (
    f"[{KANJI}](?: [{KANJI}{KATAKANA}ぁ-ん]){{1,8}}|"
    f"[{KANJI}]{{1,3}}[ぁ-ん]{{0,3}} ?(?:[{KANJI}ぁ-ん]{{1,4}}|[{KATAKANA}]{{2,6}})?"
)
FIELD = re.compile(
    rf"(?:^|[ \t])(?:[{KANJI}]{{2,4}}氏名|氏名|お名前|本人|代表者|代表取締役|代表理事|理事長)(?:社長)? +"
    rf"(?P<name>{SPACED_NAME})(?= *$| +(?:[(]?(?:明治|大正|昭和|平成|令和)|[MTSHR]?[0-9]|男|女))",
    re.MULTILINE,
)
"""A label, spaces, and the name to the end of the line or to a date, an age or a sex."""
KANA_NAME = (
    f"[{KATAKANA}]{{2,10}}(?: [{KATAKANA}]{{1,10}}){{0,3}}|[ぁ-んー]{{2,10}}(?: [ぁ-んー]{{1,10}}){{0,3}}"
)
READING = re.compile(
    rf"(?:フリガナ|ふりがな|よみがな|ヨミガナ|口座名義人?|名義人|(?:普通|当座|貯蓄) ?[0-9]{{6,8}}(?= ))[): ]+"
    rf"(?P<name>{KANA_NAME})(?=$|[\s,()/])",
    re.MULTILINE,
)
TITLED = re.compile(
    rf"(?<![{KANJI}])(?P<name>[{KANJI}]{{1,3}})(?:委員|先生|[部課係室局]長|議員|会長|主任)(?![{KANJI}])"
    rf"|[課係室局部]の(?P<speaker>[{KANJI}]{{1,3}})(?:です|と申します|でございます)"
)
ADDRESSED = re.compile(
    rf"(?<![{KANJI}{KATAKANA}])(?P<name>[{KANJI}]{{2,5}}|[{KANJI}]{{1,3}} [{KANJI}]{{1,3}}|"
    rf"[{KATAKANA}]{{2,10}}(?:・[{KATAKANA}]{{2,10}}){{0,3}}) ?(?:様|氏|さん|殿)(?![{KANJI}])"
)
NAME_HEADING = re.compile(
    rf"(?:{LABELS}|氏名\(?(?:漢字|カナ|かな)?\)?|保護者名?|世帯主名?|カナ氏名|漢字氏名|よみがな|よみ|読み|カナ|姓|名)"
)
HEADING_OF_PEOPLE = re.compile(
    rf"[{KANJI}]{{0,6}}(?:者|者名|氏名|人|人名|名義|名義人|会人|担当|担当者|児童|生徒|園児|会員|部員|団員|講師|医師|代理)"
)
"""Columns that hold people, or firms: what is in them must look like a name besides."""
POST_FIRST = re.compile(
    rf"(?:課長|係長|部長|局長|室長|次長|所長|館長|主査|主任|主幹|主事|参事|議員|委員|教育長|市長|町長|村長|区長|知事)"
    rf"(?:補佐)?[ :](?P<name>[{KANJI}]{{1,4}}(?: ?[{KANJI}]{{1,3}})?)(?=$|[\s、。,()はがのをにも])",
    re.MULTILINE,
)
NOT_A_NAME = re.compile(
    "(?:様|殿|氏|皆|客|奥|同|両|各|貴|御|神|王|多|仕|模|異|有|一|お母|お父|業者|担当者|責任者|関係者|申請者|請求者|代理人|保護者|"
    "住民|市民|町民|村民|区民|利用者|世帯主|相手方|事業者|被害者|患者|本人|会社|各位|御中|"
    "市長|町長|村長|区長|知事|議長|部長|課長|係長|局長|室長|会長|社長|所長|館長|校長|園長|教育長|委員長?|議員|"
    "証人|保証人|匿名|匿名希望|申し?ます|連絡先|電話番号|職業|勤務先|備考|区分|役職|職名|所属|"
    "役場|役所|市役所|町役場|委員会|株式会社|有限会社|記入|捺印|押印|署名|省略|同上|別紙|続柄|年齢|性別|住所|電話|生年月日)$"
)


BEFORE_NAME = re.compile(
    rf"^(?:フリガナ|ふりがな|氏名|名前|[{KANJI}{KATAKANA}]{{0,8}}(?:課|係|室|部|局|課長|係長|部長|局長|主任|主査)(?= ))[ :]*"
)
ENDS_IN_POST = re.compile("[市町村区]長$|[部課係局室]長$|知事$|議長$|議員$|委員長?$")
"""「みどり市長」: a post, and whether a name is in it only the dictionary can tell."""
AFTER_NAME = re.compile(
    r"(?<=..) +(?:男性?|女性?|明治|大正|昭和|平成|令和|[MTSHR])$|(?<=..)(?:様|氏|殿|さん|くん|ちゃん)$|(?<=.)先生$|[ ・、。,:()「」]+$"
)


@dataclass(frozen=True)
class Evidence:
    start: int
    end: int
    score: float
    why: str


def from_model(
    text: str, entities: Iterable[Entity], tokens: Sequence[Token], sure: float = SURE
) -> Iterator[Evidence]:
    """What is just sure counts as one half, what is certain as one."""
    for entity in entities:
        if entity.score >= sure and not ENDS_IN_POST.search(text[entity.start : entity.end]):
            score = 1 - (1 - entity.score) / (1 - sure) / 2
            yield from _trimmed(text, *_whole_words(text, entity, tokens), score, MODEL)


def _whole_words(text: str, entity: Entity, tokens: Sequence[Token]) -> tuple[int, int]:
    """The span without what it cuts, behind a space, out of the next word: 各務 史郎 み|どり大学."""
    start, end = entity.start, entity.end
    first = bisect_right(tokens, end - 1, key=lambda token: token.start) - 1
    last = tokens[first] if first >= 0 else None
    if last and start < last.start and end < last.end and text[last.start - 1].isspace():
        return start, last.start - 1
    return start, end


def from_dictionary(text: str, tokens: Sequence[Token], entities: Iterable[Entity]) -> Iterator[Evidence]:
    """What the dictionary tags as names, where the model holds a name possible or it stands by itself, as in forms."""
    possible = [(entity.start, entity.end) for entity in entities]
    for evidence in tagged_names(text, tokens):
        seen = any(start < evidence.end and evidence.start < end for start, end in possible)
        if seen or _stands_alone(text, evidence):
            yield evidence


def _stands_alone(text: str, name: Evidence) -> bool:
    """Between blanks; in Latin letters these part the words of any sentence (Page 1 of 3), and say nothing."""
    blank = "" if text[name.start : name.end].isascii() else " "
    before, after = text[: name.start][-1:], text[name.end : name.end + 1]
    return (not before or before in f"{blank}\t\n:") and (not after or after in f"{blank}\t\n,")


def tagged_names(text: str, tokens: Sequence[Token]) -> Iterator[Evidence]:
    """Runs of tokens that the dictionary tags as names, joined over one space or 「・」."""
    start: int | None = None
    for i, token in enumerate(tokens):
        if token.tag.startswith(PERSON_TAG):
            start = token.start if start is None else start
        elif start is not None and not _joins(tokens, i):
            yield from _trimmed(text, start, tokens[i - 1].end, 0.7, DICTIONARY)
            start = None
    if start is not None:
        yield from _trimmed(text, start, tokens[-1].end, 0.7, DICTIONARY)


def from_writing(text: str) -> Iterator[Evidence]:
    """Names after a form's label, before an honorific, and after a post."""
    for pattern, score, why in (
        (LABELLED, 0.85, "氏名欄"),
        (FIELD, 0.85, "氏名欄"),
        (READING, 0.85, "フリガナ欄"),
        (ADDRESSED, 0.75, "敬称"),
        (POST_FIRST, 0.6, AFTER_POST),
    ):
        for match in pattern.finditer(text):
            if not NOT_A_NAME.search(match["name"]) and not _is_plain_noun(match["name"]):
                yield from _trimmed(text, match.start("name"), match.end("name"), score, why)


def from_titles(text: str, tokens: Sequence[Token]) -> Iterator[Evidence]:
    """One word that the dictionary holds a surname or a place (many are both) before 委員 or 先生."""
    named = {(t.start, t.end) for t in tokens if t.tag.startswith(SURNAME_OR_PLACE)}
    for match in TITLED.finditer(text):
        span = match.span("name" if match["name"] else "speaker")
        if span in named and not NOT_A_NAME.fullmatch(text[slice(*span)]):
            yield Evidence(*span, 0.7, BEFORE_TITLE)


def _is_plain_noun(word: str) -> bool:
    """結果 beside 氏名 is the next heading."""
    tags = [tag for tag, _ in entries(word)]
    return (
        bool(tags)
        and re.fullmatch(f"[{KANJI}]+", word) is not None
        and all(tag.startswith(NOUN) for tag in tags)
    )


def from_tables(text: str) -> Iterator[Evidence]:
    """Cells under a heading that asks for a name."""
    for cell in Tables(text).cells:
        if NAME_HEADING.fullmatch(cell.heading) and not NOT_A_NAME.search(text[cell.start : cell.end]):
            name = re.match(NAME, text[cell.start : cell.end])
            if name:
                yield from _trimmed(text, cell.start, cell.start + name.end(), 0.85, HEADING)


def from_columns_of_people(text: str) -> Iterator[Evidence]:
    """Cells under a heading of people that begin with a surname of the dictionary, or are a reading."""
    for cell in Tables(text).cells:
        name = text[cell.start : cell.end]
        if not HEADING_OF_PEOPLE.fullmatch(cell.heading) or NOT_A_NAME.search(name) or len(name) > 12:
            continue
        surname = any(is_surname(name[:cut]) for cut in range(1, len(name) + 1))
        if (surname and re.fullmatch(NAME, name) and not is_institution(name, 0, len(name))) or (
            re.fullmatch(KANA_NAME, name) and not entries(name)
        ):
            yield from _trimmed(text, cell.start, cell.end, 0.7, HEADING)


def _joins(tokens: Sequence[Token], i: int) -> bool:
    if (
        i > 1
        and tokens[i].text.isspace()
        and tokens[i - 2].text.isspace()
        and tokens[i - 1].tag.startswith(GIVEN)
    ):
        return False  # surname and given name are complete
    follows = i + 1 < len(tokens) and tokens[i + 1].tag.startswith(PERSON_TAG)
    return follows and tokens[i].text in JOINERS


def _trimmed(text: str, start: int, end: int, score: float, why: str) -> Iterator[Evidence]:
    """Without label, post, honorific and surrounding marks; a name stands on one line."""
    for match in re.finditer(r"[^\n\t]+", text[start:end]):
        line = match[0].lstrip(" ・、。,:()「」")
        name = BEFORE_NAME.sub("", line)
        left = start + match.end() - len(name)
        name = AFTER_NAME.sub("", name)
        if len(name) <= LONGEST and _is_writing(name) and not NOT_A_NAME.fullmatch(name):
            yield Evidence(left, left + len(name), score, why)


def _is_writing(name: str) -> bool:
    """Mostly letters; not a row of ■ or a number."""
    return sum(character.isalpha() for character in name) * 2 > len(name)
