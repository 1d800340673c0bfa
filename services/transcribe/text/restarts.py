"""Restarts (言い直し): a word begun and said anew (けん、県道), or a phrase said twice (来週、来週の).

What Japanese repeats on purpose is left: いろいろ, はい、はい, 地域地域で, 本当に、本当に, and numbers in a row.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from common.japanese.morphemes import Morpheme, morphemes

Span = tuple[int, int]
TAKING_BACK = frozenset({"いや", "いえ", "もとい"})
LONGEST = 6
"""Morphemes of a phrase that is said twice."""
COMMAS = ("、", "，")
COMMA = re.compile("[っッ]?[、，] ?")
BEGUN = re.compile("[ぁ-ゖァ-ヺー]{1,4}")
UNKNOWN = re.compile("[ぁ-ゖ]{2,4}")
BEFORE = "、。，．！？!? \u3000\n"
ENDINGS = frozenset("かよねながにをはものとでてしばわぞさやへ")
"""Sounds that after a particle may end the phrase (そうなのよ、) and begin nothing."""
HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
WHOLE = (
    "接続詞",
    "副詞",
    "感動詞",
    "代名詞",
    "連体詞",
    "名詞-普通名詞",
    "名詞-数詞",
    "形容詞",
    "形状詞",
    "動詞-一般",
)
"""A begun sound that is a whole word of these kinds was perhaps meant."""
CUT_OFF = ("ゃ", "ゅ", "ょ", "ャ", "ュ", "ョ", "ー")
EACH = ("毎", "各", "一", "個別", "日", "年年")
EMPHATIC = frozenset({
    "本当", "ほんと", "ほんとう", "次", "順番", "実", "先", "徐々", "別", "それぞれ", "おのおの", "皆様", "皆さん", "皆", "みんな",
    "みなさん", "みな", "全員", "自分", "お互い",
})  # fmt: skip
"""本当に、本当に is said twice on purpose."""
SAID_TWICE = frozenset({
    "来週", "来月", "来年", "来年度", "今週", "今月", "今年", "今年度", "昨年", "昨年度", "先週", "先月", "本年度",
    "次回", "今回", "前回", "本日", "明日",
})  # fmt: skip
"""Not distributive when doubled, as 地域地域 is."""


def restart_spans(text: str, cut: Sequence[Morpheme]) -> Iterator[Span]:
    """[start, end) of what was said first, with its comma, in no particular order."""
    yield from _begun(text, cut)
    yield from _begun_without_comma(cut)
    yield from _repeated(cut)
    yield from _taken_back(cut)


def _begun(text: str, cut: Sequence[Morpheme]) -> Iterator[Span]:
    """ば、場所: the sound before the comma begins the reading of the word after it."""
    after_particle = {m.end for m in cut if m.of("助詞-係助詞", "助詞-格助詞")}
    for comma in COMMA.finditer(text):
        for start in range(max(0, comma.start() - 4), comma.start()):
            if not BEGUN.fullmatch(text, start, comma.start()):
                continue
            begun = text[start : comma.start()]
            free = start == 0 or text[start - 1] in BEFORE
            if (free or (start in after_particle and begun not in ENDINGS)) and _is_begun(
                text, begun, comma.end()
            ):
                yield start, comma.end()
                break


def _is_begun(text: str, begun: str, end: int) -> bool:
    """Whether the word at `end` begins with the sound, which is no word of its own."""
    following = morphemes(text[end : end + 20])
    if not following or not _may_be_begun(following[0]) or _is_listed(text, end + following[0].end):
        return False
    reading, sound = _reading(following), begun.translate(HIRAGANA_TO_KATAKANA)
    return reading.startswith(sound) and reading != sound and not _is_whole(begun)


def _may_be_begun(word: Morpheme) -> bool:
    return not word.of("補助記号", "記号", "助詞", "助動詞", "感動詞-フィラー", "名詞-数詞", "空白")


def _reading(following: Sequence[Morpheme]) -> str:
    """Of the first word; of the first two when a prefix begins it."""
    ahead = 2 if following[0].of("接頭辞") else 1
    return "".join(word.reading for word in following[:ahead])


def _is_whole(begun: str) -> bool:
    words = morphemes(begun)
    return len(begun) > 1 and not begun.endswith(CUT_OFF) and len(words) == 1 and words[0].of(*WHOLE)


def _is_listed(text: str, end: int) -> bool:
    """い、いろ、いろは: whether the word after the comma stands alone as well."""
    return text[end : end + 1] in ("、", "，", "。", "")


def _begun_without_comma(cut: Sequence[Morpheme]) -> Iterator[Span]:
    """けん県道: two sounds or more, no word of its own, before a word in kanji or katakana that they begin."""
    for i, (this, after) in enumerate(pairwise(cut)):
        if i and not cut[i - 1].of("補助記号", "助詞-係助詞", "助詞-格助詞", "感動詞", "接続詞"):
            continue
        if UNKNOWN.fullmatch(this.surface) and this.of("名詞-固有名詞") and _begins(this, after):
            yield this.start, this.end


def _begins(sound: Morpheme, word: Morpheme) -> bool:
    if not word.of("名詞") or not _is_kanji(word.surface):
        return False
    read = sound.surface.translate(HIRAGANA_TO_KATAKANA)
    return word.reading.startswith(read) and word.reading != read


def _is_kanji(surface: str) -> bool:
    return bool(re.match("[\u4e00-\u9fff々]", surface))


def _taken_back(cut: Sequence[Morpheme]) -> Iterator[Span]:
    """図書館、いや、公民館の: a noun, a word that takes it back, and the noun that is meant."""
    for i in range(1, len(cut) - 3):
        between = cut[i].surface in COMMAS and cut[i + 2].surface in COMMAS
        if between and cut[i + 1].surface in TAKING_BACK and cut[i + 3].of("名詞"):
            start = i
            while start > 0 and cut[start - 1].of("名詞", "接尾辞", "接頭辞"):
                start -= 1
            if start < i:
                yield cut[start].start, cut[i + 2].end


def _repeated(cut: Sequence[Morpheme]) -> Iterator[Span]:
    """来週、来週の and 予算が予算が: the same words again, the second time going on."""
    at = 0
    while at < len(cut):
        span = _repetition(cut, at)
        if span is None:
            at += 1
            continue
        yield cut[at].start, cut[span - 1].end
        at = span


def _repetition(cut: Sequence[Morpheme], at: int) -> int | None:
    """The index after a phrase at `at` and its comma, when the phrase is then said again."""
    for length in range(min(LONGEST, (len(cut) - at) // 2), 0, -1):
        phrase, second = cut[at : at + length], at + length
        comma = second < len(cut) and cut[second].surface in COMMAS
        second += comma
        if _same(phrase, cut[second : second + length]) and _is_restart(cut, phrase, second + length, comma):
            return second
    return None


def _same(one: Sequence[Morpheme], other: Sequence[Morpheme]) -> bool:
    return [word.surface for word in one] == [word.surface for word in other]


def _is_restart(cut: Sequence[Morpheme], phrase: Sequence[Morpheme], end: int, comma: bool) -> bool:
    first, last = phrase[0], phrase[-1]
    if (
        not first.of("名詞-普通名詞", "名詞-固有名詞")
        or first.surface.startswith(EACH)
        or first.surface in EMPHATIC
    ):
        return False
    said = "".join(word.surface for word in phrase)
    if (
        any(word.of("名詞-数詞", "補助記号", "記号", "空白", "動詞", "助動詞") for word in phrase)
        or len(said) < 2
    ):
        return False
    after = cut[end] if end < len(cut) else None
    if after is None or after.of("補助記号", "空白", "記号"):
        return False
    if comma:
        return last.of("助詞-係助詞", "助詞-格助詞") or after.of("助詞", "助動詞")
    if len(phrase) == 1:
        return said in SAID_TWICE and after.of("助詞")
    return (
        last.of("助詞-係助詞", "助詞-格助詞") and last.surface in ("は", "が", "を", "に") and len(said) > 2
    )
