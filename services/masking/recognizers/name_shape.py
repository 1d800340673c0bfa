"""Names by their shape: a surname of the dictionary and what can be a given name, and surnames where one is due."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from common.japanese.morphemes import entries
from common.japanese.name_words import (
    GIVEN_NAME,
    NAME_OF_PERSON,
    SURNAME,
    is_only_surname,
    is_other_word,
    is_surname,
    may_be_given,
    readings,
)
from services.masking.institutions import is_institution
from services.masking.nlp import Entity, Token
from services.masking.recognizers.name_doubts import is_place_or_company
from services.masking.recognizers.name_evidence import KANJI, KATAKANA, NOT_A_NAME, Evidence

FULL_NAME, DUE, SPEAKER, PLAIN, LATIN = "姓と名の形", "姓が来る位置", "発言者", "姓だけの語", "ローマ字の氏名"
PROPER = "名詞-固有名詞"
LONGEST_SURNAME = 5
LONGEST_RARE = 3
TITLE = (
    "様|氏|さん|殿|君|くん|ちゃん|方(?=[ \n]|$)|宅|夫妻|夫婦|親子|医師|弁護士|司法書士|行政書士|税理士|教諭|教授|講師|先生|選手|監督|"
    "記者|社長|専務|店長|被告|原告|容疑者|受刑者|巡査|刑事|指導主事|教頭|校長|園長|保育士|看護師|保健師|ケアマネ|ヘルパー"
)
REST = re.compile(
    rf"(?P<given>[{KANJI}]{{1,3}}|[ぁ-ん]{{2,5}}|[{KATAKANA}]{{2,6}}|[{KANJI}]{{1,2}}[ぁ-ん]{{1,3}})"
)
FOLLOWS = re.compile(
    rf"(?:$|[^{KANJI}{KATAKANA}ぁ-んA-Za-z]|(?:{TITLE})|[はがをにとのもでやへ]|から|より|まで|及び|並びに|ほか|外[0-9一二三]|です|だ|名義)"
)
ALONE = re.compile(
    rf"(?:$|[^{KANJI}{KATAKANA}ぁ-んA-Za-z]|[はがをにとのもやへ](?![ぁ-ん]{{2}})|から|より|まで|及び|並びに|です|と申し)"
)
OLD_GIVEN = re.compile(
    "ウメ|マツ|タケ|ツル|カメ|トラ|イネ|ハナ|キク|フジ|ハル|ナツ|アキ|フユ|ユキ|シカ|タネ|モモ|サト|クマ|イト|キヌ|マス|ヨネ|コト|フク|"
    "トミ|カネ|スエ|ハツ|ヨシ|シズ|キヨ|ミツ|タマ|セキ|キン|ギン"
)
"""Women's given names of old that the dictionary holds for nouns alone."""
ROLE = (
    "担当者?|承認者?|作成者?|起案者?|決裁者?|記入者?|記載者?|受付者?|対応者?|確認者?|審査者?|点検者?|司会者?|進行|書記|記録者?|"
    "報告者?|調査員?|調査者|立会人?|発言者|質問者|回答者|説明者|通告者|職長|責任者|管理者|代表者?|会長|副会長|会計|監査|監事|"
    "班長|組長|区長|部長|分団長|団員|作業員|代理人?|後任|前任|証人|仲介者?|紹介者?|付添人?|保証人|[被]?相続人|喪主|施主|"
    "聞き?取り?者?|面接者?|訪問者?|応対者?|引率者?|送迎者?|当番|[里実養義]父|[里実養義]母|委託児童|対象児童|"
    "代わり|欠席者?|出席者?|参加者?|委員|幹事|議長|座長|講師|通訳|相手方?"
)
AFTER_ROLE = re.compile(
    rf"(?<![{KATAKANA}])(?:{ROLE})(?:\([^)\n]{{0,8}}\))?(?:(?: ?: ?|=|\()(?=[{KANJI}])|(?: +|の)(?=[{KANJI}]{{2}}|[{KANJI}] [{KANJI}])|"
    rf" +(?=[{KANJI}](?:[がはもに][^ぁ-ん]|[、。]|$)))|(?<![{KANJI}])[{KANJI}]{{1,4}}[者人員師士主](?: ?: ?| +)(?=[{KANJI}]{{2}})"
    rf"|[一-龠](?:課|係|室|部|局) ?(?=[{KANJI}]{{2}})",
    re.MULTILINE,
)
BEFORE_TITLE = re.compile(
    rf"(?P<name>[{KANJI}{KATAKANA}]{{1,8}}?)(?:(?:様(?![式子々性相])|氏(?![名神])|さん|殿)|(?:{TITLE})(?![{KANJI}{KATAKANA}]))"
)
RELATIVE = re.compile(
    rf"(?<![{KANJI}])(?:父|母|妻|夫|子|孫|兄|弟|姉|妹|祖父|祖母|[長次二三四][男女]|娘|息子)(?: ?: ?| +|の|・)"
    rf"(?P<name>[{KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}|[{KATAKANA}]{{2,5}})"
    rf"(?=$|[^{KANJI}{KATAKANA}ぁ-ん]|[はがをにと](?![ぁ-ん]{{2}}))",
    re.MULTILINE,
)
LINE_OF_SPEAKER = re.compile(
    rf"^[ ○◯●・]*(?:[QA問答] ?[(:])?(?P<name>[{KANJI}{KATAKANA}]{{1,8}})\)? ?:", re.MULTILINE
)
LINE_OF_MEMBER = re.compile(
    rf"^[ ○◯●・]*(?![各両全本同])(?P<name>[{KANJI}]{{1,4}})(?:委員|議員|理事|評議員|会員)(?=[ :(])",
    re.MULTILINE,
)
SINGLE_SURNAME = re.compile(rf"(?<![{KANJI}{KATAKANA}])[{KANJI}] (?=[{KANJI}ぁ-ん]{{2}})")
ANY_NAME = re.compile(rf"[{KANJI}]{{3,6}}|[{KANJI}]{{2,4}}[{KATAKANA}]{{2,6}}")
UNLIKELY = re.compile(rf"(?:{TITLE}|{ROLE}|.[部課係局室]長|委員|議員|[会本支]社)$")
NO_GIVEN = re.compile(rf"(?:{TITLE})|.+(?:{TITLE})$|.*(?:[部課係局室事校園会社村市町区]長|員|者)$")
EDGE = re.compile(r"[ \t\n|/:,、・()「」]?")
IS_IN_ROLE = re.compile(
    rf"(?<![{KATAKANA}])(?:{ROLE})は(?P<name>[{KANJI}]{{2,5}})(?=が|です|である|とし|とする|さん|氏|様|[。、]|$)",
    re.MULTILINE,
)
SPACED = re.compile(
    rf"(?P<surname>[{KANJI}]{{1,4}}) (?P<given>[{KANJI}]{{1,3}})(?=$|[\s、。,()印])", re.MULTILINE
)
RELATIVE_FULL = re.compile(
    rf"(?<![{KANJI}])(?:父|母|妻|夫|子|孫|兄|弟|姉|妹|祖父|祖母|[長次二三四][男女]|娘|息子)(?=[{KANJI}]{{2}})"
)
KANA_AFTER_ROLE = re.compile(
    rf"(?:{ROLE}|者|人|名義) ?: ?(?P<name>[{KATAKANA}]{{4,12}}(?: [{KATAKANA}]{{2,8}})?)(?=$|[\s、,(])",
    re.MULTILINE,
)
SYLLABLE = "(?:(?:[kgsztdnhbpmr]y?|ch|sh|j|ts|f|w|y)?[aeiou]|n(?![aeiouy])|(?:kk|ss|tt|pp|tch|ssh)[aeiou])"
HEADER = re.compile(
    r"^(?:From|To|Cc|Bcc|差出人|宛先) ?: *\"?(?P<name>[A-Z][A-Za-z'-]*(?: [A-Z][A-Za-z'-]*){0,4})\"?(?= *(?:<|$))|"
    r"\b(?i:my name is|sincerely,\s|regards,\s|husband,|wife,|mr\.|mrs\.|ms\.|dear) ?(?P<said>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){1,3})|"
    r"\b(?i:mr|mrs|ms)\. ?(?P<titled>[A-Z][A-Za-z'-]+)",
    re.MULTILINE,
)
WORDS_OF_LATIN = re.compile(
    r"(?<![A-Za-z0-9.@_-])[A-Z][A-Za-z]{1,14} [A-Z][A-Za-z]{1,14}(?![A-Za-z0-9@_-]| [A-Z])"
)
ROMAJI = re.compile(f"{SYLLABLE}{{2,8}}")


def from_shape(text: str, tokens: Sequence[Token], entities: Iterable[Entity]) -> Iterator[Evidence]:
    """Full names wherever a word begins, surnames after a role, before a title, and at the head of what one says."""
    possible = [(entity.start, entity.end) for entity in entities]
    yield from _full_names(text, tokens, possible)
    yield from _surnames_due(text)
    yield from _speakers(text)
    yield from _plain(text, tokens)
    yield from _latin(text)


def _full_names(
    text: str, tokens: Sequence[Token], possible: Sequence[tuple[int, int]]
) -> Iterator[Evidence]:
    """In a sentence where Sudachi reads a surname or the model holds a name possible; in a field by itself."""
    past, borders = 0, {token.end for token in tokens}
    for token in tokens:
        if token.start < past or not (
            token.tag.startswith(PROPER) or SINGLE_SURNAME.match(text, token.start)
        ):
            continue
        named = token.tag.startswith(SURNAME)
        if not named and _inside_word(text, token):
            continue
        end = end_of_full_name(text, token.start, borders)
        if end and not token.tag.startswith(PROPER):
            given = text[token.end + 1 : end]
            end = end if readings(given, GIVEN_NAME) and is_field(text, token.start, end) else None
        if end and (named or is_field(text, token.start, end) or _touches(possible, token.start, end)):
            yield Evidence(token.start, end, 0.6, FULL_NAME)
            past = end


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def is_field(text: str, start: int, end: int) -> bool:
    """Whether the span is all that stands between two separators."""
    return EDGE.fullmatch(text[:start][-1:]) is not None and EDGE.fullmatch(text[end : end + 1]) is not None


def _inside_word(text: str, token: Token) -> bool:
    return token.start > 0 and re.match(f"[{KANJI}{KATAKANA}]", text[token.start - 1]) is not None


def end_of_full_name(text: str, start: int, borders: Collection[int] | None = None) -> int | None:
    """Where the full name that begins at `start` ends; None where none does. The longest surname counts; with
    `borders`, one that ends where a word does."""
    for length in range(LONGEST_SURNAME, 0, -1):
        at = start + length
        surname = text[start:at]
        if len(surname) < length or (borders is not None and at not in borders) or not is_surname(surname):
            continue
        space = text[at : at + 1] == " "
        rest = REST.match(text, at + space)
        while rest and not (given := _given(text, rest, surname)):
            rest = REST.match(text[: rest.end() - 1], at + space)
        if rest and given:
            return rest.end()
    return None


def _given(text: str, rest: re.Match[str], surname: str) -> bool:
    given, start = rest["given"], rest.start() - len(surname)
    if not FOLLOWS.match(text, rest.end()) or NOT_A_NAME.match(given) or NO_GIVEN.match(given):
        return False
    if is_institution(text, rest.start(), rest.end()) or is_place_or_company(text, start, rest.end()):
        return False
    if OLD_GIVEN.fullmatch(given):
        return True
    if re.search("[ぁ-ん]", given):
        return bool(readings(given, NAME_OF_PERSON))
    if is_field(text, start, rest.end()) and (is_only_surname(surname) or not is_other_word(given)):
        return True
    return may_be_given(given) and len(surname) + len(given) > 2


def _surnames_due(text: str) -> Iterator[Evidence]:
    for match in AFTER_ROLE.finditer(text):
        at = match.end()
        if end := _end_of_spaced(text, at) or end_of_surname(text, at) or _end_of_any_name(text, at):
            yield Evidence(at, end, 0.6, DUE)
    for match in IS_IN_ROLE.finditer(text):
        if is_surname(match["name"]) and not NOT_A_NAME.match(match["name"]):
            yield Evidence(*match.span("name"), 0.6, DUE)
    for match in RELATIVE_FULL.finditer(text):
        if end := end_of_full_name(text, match.end()):
            yield Evidence(match.end(), end, 0.6, DUE)
    for match in KANA_AFTER_ROLE.finditer(text):
        if not entries(match["name"]):
            yield Evidence(*match.span("name"), 0.6, DUE)
    for match in RELATIVE.finditer(text):
        if readings(match["name"], GIVEN_NAME) and not NOT_A_NAME.match(match["name"]):
            yield Evidence(*match.span("name"), 0.55, DUE)
    for match in BEFORE_TITLE.finditer(text):
        for start in range(match.start("name"), match.end("name")):
            word = text[start : match.end("name")]
            clear = start == 0 or not re.match(f"[{KANJI}{KATAKANA}]", text[start - 1])
            if is_surname(word) and (clear or (len(word) > 1 and is_only_surname(word))):
                yield Evidence(start, match.end("name"), 0.6, DUE)
                break


def end_of_surname(text: str, start: int) -> int | None:
    """Where the surname that stands by itself at `start` ends; None where none does."""
    for length in range(min(LONGEST_SURNAME, len(text) - start), 0, -1):
        end = start + length
        if is_surname(text[start:end]) and ALONE.match(text, end) and not NOT_A_NAME.match(text[start:end]):
            return end
    return None


def _end_of_spaced(text: str, start: int) -> int | None:
    """Where surname and given name with a space between them end, once a role has said that a name comes."""
    name = SPACED.match(text, start)
    if name is None or name["given"] in "男女" or is_other_word(name["given"]):
        return None
    if not is_surname(name["surname"]) and not _is_rare(name["surname"], name["given"]):
        return None
    return None if UNLIKELY.search(name["given"]) or NO_GIVEN.match(name["given"]) else name.end()


def _is_rare(surname: str, given: str) -> bool:
    """Whether `surname`, which the dictionary does not hold for one, may be one all the same before `given`."""
    word = NO_GIVEN.match(surname) or NOT_A_NAME.match(surname) or len(surname) > LONGEST_RARE
    common = any(tag.startswith("名詞-普通名詞") for tag, _ in entries(surname))
    return not word and not common and not is_surname(given) and bool(readings(given, GIVEN_NAME))


def _end_of_any_name(text: str, start: int) -> int | None:
    """Where a surname with whatever stands for a given name ends, once a role has said that a name comes."""
    name = ANY_NAME.match(text, start)
    if name is None or not ALONE.match(text, name.end()) or UNLIKELY.search(name[0]):
        return None
    if is_institution(text, start, name.end()) or is_place_or_company(text, start, name.end()):
        return None
    surname = any(is_surname(name[0][:cut]) for cut in range(2, len(name[0])))
    return name.end() if surname else None


def _speakers(text: str) -> Iterator[Evidence]:
    """Surnames before a colon, where lines of the text begin so more than once."""
    for lines in (LINE_OF_SPEAKER, LINE_OF_MEMBER):
        yield from _recurring(text, lines)


def _recurring(text: str, lines: re.Pattern[str]) -> Iterator[Evidence]:
    found = [match for match in lines.finditer(text) if is_surname(match["name"])]
    if len(found) > 1 or any(is_only_surname(match["name"]) for match in found):
        for match in found:
            yield Evidence(*match.span("name"), 0.6, SPEAKER)


def _plain(text: str, tokens: Sequence[Token]) -> Iterator[Evidence]:
    """A word that is nothing but a surname, and takes part in a sentence or fills a field."""
    for token in tokens:
        surname = token.tag.startswith(SURNAME) and len(token.text) > 1 and is_only_surname(token.text)
        if surname and not _inside_word(text, token) and ALONE.match(text, token.end):
            yield Evidence(token.start, token.end, 0.55, PLAIN)


def _latin(text: str) -> Iterator[Evidence]:
    for match in HEADER.finditer(text):
        yield Evidence(*match.span(str(match.lastgroup)), 0.7, LATIN)
    for match in WORDS_OF_LATIN.finditer(text):
        if all(ROMAJI.fullmatch(word.lower()) for word in match[0].split()):
            yield Evidence(*match.span(), 0.6, LATIN)
