"""Where a sentence of spoken Japanese ends: after which words, and before which it cannot."""

import re
from collections.abc import Sequence

from common.japanese.morphemes import Morpheme

POLITE = frozenset({"です", "ます"})
CLOSING = frozenset(
    {"か", "ね", "よ", "な", "わ", "かな", "かね", "よね", "ねえ", "なあ", "ぞ", "ぜ", "っけ"}
)
CONNECTING = frozenset({"または", "又は", "もしくは", "および", "及び", "ないし", "かつ"})
TELLING = frozenset({"ね", "よ", "よね", "ねえ", "わ", "な", "なあ", "ぞ", "ぜ", "っけ"})
REQUESTS = frozenset({"ください", "下さい", "くださいませ", "なさい"})
INTERJECTIONS = frozenset({"はい", "いいえ", "いえ", "ええ", "異議なし", "なるほど"})
DEPENDENT = ("助詞", "助動詞", "接尾辞", "補助記号", "空白", "記号")
OPENERS = ("接続詞", "感動詞", "代名詞", "副詞", "連体詞")
"""With what a new sentence begins, and hardly ever the noun that a verb before it describes."""

CONTINUING = frozenset({
    "こと", "もの", "ところ", "とき", "時", "際", "ため", "為", "よう", "とおり", "通り", "件", "場合", "以上",
    "うえ", "上", "うち", "中", "後", "あと", "前", "点", "旨", "方", "かた", "人", "者", "ほど", "わけ", "はず",
    "つもり", "次第", "ごと", "度", "たび", "結果", "ほう", "以外", "以降", "ゆえ", "故", "反面", "一方", "内容",
    "分", "ぶん",
})  # fmt: skip
"""Nouns that a verb before them describes, in polite speech too: ご説明しましたとおり."""

QUOTING = frozenset({"と", "って", "という", "といった", "とか"})
CONJUNCTIVE = frozenset({"けど", "けれど", "けれども", "が", "ので", "から", "し", "だが", "ですが"})
EARLIER = frozenset({"先ほど", "先程", "さきほど", "先日", "ただいま", "ただ今", "前回", "冒頭", "今"})
GREETINGS = frozenset({"こんにちは", "こんばんは", "おはよう"})
SEAM = re.compile(
    "(?:です|でした|ます|ました|ません|でしょう|ましょう|ください)(?:か|よ?ね|よ)?"
    "(?=では(?![なあご])|それでは|じゃあ|また(?![はがぐ])|よって[\u4e00-\u9fff])"
    "|でしょう(?=来[年月週期])|(?<![それん])(?<=[るたねよかうくつ解])(?=じゃあ(?![りるなだ]))"
)
"""An ending and an opening that the dictionary cuts wrongly when nothing stands between: ですまた, ですよって."""

PAUSE = 0.35
"""Seconds of silence that a speaker makes between phrases rather than within them."""


def ends_sentence(cut: Sequence[Morpheme], i: int, begin: int, pause: float) -> bool:
    """Whether a sentence that began at `cut[begin]` ends with `cut[i]`.

    `pause` is the silence after it, in seconds.
    """
    after = cut[i + 1] if i + 1 < len(cut) else None
    if after is not None and (after.of(*DEPENDENT) or after.surface in QUOTING | CONJUNCTIVE):
        return False
    if after is not None and _is_drawn_out(cut, i + 1):
        return False
    core = _core(cut, i, begin)
    if core < begin:
        return False
    if after is None:
        return ends_politely(cut, core) or _ends_plainly(cut, core) or _is_closed(cut, begin, i)
    if ends_politely(cut, core):
        return not _is_aside(cut, core, i, after, pause) and not _describes(cut, core, begin, after, pause)
    if cut[i].surface in GREETINGS:
        return after.base != "ござる"
    told = core < i and (cut[i].surface in TELLING or _is_drawn_out(cut, i))
    return _ends_plainly(cut, core) and (told or _opens(cut[core], after, pause))


def ends_politely(cut: Sequence[Morpheme], i: int) -> bool:
    """です, ました, ません, でしょう, ください."""
    this, before = cut[i], cut[i - 1] if i else None
    if this.base in POLITE and this.of("助動詞"):
        return this.form.startswith(("終止形", "連体形", "意志推量形"))
    if this.surface in REQUESTS:
        return True
    past = this.base in ("た", "ぬ") and this.form.startswith(("終止形", "連体形"))
    return past and before is not None and before.base in POLITE and before.of("助動詞")


def is_aside(cut: Sequence[Morpheme], i: int) -> bool:
    """Whether `cut[i]` is the ね of a ですね that ends nothing: それではですね."""
    if i < 2 or cut[i].surface not in ("ね", "ねえ") or cut[i - 1].surface != "です":
        return False
    before = cut[i - 2]
    loose = before.kind in ("助詞-係助詞", "助詞-接続助詞") or before.of("感動詞-フィラー", "接続詞")
    return loose or (before.kind == "助詞-格助詞" and before.surface in ("に", "を", "が", "で", "へ", "と"))


def _core(cut: Sequence[Morpheme], i: int, begin: int) -> int:
    """The predicate's last morpheme, before か, ね, よ."""
    while i >= begin and (_is_drawn_out(cut, i) or _closes(cut[i])):
        i -= 1
    return i


def _closes(this: Morpheme) -> bool:
    return this.of("助詞-終助詞", "助詞-副助詞") and this.surface in CLOSING


def _is_drawn_out(cut: Sequence[Morpheme], i: int) -> bool:
    """The え of ねえ, which the dictionary takes for a filler."""
    return i > 0 and cut[i].surface == "え" and cut[i - 1].surface == "ね"


def _is_aside(cut: Sequence[Morpheme], core: int, i: int, after: Morpheme, pause: float) -> bool:
    if core == i or cut[i].surface not in ("ね", "ねえ") or cut[core].surface != "です":
        return False
    return is_aside(cut, i) or (is_topic_aside(cut, i) and pause < PAUSE and not after.of(*OPENERS))


def is_topic_aside(cut: Sequence[Morpheme], i: int) -> bool:
    """Whether `cut[i]` is the ね of a ですね after a noun, which may end a sentence or not: この資料ですね."""
    asking = i > 1 and cut[i].surface in ("ね", "ねえ") and cut[i - 1].surface == "です"
    return asking and cut[i - 2].of("名詞", "代名詞", "接尾辞")


def _describes(cut: Sequence[Morpheme], core: int, begin: int, after: Morpheme, pause: float) -> bool:
    """Whether the noun `after` is what the verb before it speaks of: 先ほど申し上げました資料."""
    if cut[core].base == "です" or cut[core].form.startswith("意志推量形") or cut[core].surface in REQUESTS:
        return False
    if after.surface in CONTINUING:
        return True
    if not after.of("名詞-普通名詞", "接頭辞") or pause >= PAUSE:
        return False
    return cut[core].base == "た" and any(word.surface in EARLIER for word in cut[begin:core])


def _ends_plainly(cut: Sequence[Morpheme], core: int) -> bool:
    """だ, である, した, ない, 行う."""
    this = cut[core]
    if this.base == "だ":
        return this.surface in ("だ", "だろう")
    if not this.of("動詞", "形容詞", "助動詞"):
        return False
    return this.form.startswith(("終止形", "連体形", "意志推量形")) and this.surface not in ("な", "ん", "の")


def _opens(core: Morpheme, after: Morpheme, pause: float) -> bool:
    if after.of("接続詞") and after.surface not in CONTINUING | CONNECTING:
        return True
    if core.surface in ("だ", "だろう") and core.conjugation == "助動詞-ダ":
        return True
    return pause >= PAUSE and after.of(*OPENERS)


def _is_closed(cut: Sequence[Morpheme], begin: int, i: int) -> bool:
    """At the end of the text: an answer, a closing particle, or an order (配布すること)."""
    if cut[i].of("助詞-終助詞") or "".join(word.surface for word in cut[begin : i + 1]) in INTERJECTIONS:
        return True
    return (
        cut[i].surface == "こと"
        and i > begin
        and cut[i - 1].of("動詞")
        and cut[i - 1].form.startswith("連体形")
    )
