"""Each explanation of the dictionary at its first place in a document only."""

import re

from services.translate.plain.dictionary import explanations
from services.translate.plain.marks import bare

EXPLANATION = re.compile(r"〈[^〈〉]*〉")


def explained_once(marked: str, seen: set[str]) -> str:
    """`marked` without the explanations in `seen`, to which the rest are added."""

    def first(match: re.Match[str]) -> str:
        explanation = bare(match[0])
        if explanation not in explanations():
            return match[0]
        if explanation in seen:
            return ""
        seen.add(explanation)
        return match[0]

    return EXPLANATION.sub(first, marked)
