"""How hard a Japanese text is, by the formula of 李在鎬 (2016), 「日本語教育のための文章難易度に関する研究」, 早稲田日本語教育学 21.

Score = 11.724 - 0.056 × words a sentence - 0.126 × % of Sino-Japanese words - 0.042 × % of native words
- 0.145 × % of verbs - 0.044 × % of particles. About 0.5 to 6.5; higher is easier. The formula was fitted to
UniDic's words and their origins. Sudachi does not know origins: here a word of two or more kanji and no kana
counts as Sino-Japanese and other words with kana or kanji as native, so that scores compare texts with one
another better than with the levels of textbooks.
"""

import re
from collections.abc import Sequence

from common.japanese.morphemes import Morpheme, morphemes
from services.translate.languages import HAN, KANA

SENTENCE_END = re.compile(r"[。！？!?\n]+")
EXPLANATION = re.compile(r"〈[^〉]*〉")
CHINESE = re.compile(f"[{HAN}]{{2,}}")
KATAKANA = re.compile(r"[ァ-ヺー]+")
JAPANESE = re.compile(f"[{KANA}{HAN}]")


def readability(text: str) -> float | None:
    """0.5 (very hard) to 6.5 (very easy); None for text without words. Explanations in 〈〉 are left out."""
    sentences = [piece for piece in SENTENCE_END.split(EXPLANATION.sub("", text)) if JAPANESE.search(piece)]
    words = [
        word
        for sentence in sentences
        for word in morphemes(sentence)
        if not word.of("補助記号", "空白", "記号")
    ]
    if not words:
        return None
    chinese = _share(words, [bool(CHINESE.fullmatch(word.surface)) for word in words])
    native = _share(words, [_is_native(word) for word in words])
    verbs = _share(words, [word.of("動詞") for word in words])
    particles = _share(words, [word.of("助詞") for word in words])
    length = len(words) / len(sentences)
    score = 11.724 - 0.056 * length - 0.126 * chinese - 0.042 * native - 0.145 * verbs - 0.044 * particles
    return round(score, 2)


def _share(words: Sequence[Morpheme], flags: Sequence[bool]) -> float:
    return 100 * sum(flags) / len(words)


def _is_native(word: Morpheme) -> bool:
    surface = word.surface
    return (
        bool(JAPANESE.search(surface)) and not CHINESE.fullmatch(surface) and not KATAKANA.fullmatch(surface)
    )
