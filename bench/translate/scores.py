"""chrF and BLEU of translations against those of people."""

import math
import re
from collections import Counter
from collections.abc import Sequence


def chrf(outputs: Sequence[str], references: Sequence[str], longest: int = 6, beta: float = 2.0) -> float:
    """Character n-gram F-score of a corpus, 0 to 100, blanks left out."""
    precisions, recalls = [], []
    for size in range(1, longest + 1):
        same = given = wanted = 0
        for output, reference in zip(outputs, references, strict=True):
            a, b = _grams(_tight(output), size), _grams(_tight(reference), size)
            same, given, wanted = same + (a & b).total(), given + a.total(), wanted + b.total()
        precisions.append(same / max(given, 1))
        recalls.append(same / max(wanted, 1))
    precision, recall = sum(precisions) / longest, sum(recalls) / longest
    weighted = beta**2 * precision + recall
    return 100 * (1 + beta**2) * precision * recall / weighted if weighted else 0.0


def bleu(outputs: Sequence[str], references: Sequence[str], language: str) -> float:
    """BLEU-4 of a corpus, 0 to 100, without smoothing."""
    given = [_words(text, language) for text in outputs]
    wanted = [_words(text, language) for text in references]
    logs = []
    for size in range(1, 5):
        same = sum((_grams(a, size) & _grams(b, size)).total() for a, b in zip(given, wanted, strict=True))
        total = sum(_grams(a, size).total() for a in given)
        if not same:
            return 0.0
        logs.append(math.log(same / total))
    length, reference = sum(map(len, given)), sum(map(len, wanted))
    return 100 * math.exp(sum(logs) / 4) * min(1.0, math.exp(1 - reference / length))


def _tight(text: str) -> str:
    return "".join(text.split())


def _words(text: str, language: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text) if language == "en" else list(_tight(text))


def _grams(items: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(items[i : i + size]) for i in range(len(items) - size + 1))
