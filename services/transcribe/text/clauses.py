"""Where a comma belongs in a Japanese sentence: after openings, clauses and long topics."""

from collections.abc import Sequence

from common.japanese.morphemes import Morpheme
from services.transcribe.text.endings import DEPENDENT, PAUSE, is_aside, is_topic_aside

OPENING = frozenset({
    "それでは", "では", "それじゃあ", "じゃあ", "まず", "次に", "続いて", "続きまして", "なお", "ただし", "ただ",
    "そして", "また", "しかし", "しかしながら", "一方", "さらに", "更に", "したがって", "従って", "よって", "例えば",
    "たとえば", "ちなみに", "はい", "いいえ", "ええ", "さて", "最後に", "最初に", "初めに", "はじめに", "つまり",
    "それから", "その後", "そこで", "ところで", "だから", "ですから", "なので", "ところが", "でも", "まあ",
    "そのため", "その結果", "このため", "これにより", "加えて", "以上", "もちろん", "実は", "確かに", "要するに",
    "すなわち", "同様に", "本来", "通常",
})  # fmt: skip


JOINING = frozenset({
    "が", "けれど", "けれども", "けど", "ので", "から", "し", "ば", "と", "ながら", "のに", "つつ", "ものの",
})  # fmt: skip
AUXILIARIES = frozenset({
    "いる", "ある", "いく", "行く", "くる", "来る", "おく", "置く", "しまう", "みる", "見る", "もらう", "いただく",
    "頂く", "くださる", "下さる", "くれる", "あげる", "やる", "ほしい", "欲しい", "おる", "まいる", "参る",
    "いらっしゃる", "差し上げる", "ござる", "よい", "いい", "良い", "すむ",
})  # fmt: skip
ADVERBIAL = frozenset({
    "ため", "為", "場合", "際", "結果", "一方", "ところ", "とき", "時", "後", "のち", "以降", "上", "以来", "中",
    "なか", "前", "反面", "うえ", "途端", "以上", "ほか", "他", "次第",
})  # fmt: skip
"""Nouns that close a clause without a particle: 増えたため."""
PHRASES = (
    ("に", "つい", "て"), ("に", "つき", "まし", "て"), ("に", "より"), ("に", "よる", "と"), ("に", "よれ", "ば"),
    ("に", "おい", "て"), ("に", "対し"), ("に", "関し", "て"), ("に", "伴い"), ("に", "加え"), ("に", "基づき"),
    ("を", "受け"), ("に", "際し"), ("に", "際し", "て"), ("を", "踏まえ"), ("の", "ほか"),
    ("と", "共", "に"), ("と", "とも", "に"), ("こと", "で"), ("こと", "から"), ("など", ), ("と", "し", "まし", "て"),
)  # fmt: skip
"""The ends of phrases that stand in for a particle or a clause."""

CLAUSE, TE_CLAUSE, PHRASE, TOPIC = 6, 16, 9, 9
"""Characters since the last mark that make a clause, a て clause, a phrase, a topic worth a comma."""
REST, TOPIC_REST = 5, 12
"""Characters that must follow within the sentence, and after a topic."""
LONG_PAUSE = 0.7


def ends_clause(cut: Sequence[Morpheme], i: int, begin: int, end: int, pause: float) -> bool:
    """Whether a comma belongs after `cut[i]`; the stretch runs from the last mark, `cut[begin:end]`."""
    if i + 1 >= end:
        return False
    this, after = cut[i], cut[i + 1]
    if this.of("補助記号", "記号", "空白") or after.of(*DEPENDENT):
        return False
    length, rest = this.end - cut[begin].start, cut[end - 1].end - this.end
    if is_aside(cut, i) or is_topic_aside(cut, i) or this.of("感動詞-フィラー"):
        return True
    return (
        _opens(cut, begin, i, length)
        or (rest >= REST and _joins(cut, i, length))
        or (rest >= REST and length >= PHRASE and _closes_phrase(cut, i))
        or (rest >= TOPIC_REST and length >= TOPIC and _is_topic(cut, i))
        or _pauses(this, after, pause)
    )


def _opens(cut: Sequence[Morpheme], begin: int, i: int, length: int) -> bool:
    if i == begin and cut[i].of("感動詞"):
        return cut[i + 1].base != "ござる"
    if 0 < i - begin <= 2 and cut[i].surface in ("さん", "様", "君") and cut[i - 1].of("名詞-固有名詞"):
        return True
    return length <= 8 and "".join(word.surface for word in cut[begin : i + 1]) in OPENING


def _joins(cut: Sequence[Morpheme], i: int, length: int) -> bool:
    """The end of a clause: が, ので, て, and the verb that goes on (行い、)."""
    this, after = cut[i], cut[i + 1]
    if this.kind == "助詞-接続助詞":
        if this.surface in ("て", "で"):
            return length >= TE_CLAUSE and after.base not in AUXILIARIES and not after.of("動詞", "形容詞")
        return this.surface in JOINING and length >= CLAUSE
    if this.surface == "も" and i > 0 and cut[i - 1].kind == "助詞-接続助詞":
        return length >= PHRASE
    if this.base in ("た", "だ") and this.form.startswith("仮定形"):
        return length >= CLAUSE
    suspended = this.of("動詞", "助動詞") and this.form.startswith("連用形-一般") and this.surface != "に"
    suspended |= this.surface in ("なく", "ず", "たり", "だり") and this.of("形容詞", "助動詞", "助詞")
    return suspended and length >= CLAUSE and after.of("名詞", "代名詞", "副詞", "接続詞", "連体詞", "接頭辞")


def _closes_phrase(cut: Sequence[Morpheme], i: int) -> bool:
    if cut[i].surface in ADVERBIAL:
        return i > 0 and cut[i - 1].of("動詞", "助動詞", "形容詞", "助詞-格助詞") and cut[i].of("名詞")
    said = tuple(word.surface for word in cut[max(0, i - 3) : i + 1])
    return any(said[-len(phrase) :] == phrase for phrase in PHRASES) and cut[i + 1].base not in AUXILIARIES


def _is_topic(cut: Sequence[Morpheme], i: int) -> bool:
    """A long は phrase, but not that of ではない."""
    if cut[i].surface != "は" or not cut[i].of("助詞-係助詞") or (i and cut[i - 1].surface == "また"):
        return False
    return cut[i + 1].base not in ("ない", "ある", "ござる")


def _pauses(this: Morpheme, after: Morpheme, pause: float) -> bool:
    """A silence between phrases; a longer one is needed where the words hold together."""
    if after.base in AUXILIARIES or after.of("動詞-非自立可能"):
        return False
    if (
        this.of("名詞", "形状詞", "接頭辞", "連体詞")
        or this.surface == "の"
        or this.form.startswith("連体形")
    ):
        return pause >= LONG_PAUSE and this.kind != "接頭辞-*"
    return pause >= PAUSE
