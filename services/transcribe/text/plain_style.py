"""敬体 to 常体: です→である, 行います→行う, for summaries and minutes.

A request stays a request of the speaker's (確認してください→確認してほしい), a humble verb becomes the ordinary
one (いたします→する, ております→ている), a closing ね or よ goes. A sentence with anything polite that the rules do not
know, a greeting, and whatever is quoted, stay as they are.
"""

import re
from collections.abc import Callable, Sequence

from common.japanese.conjugation import plain
from common.japanese.morphemes import Morpheme, morphemes
from services.transcribe.text.plain_endings import (
    Unsure,
    Written,
    if_suffix,
    is_polite,
    plain_suru,
    plain_verb,
    surfaces,
)

SENTENCE = re.compile(r"[^。．！？!?\n]*[。．！？!?\n]+|[^。．！？!?\n]+")
POLITE = re.compile("です|でし|ます|まし|ませ|くださ|下さ|[ねよえわ](?:[。．！？!?\n]|$)")
PREFIXES = ("お", "ご", "御")
POLITE_NOUNS = frozenset({
    "意見", "質問", "説明", "確認", "報告", "指摘", "協力", "理解", "審議", "検討", "案内", "提案", "連絡", "相談",
    "承認", "了承", "異議", "要望", "発言", "紹介", "出席", "参加", "回答", "答弁", "対応", "承知", "配慮", "尽力",
    "議論", "検証", "記入", "提出", "利用", "用意", "準備", "覧", "指導", "助言", "支援", "判断", "決定", "賛同",
    "質疑", "討議", "協議", "依頼", "通知", "周知", "懸念", "心配", "不明", "異論", "感想", "示唆", "議決", "採決",
})  # fmt: skip
"""Nouns that ご or お before them only makes polite, unlike ご飯 and お茶."""

DROPPED = frozenset({"ね", "よ", "ねえ", "よね", "わ"})
REQUEST = ("ください", "下さい")
ADJECTIVAL = ("た", "ない", "たい", "らしい", "ぬ", "まい")
OPENING = {"から": "だ", "が": "だ", "けれど": "だ", "けど": "だ", "の": "な"}
"""What a です at the beginning of a sentence becomes, by what follows: ですから→だから, ですので→なので."""
OPEN, CLOSED = "「『", "」』"
Rule = Callable[[Sequence[Morpheme], int], Written | None]


def dearu(text: str) -> str:
    """`text` in 常体. Total; without polite words it comes back as it was."""
    pieces, depth = [], 0
    for match in SENTENCE.finditer(text):
        sentence = match[0]
        pieces.append(_sentence(sentence, depth) if POLITE.search(sentence) else sentence)
        depth = max(0, depth + _depth(sentence))
    return "".join(pieces)


def _depth(text: str) -> int:
    return sum((character in OPEN) - (character in CLOSED) for character in text)


def _sentence(sentence: str, depth: int) -> str:
    """Until nothing polite is left that the rules know; each time there is less of it."""
    before = None
    try:
        while before != sentence:
            before, sentence = sentence, _plain(morphemes(sentence), depth)
    except Unsure:
        pass
    return sentence


def _plain(cut: Sequence[Morpheme], depth: int) -> str:
    pieces, at = [], 0
    while at < len(cut):
        depth = max(0, depth + _depth(cut[at].surface))
        written = None if depth else next((found for rule in RULES if (found := rule(cut, at))), None)
        text, length = written or (cut[at].surface, 1)
        pieces.append(text)
        at += length
    return "".join(pieces)


def _prefixed(cut: Sequence[Morpheme], at: int) -> Written | None:
    """ご確認ください→確認してほしい, ご説明→説明, お伝えします→伝える."""
    if not cut[at].of("接頭辞") or cut[at].surface not in PREFIXES or at + 1 >= len(cut):
        return None
    word = cut[at + 1]
    if word.of("名詞") and word.surface in POLITE_NOUNS:
        asked = at + 2 < len(cut) and cut[at + 2].surface in REQUEST
        return (f"{word.surface}してほしい", 3) if asked else ("", 1)
    if word.of("動詞") and word.form.startswith("連用形") and word.base not in ("願う", "礼する"):
        return _humble(cut, at + 1)
    return None


def _humble(cut: Sequence[Morpheme], verb: int) -> Written | None:
    """お待ちください→待ってほしい, お伝えいたします→伝える; from the prefix on."""
    after = cut[verb + 1] if verb + 1 < len(cut) else None
    if after is None:
        return None
    if after.surface in REQUEST:
        forms = plain(cut[verb].base, cut[verb].conjugation)
        return (f"{forms.te}ほしい", 3) if forms else None
    polite = verb + 2 < len(cut) and is_polite(cut[verb + 2], "ます")
    if polite and after.base in ("する", "いたす", "致す", "申し上げる"):
        text, length = plain_verb(cut, verb, verb + 2)
        return text, length + 3
    return None


def _let_me(cut: Sequence[Morpheme], at: int) -> Written | None:
    """説明させていただきます→説明する."""
    let = surfaces(cut, at, "さ", "せ", "て") and at + 4 < len(cut) and cut[at].base == "する"
    if not let or cut[at + 3].base not in ("いただく", "頂く") or not is_polite(cut[at + 4], "ます"):
        return None
    text, length = plain_suru(cut, at + 4)
    return text, length + 4


def _polite_verb(cut: Sequence[Morpheme], at: int) -> Written | None:
    """行いました→行った."""
    if at + 1 < len(cut) and is_polite(cut[at + 1], "ます") and cut[at].form.startswith(("連用形", "未然形")):
        text, length = plain_verb(cut, at, at + 1)
        return text, length + 1
    if is_polite(cut[at], "ます"):
        raise Unsure
    return None


def _request(cut: Sequence[Morpheme], at: int) -> Written | None:
    """確認してください→確認してほしい; 資料をください stays."""
    if cut[at].surface not in REQUEST or cut[at].base not in ("くださる", "下さる"):
        return None
    if at == 0 or cut[at - 1].surface not in ("て", "で") or not cut[at - 1].of("助詞"):
        raise Unsure
    return "ほしい", 1


def _explaining(cut: Sequence[Morpheme], at: int) -> Written | None:
    """んです→のである."""
    explaining = cut[at].surface == "ん" and cut[at].of("助詞-準体助詞")
    return ("の", 1) if explaining and at + 1 < len(cut) and is_polite(cut[at + 1], "です") else None


def _good(cut: Sequence[Morpheme], at: int) -> Written | None:
    """よろしいでしょうか→よいであろうか."""
    good = cut[at].surface == "よろしい" and at + 1 < len(cut) and is_polite(cut[at + 1], "です")
    return ("よい", 1) if good else None


def _copula(cut: Sequence[Morpheme], at: int) -> Written | None:
    """です→である, 大きいです→大きい, でしょう→であろう, でした→であった."""
    if not is_polite(cut[at], "です"):
        return None
    before = cut[at - 1] if at else None
    following = cut[at + 1] if at + 1 < len(cut) else None
    if before is None or before.of("補助記号", "感動詞", "空白"):
        return _opening_copula(before, following)
    form = cut[at].form
    if form.startswith("意志推量形"):
        return "であろう", 1
    adjectival = before.of("形容詞") or (before.of("助動詞") and before.base in ADJECTIVAL)
    if form.startswith(("終止形", "連体形")) and not before.of("動詞"):
        return ("" if adjectival else "である"), 1
    if form.startswith("連用形") and following is not None and not adjectival and not before.of("動詞"):
        if following.base == "た":
            return f"であった{if_suffix(following)}", 2
        if following.surface == "て":
            return "であって", 2
    raise Unsure


def _opening_copula(before: Morpheme | None, following: Morpheme | None) -> Written:
    if following is None or following.surface not in OPENING or (before and before.of("感動詞")):
        raise Unsure
    return OPENING[following.surface], 1


def _closing(cut: Sequence[Morpheme], at: int) -> Written | None:
    """A ね or よ that closes the sentence goes."""
    if (
        at == 0
        or cut[at].surface not in DROPPED
        or not cut[at].of("助詞-終助詞")
        or cut[at - 1].of("補助記号")
    ):
        return None
    closes = all(word.of("助詞-終助詞", "補助記号-句点") or word.surface.isspace() for word in cut[at + 1 :])
    return ("", 1) if closes else None


RULES: tuple[Rule, ...] = (
    _prefixed, _let_me, _polite_verb, _request, _explaining, _good, _copula, _closing,
)  # fmt: skip
