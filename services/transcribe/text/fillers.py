"""Fillers: えー, あのー, そのー, まあ, なんか, うーん, and ですね where it ends nothing.

A drawn-out sound is a filler wherever it stands alone; a word that can also mean something (あの, その,
まあ, なんか, はい) only where nothing after it could be meant by it.
"""

import re
from collections.abc import Iterator, Sequence

from common.japanese.morphemes import Morpheme
from services.transcribe.text.endings import is_aside

LONG = "[ー〜～ぁぅぇぉ]"
SOUND = re.compile(
    rf"え{LONG}+っ?と?{LONG}*|え(?:っ|え)と{LONG}*|えっとー?|あの{LONG}+|あのう|その{LONG}+|そのう(?=、)|この{LONG}+"
    rf"|う{LONG}+ん?と?{LONG}*|う{LONG}+んと{LONG}*|うんと(?=、)|ん{LONG}+と?{LONG}*|んっと{LONG}*|あ{LONG}+|ま{LONG}+|まあ{LONG}+|なんか{LONG}+"
)
WORD = re.compile("まあ|まぁ|なんか|何か|あの|その|はい|えと|え|あっ?|ま(?=、)")
HEDGE = re.compile(
    rf"(?<![^、。，．！？!?\s])(?:あの{LONG}*|その{LONG}*|え{LONG}*っ?と{LONG}*)ですね{LONG}*(?:[、，]|(?![かよ。]))"
)
"""あのですね、 opens a sentence and says nothing."""
BESIDE = "、。，．！？!? \u3000\n…"
AFTER_COMMA = re.compile("[、，][ \u3000]*|[ \u3000]+")
SENTENCE = re.compile("[^。．！？!?\\n]+")
QUOTED = re.compile("[」』]|っ?て(?:言|い[うっわ]|こと)|と(?:言|いう|いっ|いわ|発言|述べ|叫|答|声)")
KANA_BEFORE = re.compile("[ぁ-ゖァ-ヺー々]$")
NEXT_ITEM = re.compile(
    "それでは|それじゃ|では次|では続|じゃあ次|次に|次は|次の|続いて|続きまして|ということで|えー|えっと|えーと"
)
GOOD = re.compile("い[いくわ]|よ[いくかろ]|良|悪|まあ|まぁ|ね|な[、。]|そこそこ|多|大き|少")
AIMLESS = frozenset({
    "この", "その", "これ", "それ", "ここ", "そこ", "こちら", "そちら", "私", "わたし", "わたくし", "僕", "うち",
    "ちょっと", "やっぱり", "やはり", "まず", "じゃあ", "では", "それで", "それでは", "だから", "ですから", "でも",
    "しかし", "また", "そして", "実は", "まだ", "もう", "今", "今日", "本日", "すみません", "まあ", "えー", "なんか",
    "何か", "先ほど", "さっき", "どう", "どの", "どちら", "何", "たぶん", "多分", "もし", "例えば", "たとえば",
    "要するに", "こう", "そう",
})  # fmt: skip
"""What cannot be pointed at by an あの before it."""

Span = tuple[int, int]


def filler_spans(text: str, cut: Sequence[Morpheme]) -> Iterator[Span]:
    """[start, end) of each filler with the comma that follows it, in no particular order."""
    starts = {m.start: i for i, m in enumerate(cut)}
    for match in SOUND.finditer(text):
        if _stands_alone(text, match.start(), match.end(), cut, starts):
            yield match.start(), _with_comma(text, match.end())
    for match in HEDGE.finditer(text):
        yield match.start(), _with_comma(text, match.end())
    for match in WORD.finditer(text):
        if match.start() in starts and _is_idle(text, match, cut, starts):
            yield match.start(), _with_comma(text, match.end())
    yield from _asides(cut)


def _stands_alone(text: str, start: int, end: int, cut: Sequence[Morpheme], starts: dict[int, int]) -> bool:
    """Not a piece of a longer word (めえー), not quoted, not an exclamation."""
    if QUOTED.match(text, end) or text[end : end + 1] in ("！", "？", "!", "?"):
        return False
    begins = start == 0 or text[start - 1] in BESIDE or start in starts
    return begins and _word_follows(text, end, cut, starts) and not _in_brackets(text, start, end)


def _word_follows(text: str, end: int, cut: Sequence[Morpheme], starts: dict[int, int]) -> bool:
    """Whether a word of its own, a mark or nothing comes next."""
    if end == len(text) or text[end] in BESIDE:
        return True
    at = starts.get(end)
    return at is not None and (cut[at].surface == "です" or not cut[at].of("助詞", "助動詞", "接尾辞"))


def _in_brackets(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("「", "『") and text[end : end + 1] in ("」", "』")


def _is_idle(text: str, match: re.Match[str], cut: Sequence[Morpheme], starts: dict[int, int]) -> bool:
    """Whether a word that can mean something means nothing here."""
    word, start, end = match[0], match.start(), match.end()
    comma = text[end : end + 1] in ("、", "，")
    follows = _word_follows(text, end, cut, starts)
    if QUOTED.match(text, end) or _in_brackets(text, start, end):
        return False
    if word in ("まあ", "まぁ"):
        rest = AFTER_COMMA.sub("", text[end : end + 6], count=1) if comma else text[end : end + 6]
        return bool(rest) and not GOOD.match(rest) and follows and _free(text, start, cut, starts)
    if word in ("なんか", "何か"):
        return word == "なんか" and comma and _free(text, start, cut, starts)
    if word == "あの":
        return comma or _points_nowhere(end, cut, starts)
    if word == "その":
        return comma
    if word == "はい":
        return start == 0 and bool(NEXT_ITEM.match(text, _with_comma(text, end)))
    return comma and _opens(text, start) and _goes_on(text, end)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    while start and text[start - 1] in " \u3000":
        start -= 1
    return not start or text[start - 1] in "。．！？!?\n"


def _free(text: str, start: int, cut: Sequence[Morpheme], starts: dict[int, int]) -> bool:
    """At a beginning, or after a mark or a particle; not after a noun, as in 予算なんか."""
    if start == 0 or text[start - 1] in BESIDE:
        return True
    before = cut[starts[start] - 1]
    return before.of("助詞-係助詞", "助詞-格助詞", "助詞-接続助詞", "感動詞", "接続詞")


def _points_nowhere(end: int, cut: Sequence[Morpheme], starts: dict[int, int]) -> bool:
    """Whether what follows an あの cannot be what it points at."""
    at = starts.get(end)
    if at is None:
        return False
    if cut[at].surface == "です":
        return at + 1 < len(cut) and cut[at + 1].surface in ("ね", "ねえ")
    return cut[at].surface in AIMLESS or cut[at].of("接続詞", "感動詞")


def _goes_on(text: str, end: int) -> bool:
    """え、 and あ、 as hesitation: not surprise (え、本当ですか), not a list of letters (あ、い、う)."""
    sentence = SENTENCE.match(text, _with_comma(text, end))
    said = sentence[0] if sentence else ""
    return len(said) > 3 and said[1] not in BESIDE and not said.endswith(("か", "の", "って"))


def _asides(cut: Sequence[Morpheme]) -> Iterator[Span]:
    """ですね after a particle, within a sentence: それではですね、. The comma stays."""
    for i, this in enumerate(cut[:-1]):
        after = cut[i + 1]
        goes_on = after.surface not in "。．！？!?\n" and not after.of("助詞", "助動詞")
        if goes_on and (is_aside(cut, i) or (after.surface == "、" and _from_somebody(cut, i))):
            yield cut[i - 1].start, this.end


def _from_somebody(cut: Sequence[Morpheme], i: int) -> bool:
    """市民の方からですね、 but not 四月からですね。"""
    said = "".join(word.surface for word in cut[max(0, i - 2) : i + 1])
    return said in ("からですね", "よりですね", "までですね")


def _with_comma(text: str, end: int) -> int:
    match = AFTER_COMMA.match(text, end)
    return match.end() if match else end
