"""Where a sentence of spoken Japanese ends: after which words, and before which it cannot."""

from collections.abc import Sequence

from services.transcribe.text.morphemes import Morpheme

POLITE = frozenset({"です", "ます"})
CLOSING = frozenset({"か", "ね", "よ", "な", "わ", "かな", "かね", "よね", "ねえ"})
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
PAUSE = 0.35
"""Seconds of silence that a speaker makes between phrases rather than within them."""


def ends_sentence(cut: Sequence[Morpheme], i: int, begin: int, pause: float) -> bool:
    """Whether a sentence that began at `cut[begin]` ends with `cut[i]`.

    `pause` is the silence after it, in seconds.
    """
    after = cut[i + 1] if i + 1 < len(cut) else None
    if after is not None and (after.of(*DEPENDENT) or after.surface in QUOTING | CONJUNCTIVE):
        return False
    core = _core(cut, i, begin)
    if core < begin:
        return False
    if after is None:
        return ends_politely(cut, core) or _ends_plainly(cut, core) or _is_answer(cut, begin, i)
    if ends_politely(cut, core):
        return not _is_aside(cut, core, i, after, pause) and not _describes(cut, core, begin, after, pause)
    return _ends_plainly(cut, core) and _opens(cut[core], after, pause)


def ends_politely(cut: Sequence[Morpheme], i: int) -> bool:
    """です, ました, ません, でしょう, ください."""
    this, before = cut[i], cut[i - 1] if i else None
    if this.base in POLITE and this.of("助動詞"):
        return this.form.startswith(("終止形", "連体形", "意志推量形"))
    if this.surface in REQUESTS:
        return True
    return before is not None and before.base in POLITE and before.of("助動詞") and this.base in ("た", "ぬ")


def is_aside(cut: Sequence[Morpheme], i: int) -> bool:
    """Whether `cut[i]` is the ね of a ですね that ends nothing: それではですね."""
    if i < 2 or cut[i].surface not in ("ね", "ねえ") or cut[i - 1].surface != "です":
        return False
    before = cut[i - 2]
    loose = before.kind in ("助詞-係助詞", "助詞-接続助詞") or before.of("感動詞-フィラー", "接続詞")
    return loose or (before.kind == "助詞-格助詞" and before.surface in ("に", "を", "が", "で", "へ", "と"))


def _core(cut: Sequence[Morpheme], i: int, begin: int) -> int:
    """The predicate's last morpheme, before か, ね, よ."""
    while i >= begin and cut[i].of("助詞-終助詞", "助詞-副助詞") and cut[i].surface in CLOSING:
        i -= 1
    return i


def _is_aside(cut: Sequence[Morpheme], core: int, i: int, after: Morpheme, pause: float) -> bool:
    if core == i or cut[i].surface not in ("ね", "ねえ") or cut[core].surface != "です":
        return False
    noun = core > 0 and cut[core - 1].of("名詞", "代名詞")
    return is_aside(cut, i) or (noun and pause < PAUSE and not after.of("接続詞"))


def _describes(cut: Sequence[Morpheme], core: int, begin: int, after: Morpheme, pause: float) -> bool:
    """Whether the noun `after` is what the verb before it speaks of: 先ほど申し上げました資料."""
    if cut[core].base == "です" or cut[core].form.startswith("意志推量形") or cut[core].surface in REQUESTS:
        return False
    if after.surface in CONTINUING:
        return True
    if not after.of("名詞-普通名詞", "接頭辞") or pause >= PAUSE or after.kind == "名詞-普通名詞-副詞可能":
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
    if after.of("接続詞") and after.surface not in CONTINUING:
        return True
    if core.surface in ("だ", "だろう"):
        return not after.of("名詞") or pause >= PAUSE
    return pause >= PAUSE and after.of(*OPENERS)


def _is_answer(cut: Sequence[Morpheme], begin: int, i: int) -> bool:
    return "".join(word.surface for word in cut[begin : i + 1]) in INTERJECTIONS
