"""What follows a polite verb (ます, ました, ませんでした, ましょう) and what the plain verb has for it."""

from collections.abc import Sequence

from common.japanese.conjugation import Plain, plain
from common.japanese.morphemes import Morpheme

Written = tuple[str, int]
"""What to write, and how many morphemes it stands for."""

ICHIDAN, SURU = "上一段-ア行", "サ行変格"
SURU_FORMS = Plain("する", "した", "して", "しない", "しよう")
GREETINGS = ("ありがとう", "おめでとう", "おはよう")


class Unsure(Exception):
    """The sentence is to be left as it is."""


def is_polite(word: Morpheme, base: str) -> bool:
    return word.base == base and word.of("助動詞")


def surfaces(cut: Sequence[Morpheme], at: int, *wanted: str) -> bool:
    """Whether these morphemes, by their surfaces, stand at `at`."""
    return tuple(word.surface for word in cut[at : at + len(wanted)]) == wanted


def plain_verb(cut: Sequence[Morpheme], verb: int, at: int) -> Written:
    """The plain form of the verb `cut[verb]`, whose ます chain begins at `at`; of the chain alone the length."""
    forms = plain(*_neutral(cut, verb))
    if forms is None:
        raise Unsure
    return _chain(cut, at, forms)


def plain_suru(cut: Sequence[Morpheme], at: int) -> Written:
    return _chain(cut, at, SURU_FORMS)


def _neutral(cut: Sequence[Morpheme], at: int) -> tuple[str, str]:
    """Dictionary form and class of the verb, or of the ordinary verb for a humble or an exalted one."""
    verb, before = cut[at], cut[at - 1] if at else None
    said_before = before.surface if before else ""
    after_te = said_before in ("て", "で")
    if surfaces(cut, at, "すみ", "ませ"):
        raise Unsure
    match verb.base:
        case "いたす" | "致す":
            return "する", SURU
        case "おる" | "居る":
            return "いる", ICHIDAN
        case "ござる" | "御座る":
            if said_before in GREETINGS or (before and before.of("形容詞")):
                raise Unsure
            return "ある", "五段-ラ行"
        case "まいる" | "参る" if after_te:
            # してまいります looks ahead, してまいりました back.
            ahead = cut[at + 1].form.startswith(("終止形", "連体形", "意志推量形"))
            return ("いく", "五段-カ行") if ahead else ("くる", "カ行変格")
        case "いらっしゃる" if after_te:
            return "いる", ICHIDAN
        case "申し上げる" if before and before.of("名詞"):
            if said_before in ("お礼", "御礼"):
                raise Unsure
            return "する", SURU
        case "存ずる" | "存じる" if said_before == "と":
            return "思う", "五段-ワア行"
    return verb.base, verb.conjugation


def _chain(cut: Sequence[Morpheme], at: int, forms: Plain) -> Written:
    form = cut[at].form
    if form.startswith(("終止形", "連体形")):
        return forms.present, 1
    if form.startswith("意志推量形"):
        return forms.volitional, 1
    following = cut[at + 1] if at + 1 < len(cut) else None
    if following is None:
        raise Unsure
    if form.startswith("連用形") and following.base == "た":
        return f"{forms.past}{if_suffix(following)}", 2
    if form.startswith("連用形") and following.surface == "て":
        return forms.te, 2
    if form.startswith("未然形") and following.surface == "ん":
        return _negative(cut, at + 2, forms.negative)
    raise Unsure


def _negative(cut: Sequence[Morpheme], at: int, negative: str) -> Written:
    following = cut[at] if at < len(cut) else None
    if following is not None and is_polite(following, "です"):
        if following.form.startswith("意志推量形"):
            return f"{negative}であろう", 3
        if following.surface == "でし" and at + 1 < len(cut) and cut[at + 1].base == "た":
            return f"{negative[:-1]}かった{if_suffix(cut[at + 1])}", 4
        raise Unsure
    if following is not None and following.surface == "で" and following.of("助詞"):
        return f"{negative[:-1]}くて", 3
    return negative, 2


def if_suffix(ta: Morpheme) -> str:
    """ら of たら."""
    if ta.form.startswith("仮定形"):
        return "ら"
    if ta.form.startswith(("終止形", "連体形")):
        return ""
    raise Unsure
