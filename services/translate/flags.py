"""What a machine can see to be wrong with a translation. Flags warn; they block nothing.

On FLORES dev, of 314 human translations of sentences with digits, the number check finds a loss in 6 %
(ja→en and ja→zh) and an invention in 2 % and 5 %; about half of them do differ from their source.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from services.translate import numbers
from services.translate.engines.repetition import loops_newly
from services.translate.glossary.terms import Term, unheeded
from services.translate.languages import HAN, KANA, LATIN, PLAIN_JAPANESE, language
from services.translate.lengths import is_too_short
from services.translate.moments import altered_moments, without_moments
from services.translate.survival import VERBATIM, lost
from services.translate.uses import NAME, TERM

NUMBER_WORDS_KNOWN = frozenset({"ja", PLAIN_JAPANESE, "en", "zh", "zt"})
HAN_WRITERS = frozenset({"ja", "zh", "zt"})


class Flag(StrEnum):
    NUMBER = "number"
    LOST = "lost"
    UNTRANSLATED = "untranslated"
    REPETITION = "repetition"
    LENGTH = "length"
    GLOSSARY = "glossary"
    NAME = "name"
    LONG = "long"
    HARD = "hard"
    KATAKANA = "katakana"
    PASSIVE = "passive"
    NEGATIVES = "negatives"
    NUMBERS = "numbers"
    UNREAD = "unread"
    FALLBACK = "fallback"
    BACK = "back"

    @property
    def message(self) -> str:
        return MESSAGES[self]


MESSAGES = {
    Flag.NUMBER: "数字が原文と合いません",
    Flag.LOST: "URL、メールアドレス、電話番号などが原文どおりに残っていません",
    Flag.UNTRANSLATED: "訳されていない部分があります",
    Flag.REPETITION: "同じ語句が繰り返されています",
    Flag.LENGTH: "原文に比べて短すぎます。抜けている部分がないか確かめてください",
    Flag.GLOSSARY: "用語集の訳語が使われていません",
    Flag.NAME: "地名、住所、人名が、読みどおりのつづりになっていません",
    Flag.LONG: "長い文が残っています。二つに分けてください",
    Flag.HARD: "むずかしい言葉が残っています。言い換えるか、説明を付けてください",
    Flag.KATAKANA: "分かりにくいかもしれないカタカナ語があります。説明を付けてください",
    Flag.PASSIVE: "受け身（～れる、～られる）があります。だれがするのかを書いてください",
    Flag.NEGATIVES: "打ち消しが重なっています。「～してください」「～できます」と書いてください",
    Flag.NUMBERS: "一つの文に数字がいくつもあります。表か箇条書きにしてください",
    Flag.UNREAD: "読みの分からない漢字があります。読みを書いてください",
    Flag.FALLBACK: "いつもの翻訳サーバーにつながらなかったため、別のエンジンで訳しました",
    Flag.BACK: "訳し戻すと、原文からかけ離れています",
}


def examine(
    source: str, translation: str, target: str, terms: Sequence[Term], written_in: str = "ja"
) -> tuple[Flag, ...]:
    """The flags of one sentence of the language `written_in`, in the order of `Flag`; `terms` stand in it."""
    missed = {term.kind for term in unheeded(terms, translation)}
    seen = {
        Flag.NUMBER: is_altered(source, translation, target),
        Flag.LOST: bool(lost(source, translation)),
        Flag.UNTRANSLATED: _untranslated(source, translation, target, terms),
        Flag.REPETITION: loops_newly(translation, source),
        Flag.LENGTH: is_too_short(source, written_in, translation, target),
        Flag.GLOSSARY: TERM in missed,
        Flag.NAME: NAME in missed,
    }
    return tuple(flag for flag in Flag if seen.get(flag))


def is_altered(source: str, translation: str, target: str) -> bool:
    """Whether a number, a date or a time is not what it was."""
    if altered_numbers(source, translation, target) or altered_moments(source, translation, target):
        return True
    # A number may hide behind the same one in a date.
    rest = without_moments(source)
    return rest != source and bool(altered_numbers(rest, without_moments(translation), target))


def altered_numbers(source: str, translation: str, target: str) -> list[str]:
    """Numbers that were lost, then those that came from nowhere."""
    gone = numbers.missing(source, translation)
    if target not in NUMBER_WORDS_KNOWN:
        # A small number may have become a word of a language whose words are not known here.
        gone = [written for written in gone if len(re.sub(r"\D", "", written)) > 1]
    return gone + numbers.invented(source, translation)


def _untranslated(source: str, translation: str, target: str, terms: Sequence[Term]) -> bool:
    text = VERBATIM.sub(" ", translation)
    for term in terms:
        text = text.replace(term.target, " ")
    if not text.strip() or translation.strip() == source.strip():
        return True
    if target != "ja" and re.search(f"[{KANA}]", text):
        return True
    if target not in HAN_WRITERS:
        return bool(re.search(f"[{HAN}]", text))
    letters = language(target).letters
    return not re.search(f"[{letters}]", text) and len(re.findall(f"[{LATIN}]", text)) > 12
