"""Which language each part of a document is in, where it is surely not that of the document."""

from collections import Counter
from collections.abc import Callable, Sequence

from services.translate.detection import detect
from services.translate.languages import HAN, LATIN, PLAIN_JAPANESE, has_letters_of, language

SURE, LIKELY = 0.6, 0.5
"""Confidence that is asked for where both languages share letters, and where they do not."""
WORDS = 4
"""Fewer words of Latin letters are a name as well as a sentence."""
WRITTEN_ALIKE = frozenset({"ja", PLAIN_JAPANESE, "zh", "zt"})
KEPT = "すでに{target}なので、そのままにしました"
LEFT = "{tongue}から{target}に訳せる翻訳エンジンがないため、そのままにしました"


def tongue(text: str, main: str) -> str:
    """The language of a part of a document in `main`; `main` where nothing says otherwise."""
    found = detect(text)
    if found.language == main or found.confidence == 0:
        return main
    letters = language(found.language).letters
    if letters == LATIN and len(text.split()) < WORDS:
        return main
    if {found.language, main} <= WRITTEN_ALIKE or letters == language(main).letters:
        return found.language if found.confidence >= SURE and _is_long(text, letters) else main
    if has_letters_of(text, main):
        return main
    return found.language if found.confidence >= LIKELY else main


def left_alone(tongues: Sequence[str], target: str, is_served: Callable[[str], bool]) -> list[str | None]:
    """Why a part is not translated, for people; None for one that is."""
    return [_why(each, target, is_served) for each in tongues]


def told(tongues: Sequence[str], reasons: Sequence[str | None], main: str) -> list[str]:
    """What became of the parts that are not in `main`: a line for each language."""
    left = Counter(reason for reason in reasons if reason)
    others = Counter(
        each for each, reason in zip(tongues, reasons, strict=True) if each != main and not reason
    )
    return [
        *(f"{count}か所は、{reason}。" for reason, count in left.items()),
        *(f"{count}か所は、{language(code).japanese}から訳しました。" for code, count in others.items()),
    ]


def _why(code: str, target: str, is_served: Callable[[str], bool]) -> str | None:
    if code == target:
        return KEPT.format(target=language(target).japanese)
    if not is_served(code):
        return LEFT.format(tongue=language(code).japanese, target=language(target).japanese)
    return None


def _is_long(text: str, letters: str) -> bool:
    return letters != HAN or len(text.strip()) >= WORDS
