"""What a sentence says of the matter, beyond the words of deciding and of asking."""

import re
from functools import lru_cache

from common.japanese.morphemes import morphemes
from services.transcribe.minutes.rules import decisions as rules
from services.transcribe.minutes.rules.people import CALLED_LAST
from services.transcribe.minutes.rules.speech import CONNECTIVE

CACHED = 16_384
MATTER = ("名詞", "動詞-一般", "形容詞-一般", "形状詞")
NUMERAL = re.compile("[0-9０-９]+")


def bare(text: str) -> str:
    """Without opening words and closing particles, which say nothing of the matter."""
    called = CALLED_LAST.search(text)
    if called and text[: called.start()].endswith(("ね", "か", "よ")):
        text = text[: called.start()]
    return rules.TRAILING.sub("", CONNECTIVE.sub("", text))


@lru_cache(CACHED)
def matter_of(text: str) -> frozenset[str]:
    """The words of the matter, as dictionaries list them: of 「では、A案とすることに決定します」 the A."""
    return frozenset(m.base for m in morphemes(bare(text)) if m.of(*MATTER) and m.base not in rules.IDLE)


def shared(text: str, other: str) -> float:
    """The share of the matter of the text that says less which the other one has too: 0 to 1."""
    few, many = sorted((matter_of(text), matter_of(other)), key=len)
    return len(few & many) / len(few) if few else 0.0


def numerals(text: str) -> frozenset[str]:
    return frozenset(NUMERAL.findall(text))
