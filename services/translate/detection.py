"""Which language a text is in, by its script.

Limits, openly: Latin script is told apart only by the letters and small words of a few languages;
text in Han characters alone is called Japanese or Chinese by which national character set
(JIS X 0208, GB 2312, Big5) holds it, and is a guess where both do. Mixed text gets the language of
most of its letters; Japanese wins as soon as a tenth of them is kana.
"""

import re
from dataclasses import dataclass

from services.translate.languages import ANY_LETTER, HAN, HANGUL, KANA, LANGUAGES, LATIN

SCRIPTS = {"kana": KANA, "han": HAN, "hangul": HANGUL, "latin": LATIN} | {
    code: LANGUAGES[code].letters for code in ("ru", "th", "my", "km", "hi", "bn", "ar")
}
SAMPLE_CHARACTERS = 10_000
KANA_SHARE = 0.1
HEADING_CHARACTERS = 12
LATIN_SIGNS = {
    "vi": re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE),
    "es": re.compile(r"[ñ¿¡]|\b(?:el|los|las|una|que|con|para|está)\b", re.IGNORECASE),
    "pt": re.compile(r"[ãõ]|\b(?:não|uma|com|você|os|das|dos|é)\b", re.IGNORECASE),
    "de": re.compile(r"[ßäöü]|\b(?:der|die|das|und|nicht|ist|ein)\b", re.IGNORECASE),
    "fr": re.compile(r"[œêè]|\b(?:le|les|des|est|une|vous|dans)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:the|of|and|to|is|in|for|are|you|please|with)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Detection:
    language: str
    confidence: float
    """0 to 1."""


def detect(text: str) -> Detection:
    """The likeliest language; English with no confidence for text without letters."""
    sample = text[:SAMPLE_CHARACTERS]
    counts = {name: len(re.findall(f"[{letters}]", sample)) for name, letters in SCRIPTS.items()}
    total = sum(counts.values())
    if total == 0:
        return Detection("en", 0.0 if ANY_LETTER.search(sample) is None else 0.1)
    if counts["kana"] >= KANA_SHARE * total:
        return Detection("ja", _share(counts["kana"] + counts["han"], total))
    script = max(counts, key=lambda name: counts[name])
    share = _share(counts[script], total)
    if script == "han":
        return _by_character_set(re.sub(f"[^{HAN}]", "", sample), share)
    if script == "latin":
        return _by_signs(sample, share)
    return Detection({"hangul": "ko", "kana": "ja"}.get(script, script), share)


def _share(count: int, total: int) -> float:
    return round(count / total, 2)


def _by_character_set(han: str, share: float) -> Detection:
    japanese, simplified, traditional = (_holds(name, han) for name in ("shift_jis", "gb2312", "big5"))
    if japanese and not simplified:
        return Detection("ja", round(share * (0.6 if traditional else 0.8), 2))
    if simplified and not japanese:
        return Detection("zh", round(share * 0.9, 2))
    if traditional and not japanese:
        return Detection("zt", round(share * 0.8, 2))
    # Nothing decides. A heading may be Japanese without kana, a long text hardly.
    if len(han) <= HEADING_CHARACTERS:
        return Detection("ja", round(share * 0.5, 2))
    return Detection("zh", round(share * min(0.9, 0.4 + len(han) / 100), 2))


def _holds(character_set: str, text: str) -> bool:
    try:
        text.encode(character_set)
    except UnicodeEncodeError:
        return False
    return True


def _by_signs(text: str, share: float) -> Detection:
    words = max(1, len(text.split()))
    hits = {code: len(signs.findall(text)) for code, signs in LATIN_SIGNS.items()}
    best = max(hits, key=lambda code: (hits[code], code == "en"))
    strength = min(1.0, hits[best] / words * 4)
    return Detection(best if hits[best] else "en", round(share * (0.4 + 0.5 * strength), 2))
