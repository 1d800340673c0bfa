"""How a sentence ends: the verb, what is done about it (ておく, てもらう), and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from common.japanese.morphemes import Morpheme, morphemes

Tense = Literal["now", "past", "will", "te", "order"]
CACHED = 16_384
AFTER = ("助詞-終助詞", "補助記号", "助詞-準体助詞", "空白")
LINKING = frozenset({"ので", "から", "けど", "けれど", "けれども", "が", "か", "んで"})
CLIPPED = re.compile("(?:ましょ|しよ)$")
"""「買いましょ」「そうしよ」, as they are said."""
POLITELY = frozenset({"くださる", "下さる", "くれる"})
LIGHT = frozenset({"する", "いたす", "致す"})
PAST = frozenset({"た", "だ"})
NEGATIVE = frozenset({"ない", "ぬ"})
GOING_ON = frozenset({"いる", "てる", "おる", "ある"})
TELLING = frozenset({"よ", "ね", "わ"})
MADE = {"済む": "済ませる", "終わる": "終わらせる"}
"""Verbs that the dictionary cuts in two."""
DONE_FOR_ME = frozenset(
    {"れる", "られる", "たい", "もらう", "いただく", "頂く", "くれる", "くださる", "下さる", "ほしい"}
)
TE = frozenset({"て", "で"})


@dataclass(frozen=True)
class Predicate:
    verb: str
    """As dictionaries list it, a noun with its する: 送る, 確認する."""
    helpers: frozenset[str]
    """What follows the verb, as dictionaries list it: おく, もらう, ます, せる."""
    tense: Tense
    """`now` is also what will be; `will` is しよう, しましょう; `te` a て without more; `order` しろ."""
    told: bool
    """Whether it is turned to the others with よ, ね, わ, or gives a reason with ので."""

    @property
    def may_be_promised(self) -> bool:
        """Whether it is neither over, nor going on, nor denied, nor done for the speaker."""
        return self.tense == "now" and not self.helpers & (NEGATIVE | GOING_ON | DONE_FOR_ME)

    @property
    def is_arranged(self) -> bool:
        """「見積もりを出し直してもらいます」: somebody is made to do it."""
        others = NEGATIVE | GOING_ON | {"たい"}
        return (
            self.tense == "now" and bool(self.helpers & {"もらう", "いただく"}) and not self.helpers & others
        )

    @property
    def is_ordered(self) -> bool:
        """「公民館を開けろ」「早く知らせなさい」."""
        return self.tense == "order" and not (self.helpers | {self.verb}) & POLITELY

    @property
    def is_urged(self) -> bool:
        """しましょう, しよう; also with か."""
        return self.tense == "will"


@lru_cache(CACHED)
def predicate(text: str) -> Predicate | None:
    """The predicate that ends `text`; None when that is no verb."""
    cut = morphemes(CLIPPED.sub(r"\g<0>う", text))
    end = _core(cut)
    if end < 0:
        return None
    at, helpers = _main(cut, end)
    if at < 0 or not cut[at].of("動詞"):
        return None
    tense, verb = _tense(cut[end]), _verb(cut, at)
    if verb in MADE and "せる" in helpers:
        verb, helpers = MADE[verb], helpers - {"せる"}
    return Predicate(verb, helpers, tense, _tells(cut[end + 1 :])) if tense else None


def _core(cut: Sequence[Morpheme]) -> int:
    """The last morpheme before closing particles; んです and ので are two of them."""
    at = len(cut) - 1
    while at >= 0 and (cut[at].of(*AFTER) or cut[at].surface in LINKING or _is_after_no(cut, at)):
        at -= 1
    return at


def _is_after_no(cut: Sequence[Morpheme], at: int) -> bool:
    return cut[at].base in ("です", "だ") and at > 0 and cut[at - 1].kind == "助詞-準体助詞"


def _tells(tail: Sequence[Morpheme]) -> bool:
    """「しますね」「しますので」, not 「するんですよね」, which asks."""
    said = [m.surface for m in tail if not m.of("補助記号", "空白")]
    explained = any(m.kind == "助詞-準体助詞" for m in tail)
    if explained:
        return said[-1] in ("で", "ので")
    return said[-1:] == ["から"] or (bool(TELLING & set(said)) and not {"よ", "ね"} <= set(said))


def _main(cut: Sequence[Morpheme], end: int) -> tuple[int, frozenset[str]]:
    """The place of the verb itself, and the helpers between it and `end`."""
    at, helpers = end, set[str]()
    while at > 0 and (cut[at].of("助動詞") or _is_te(cut[at]) or _helps(cut, at)):
        helpers.add(cut[at].base)
        at -= 1
    return at, frozenset(helpers - TE)


def _helps(cut: Sequence[Morpheme], at: int) -> bool:
    return cut[at].of("動詞-非自立可能", "形容詞-非自立可能") and _is_te(cut[at - 1])


def _is_te(this: Morpheme) -> bool:
    return this.surface in TE and this.kind == "助詞-接続助詞"


def _tense(last: Morpheme) -> Tense | None:
    if _is_te(last):
        return "te"
    if last.form.startswith("意志推量形"):
        return None if last.base in ("です", "だ") else "will"
    if last.form.startswith("命令形"):
        return "order"
    if not last.form.startswith(("終止形", "連体形")):
        return None
    return "past" if last.base in PAST else "now"


def _verb(cut: Sequence[Morpheme], at: int) -> str:
    """確認(を)する and お送りする by what they mean: 確認する, 送る."""
    base = cut[at].base
    if base not in LIGHT or at == 0:
        return base
    before = at - 2 if cut[at - 1].surface == "を" and at > 1 else at - 1
    if cut[before].of("動詞"):
        return cut[before].base
    return f"{cut[before].surface}する" if cut[before].of("名詞") else "する"
