"""Words that the model takes for names and the dictionary knows better."""

from collections.abc import Sequence

from services.masking.nlp import Token

COMMON = "名詞-普通名詞"
LONGEST_PAIR = 3
"""Characters; two nouns of one or two can be surname and given name: 平野実."""
PLACE_TAG = "名詞-固有名詞-地名"


def is_common_word(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the span is one common noun of the dictionary or a part of one, or places only."""
    inside = [token for token in tokens if token.start < end and start < token.end]
    if len(inside) == 1 and inside[0].tag.startswith(COMMON):
        return True
    if not inside or inside[0].start != start or inside[-1].end != end:
        return False
    return all(token.tag.startswith(PLACE_TAG) for token in inside)


def is_compound(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the span is several common nouns, as 本件文書 is."""
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    return end - start > LONGEST_PAIR and len(inside) > 1 and all(t.tag.startswith(COMMON) for t in inside)
