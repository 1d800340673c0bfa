"""Character error rate. Texts are compared after NFKC, without spaces and punctuation."""

import unicodedata
from collections.abc import Sequence


def normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LNM" or c == "ー")


def edit_distance(given: Sequence[str], wanted: Sequence[str]) -> int:
    """Levenshtein's: insertions, deletions and substitutions."""
    row = list(range(len(wanted) + 1))
    for i, a in enumerate(given, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(wanted, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]
