"""Languages: codes (ISO 639-1, and Argos's `zt` for traditional Chinese), names, and how they are written."""

import re
from dataclasses import dataclass

KANA = r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff9d"
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003ffff"
HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
LATIN = r"A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f\u1e00-\u1eff"
CYRILLIC = r"\u0400-\u04ff"
PLAIN_JAPANESE = "ja-Hira"
"""やさしい日本語, under the code that cities' own pages give it."""
ANY_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Language:
    code: str
    english: str
    japanese: str
    letters: str
    """The characters that its text is made of, as the inside of a regular expression's brackets."""
    spaced: bool = True
    """Whether words stand apart."""


LANGUAGES = {
    language.code: language
    for language in (
        Language("ja", "Japanese", "日本語", KANA + HAN, spaced=False),
        Language(PLAIN_JAPANESE, "Plain Japanese", "やさしい日本語", KANA + HAN, spaced=False),
        Language("en", "English", "英語", LATIN),
        Language("zh", "Chinese", "中国語（簡体字）", HAN, spaced=False),
        Language("zt", "Chinese (traditional)", "中国語（繁体字）", HAN, spaced=False),
        Language("ko", "Korean", "韓国語", HANGUL),
        Language("vi", "Vietnamese", "ベトナム語", LATIN),
        Language("pt", "Portuguese", "ポルトガル語", LATIN),
        Language("es", "Spanish", "スペイン語", LATIN),
        Language("tl", "Tagalog", "タガログ語", LATIN),
        Language("id", "Indonesian", "インドネシア語", LATIN),
        Language("fr", "French", "フランス語", LATIN),
        Language("de", "German", "ドイツ語", LATIN),
        Language("it", "Italian", "イタリア語", LATIN),
        Language("ru", "Russian", "ロシア語", CYRILLIC),
        Language("uk", "Ukrainian", "ウクライナ語", CYRILLIC),
        Language("th", "Thai", "タイ語", r"\u0e00-\u0e7f", spaced=False),
        Language("my", "Burmese", "ミャンマー語", r"\u1000-\u109f", spaced=False),
        Language("km", "Khmer", "クメール語", r"\u1780-\u17ff", spaced=False),
        Language("ne", "Nepali", "ネパール語", r"\u0900-\u097f"),
        Language("hi", "Hindi", "ヒンディー語", r"\u0900-\u097f"),
        Language("bn", "Bengali", "ベンガル語", r"\u0980-\u09ff"),
        Language("ar", "Arabic", "アラビア語", r"\u0600-\u06ff"),
    )
}
ALIASES = {"zh-tw": "zt", "zh-hk": "zt", "zh-hant": "zt", "fil": "tl"}
ALIASES |= dict.fromkeys(("ja-hira", "ja-easy"), PLAIN_JAPANESE)


def canonical(code: str) -> str:
    """Our code for what a client wrote: `zh-CN`, `zh_Hans` and `zh` are one, `en-US` is `en`."""
    plain = code.strip().lower().replace("_", "-")
    return ALIASES.get(plain) or plain.split("-")[0]


def tagged(code: str) -> str:
    """As BCP 47 has it, which `canonical` reads back."""
    return {"zh": "zh-CN", "zt": "zh-TW"}.get(code, code)


def language(code: str) -> Language:
    """What is known of `code`; a language that only an installed package knows is taken as spaced."""
    return LANGUAGES.get(code) or Language(code, code, code, "")


def has_letters_of(text: str, code: str) -> bool:
    """Whether `text` holds any character that the language `code` is written in."""
    letters = language(code).letters
    return bool(re.search(f"[{letters}]", text) if letters else ANY_LETTER.search(text))
