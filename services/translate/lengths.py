"""Whether a translation is too short to hold what its source says.

A letter of a script without blanks counts 1, others 0.42; DENSITY is what that makes of 100 units of Japanese on the
human translations of FLORES dev (997 sentences). Under half of it stand none from Japanese in English, Korean and
Vietnamese and 3 in Chinese; of those cut to two fifths, seven in eight are found.
"""

import unicodedata

DENSITY = {"ja": 1.0, "en": 0.86, "zh": 0.70, "zt": 0.70, "ko": 0.90, "vi": 0.85}
OTHER = 0.86
SHORTEST = 10.0
"""Units of a source below which lengths tell nothing."""
LEAST = 0.5


def is_too_short(source: str, source_language: str, translation: str, target: str) -> bool:
    """Under half the usual length."""
    given = _units(source) / DENSITY.get(source_language, OTHER)
    return given >= SHORTEST and _units(translation) / DENSITY.get(target, OTHER) < LEAST * given


def _units(text: str) -> float:
    letters = (
        character for character in text if character.isalnum() or unicodedata.category(character)[0] == "M"
    )
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.42 for letter in letters)
