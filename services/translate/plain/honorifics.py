"""Polite phrases of offices in the words of every day: ご提出くださいますようお願いいたします is 提出してください.

What is said to be done stands before the polite verb as て, as お or ご with a stem, or as a noun with を.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from common.japanese.morphemes import Morpheme, morphemes
from services.translate.plain.edits import Change, changed
from services.translate.plain.verbs import Verb, put, respelled, suru, verb

ASKING = r"(?:お|御)願い(?:いたし|致し|申し上げ|申しあげ|し)?(?:ます|ております)"
BEGGING = r"(?:に|、|何卒|なにとぞ|どうぞ|どうか|よろしく|宜しく|ご協力|を)*"
RECEIVE, GIVE = r"(?:いただ|頂)", r"(?:くださ|下さ)"
REQUEST = re.compile(
    rf"(?:{GIVE}(?:います|る|い)|{RECEIVE}(?:きます|けます|く|ける))(?:よう){BEGGING}{ASKING}"
    rf"|{GIVE}い(?:ませ|ますよう{BEGGING}{ASKING})?"
    rf"|{RECEIVE}け(?:れば|ますと|ましたら|ると)(?:幸い|さいわい)(?:です|でございます|に(?:存じ|思い)ます)"
    rf"|{RECEIVE}きたい(?:と(?:思い|存じ)ます|です)"
    r"|願います"
)
ASKED_NOUN = re.compile(rf"(?:を|のほど、?|の程、?)(?:何卒|どうぞ|どうか|よろしく|宜しく|、)*{ASKING}")
REFUSED = re.compile(
    rf"(?:ご|御)?遠慮(?:{RECEIVE}いて(?:おります|います|おり|い)|{RECEIVE}きます|願(?:います|っております))(?=[。]|\Z)"
)
PREFIXES = ("お", "ご", "御")
RECEIVED = ("いただく", "頂く")
RECEIVABLE = ("いただける", "頂ける")
HUMBLE = ("いたす", "致す", "申し上げる", "申しあげる")
SPECIAL = {"越し": "来る", "見え": "来る", "出かけ": "出かける", "いで": "来る"}
KEPT_AFTER_GO = ("飯", "覧", "存じ", "縁", "褒美", "馳走")
PERSONS = ("方", "かた", "方々", "人", "皆さま", "皆様", "お客様", "市民")
OCCASIONS = ("場合", "際", "とき", "時")
OWN_ACTS = frozenset(
    (
        "来庁", "来場", "来館", "来所", "来園", "希望", "利用", "使用", "申請", "持参", "記入", "申告", "出席", "参加", "転入", "転出",
        "転居", "出産", "退職", "就職", "入会", "入園", "入学", "受診", "購入", "予約", "欠席", "申込", "応募", "購読", "見学", "外出",
    )
)  # fmt: skip
"""What a person does, so that される after it is respect and no passive."""


class Act(NamedTuple):
    start: int
    """The morpheme with which it begins."""
    verb: Verb


def everyday(text: str) -> str:
    """`text` with its polite phrases in everyday words; verbs keep their forms."""
    text = REFUSED.sub("遠慮してください", _asked_nouns(text))
    for rule in RULES:
        text = changed(text, rule(text, morphemes(text)))
    return text


def _asked_nouns(text: str) -> str:
    """提出をお願いします is 提出してください."""
    words = morphemes(text)
    ends = {word.end: number for number, word in enumerate(words)}
    found = []
    for match in ASKED_NOUN.finditer(text):
        number = ends.get(match.start())
        if number is not None and words[number].of("名詞"):
            act = _named(words, number + 1)
            if act is not None:
                found.append(Change(words[act.start].start, match.end(), f"{act.verb.te}ください"))
    return changed(text, found)


def _requests(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:
    for number, word in enumerate(words):
        match = REQUEST.match(text, word.start) if number else None
        if match is None:
            continue
        before = words[number - 1]
        if before.of("助詞-接続助詞") and before.surface in ("て", "で"):
            yield Change(word.start, match.end(), "ください")
        elif act := _act(words, number):
            yield Change(words[act.start].start, match.end(), f"{act.verb.te}ください")


def _favours(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001 - as the others
    """〜していただく, 〜させていただく, ご〜いただける."""
    for number, word in enumerate(words):
        if word.base not in (*RECEIVED, *RECEIVABLE) or not number:
            continue
        before = words[number - 1]
        if before.of("助詞-接続助詞") and number >= 2:
            act = _let(words, number)
            if act is not None:
                yield from _put(words, act, number)
            elif word.base in RECEIVABLE:
                done = Verb(words[number - 2].base, words[number - 2].conjugation)
                yield from _put(words, Act(number - 2, done.potential), number)
            else:
                yield from _put(words, Act(number, Verb("もらう", "五段-ワア行")), number)
        elif act := _act(words, number):
            done = act.verb.potential if word.base in RECEIVABLE else act.verb
            yield from _put(words, Act(act.start, done), number)


def _respect(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """お〜になる, 〜なさる."""
    for number, word in enumerate(words):
        if word.base in ("なる", "なれる") and number >= 2 and words[number - 1].surface == "に":
            act = _act(words, number - 1)
            if act is not None and not words[act.start].surface.startswith(PREFIXES):
                continue
        elif word.base in ("なさる", "為さる") and number:
            act = _act(words, number) or Act(number, Verb("する", "サ行変格"))
        else:
            continue
        if act is not None:
            done = act.verb.potential if word.base == "なれる" else act.verb
            yield from _put(words, Act(act.start, done), number)


def _humble(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """ご案内いたす is 案内する; お知らせいたす is お知らせする."""
    for number, word in enumerate(words):
        if word.base not in HUMBLE or not number:
            continue
        act = _act(words, number)
        if act is not None and words[act.start].surface != "お":
            yield from _put(words, act, number)
        elif word.base not in ("申し上げる", "申しあげる") or act is not None:
            yield from _put(words, Act(number, Verb("する", "サ行変格")), number)


def _respectful_passive(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """希望される方 is 希望する方, 引っ越しをされる方 引っ越しをする方."""
    for number in range(2, len(words)):
        noun, did, word = words[number - 2 : number + 1]
        if word.base != "れる" or did.base != "する" or not (noun.of("名詞") or noun.surface == "を"):
            continue
        rest = [each.surface for each in words[number + 1 : number + 3]]
        said_of = rest[1] if rest and rest[0] == "た" and len(rest) > 1 else (rest or [""])[0]
        if said_of in PERSONS or (said_of in OCCASIONS and noun.surface in OWN_ACTS):
            yield from _put(words, Act(number - 1, Verb("する", "サ行変格")), number)


def _states(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """お持ちの方 is 持っている方, ご希望の方 希望する方, ご記入の上 記入して."""
    for number in range(1, len(words) - 1):
        if words[number].surface != "の":
            continue
        act, after = _act(words, number), words[number + 1].surface
        if act is None:
            continue
        is_respect = words[act.start].surface.startswith(PREFIXES)
        if after in PERSONS and is_respect:
            said = f"{act.verb.te}いる" if words[act.start].surface == "お" else act.verb.base
            yield Change(words[act.start].start, words[number].end, said)
        elif after in ("上", "うえ") and words[number - 1].of("名詞") and _is_comma(words, number + 2):
            yield Change(words[act.start].start, words[number + 1].end, act.verb.te)


def _is_comma(words: Sequence[Morpheme], number: int) -> bool:
    return number < len(words) and words[number].surface == "、"


def _carried_out(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """3日以内に行ってください: 行って of 行う, which is written as that of 行く."""
    for number in range(2, len(words)):
        word, before = words[number], words[number - 1]
        is_deadline = before.surface == "に" and words[number - 2].surface in (
            "まで",
            "以内",
            "以外",
            "前",
            "随時",
        )
        if word.surface == "行っ" and (is_deadline or before.surface == "を"):
            yield Change(word.start, word.end, "し")


def _if_polite(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """ありましたら is あったら."""
    for number in range(2, len(words)):
        before, polite, word = words[number - 2 : number + 1]
        if word.surface == "たら" and polite.surface == "まし" and before.of("動詞"):
            found = verb(before.base)
            if found is not None:
                yield Change(before.start, word.end, f"{found.past}ら")


def _prefixes(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """ご住所 is 住所."""
    for number, word in enumerate(words):
        if word.surface in ("ご", "御") and word.of("接頭辞") and number + 1 < len(words):
            if words[number + 1].of("名詞") and not words[number + 1].surface.startswith(KEPT_AFTER_GO):
                yield Change(word.start, word.end, "")
        elif (
            word.of("名詞")
            and re.fullmatch(r"ご[一-鿿]{2,}", word.surface)
            and word.surface[1:] not in KEPT_AFTER_GO
        ):
            yield Change(word.start, word.start + 1, "")


def _as_soon_as(text: str, words: Sequence[Morpheme]) -> Iterator[Change]:  # noqa: ARG001
    """終了し次第 is 終了したら."""
    for number, word in enumerate(words):
        before = words[number - 1] if number else None
        if word.surface == "次第" and before is not None and before.form.startswith("連用形"):
            found = verb(before.base)
            if found is not None:
                yield Change(before.start, word.end, f"{found.past}ら")


def _put(words: Sequence[Morpheme], act: Act, number: int) -> Iterator[Change]:
    """The act in the form of the polite verb at `number`, instead of both."""
    old, following = words[number], words[number + 1] if number + 1 < len(words) else None
    spelled = respelled(act.verb, old, following)
    if spelled is not None:
        yield put(words[act.start].start, old, following, spelled)


def _let(words: Sequence[Morpheme], number: int) -> Act | None:
    """休業させて, before いただく: one's own act."""
    causative = words[number - 2]
    if causative.base not in ("せる", "させる") or number < 3:
        return None
    done = words[number - 3]
    if done.base == "する":
        return _named(words, number - 3) or Act(number - 3, Verb("する", "サ行変格"))
    return Act(number - 3, Verb(done.base, done.conjugation)) if done.of("動詞") else None


def _act(words: Sequence[Morpheme], end: int) -> Act | None:
    """The act named by お or ご and a stem, or by a noun, just before the morpheme `end`."""
    last = words[end - 1] if end else None
    if last is None:
        return None
    if last.surface == "ご覧":
        return Act(end - 1, Verb("見る", "上一段-マ行"))
    has_prefix = end >= 2 and words[end - 2].surface in PREFIXES
    if has_prefix and last.surface in SPECIAL:
        return Act(end - 2, verb(SPECIAL[last.surface]) or suru(last.surface))
    if last.of("動詞") and last.form.startswith("連用形") and has_prefix:
        found = Verb(last.base, last.conjugation)
        return Act(end - 2, found)
    return _named(words, end) if last.of("名詞-普通名詞") else None


def _named(words: Sequence[Morpheme], end: int) -> Act | None:
    """The act of a noun: 提出 is 提出する, お知らせ is 知らせる."""
    start, noun = end - 1, words[end - 1].surface
    if not words[start].of("名詞"):
        return None
    for prefix in ("ご", "お"):
        if noun.startswith(prefix) and len(noun) > 2:
            return Act(start, _of_noun(noun[1:]))
    if start and words[start - 1].surface in PREFIXES:
        return Act(start - 1, _of_noun(noun))
    return Act(start, suru(noun))


@lru_cache(maxsize=1024)
def _of_noun(noun: str) -> Verb:
    """The verb whose stem the noun is, if there is one: 申し込み is 申し込む."""
    if noun in SPECIAL:
        return verb(SPECIAL[noun]) or suru(noun)
    if re.fullmatch(r".*[ぁ-ん]", noun):
        for sound, shifted in {
            "う": "い",
            "く": "き",
            "ぐ": "ぎ",
            "す": "し",
            "つ": "ち",
            "む": "み",
            "る": "り",
        }.items():
            found = verb(noun[:-1] + sound) if noun.endswith(shifted) else None
            if found is not None and found.stem == noun:
                return found
        found = verb(f"{noun}る")
        if found is not None and found.stem == noun:
            return found
    return suru(noun)


RULES = (
    _requests,
    _favours,
    _respect,
    _humble,
    _respectful_passive,
    _states,
    _prefixes,
    _as_soon_as,
    _if_polite,
    _carried_out,
)
