"""Words near a match raise its score, the name of something else lowers it: Presidio's idea, without spaces.

The nearest label decides: in 「個人番号 …　物品番号 123456789018」 the second number is no 個人番号, however near
that word stands. In a table the heading of the column is the label.
"""

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

from services.masking.tables import HAS_DIGIT, LONGEST_HEADING, Tables

BEFORE, AFTER = 32, 10
"""Characters looked at on either side."""
CHANGE = 0.5
PLACEHOLDER = re.compile(r"\[[^\]\n]{1,12}\]")
"""［生年月日］ stands for a date that is masked already; it says nothing of its neighbours."""
LABEL = re.compile(
    r"(?:[一-龠](?: [一-龠])+|[一-龠々ァ-ヴー・]{0,12}) ?(?<![a-z])(?:no\.?|id|ver\.?)(?![a-z])|"
    r"[一-龠々ァ-ヴー・]{1,12}(?:番号|コード|ナンバー)|型番|品番|型式|[一-龠]{0,6}(?:金額|予算額?|決算額|人口|件数|数量|在庫|単価|"
    r"施行日|受付日|提出日|開催日|発行日|交付日|申請日|届出日|予定日?|有効期限|更新日)|バージョン|版"
)
"""What a number or a date may be called; a label that names something else than the recognizer's kind speaks
against it."""


HAS_VALUE = re.compile(r"[0-9]{2}[^\s、。)]*[\s、。)]")
"""What a label names stands behind it already, and something else follows."""


class NearbyWords(ContextAwareEnhancer):  # type: ignore[misc]  # Presidio ships no types
    """Looks for each recognizer's context words in the characters around its matches, spaces aside."""

    def __init__(self) -> None:
        super().__init__(CHANGE, 0.0, BEFORE, AFTER)

    def enhance_using_context(
        self,
        text: str,
        raw_results: Sequence[RecognizerResult],
        nlp_artifacts: Any,  # noqa: ARG002 - Presidio's signature
        recognizers: Sequence[EntityRecognizer],
        context: Sequence[str] | None = None,
    ) -> list[RecognizerResult]:
        words = {recognizer.id: [*recognizer.context, *(context or ())] for recognizer in recognizers}
        given = [word.lower() for word in context or ()]
        tables = Tables(text)
        ends = _ends(raw_results)
        for result in raw_results:
            owner = _owner(result)
            heading = tables.heading(result.start)
            if heading is None:
                heading = _own_line(text, result.start, ends[owner])
            if wanted := words.get(owner, given):
                _weigh(result, *judge(text, result.start, result.end, wanted, heading))
        return list(raw_results)


def _owner(result: RecognizerResult) -> str:
    return str(result.recognition_metadata[RecognizerResult.RECOGNIZER_IDENTIFIER_KEY])


def _ends(results: Sequence[RecognizerResult]) -> dict[str, list[int]]:
    """Where the results of each recognizer end, in order."""
    ends: dict[str, list[int]] = defaultdict(list)
    for result in results:
        insort(ends[_owner(result)], result.end)
    return ends


def _own_line(text: str, start: int, ends: Sequence[int]) -> str | None:
    """What the line itself says before `start`, if a line shortly before has a value of the same kind already:
    then its label speaks of that value. None where the lines before may speak too."""
    line = text.rfind("\n", 0, start) + 1
    said = text[line:start]
    number = bisect_right(ends, line)
    if said.strip() and number and ends[number - 1] > start - BEFORE:
        return said[-BEFORE:]
    return None


def _weigh(result: RecognizerResult, word: str | None, rival: str | None) -> None:
    if word:
        result.score = min(1.0, result.score + CHANGE)
        result.recognition_metadata["context"] = word
        result.recognition_metadata[RecognizerResult.IS_SCORE_ENHANCED_BY_CONTEXT_KEY] = True
    elif rival:
        result.score = max(0.01, result.score - CHANGE)


def judge(
    text: str, start: int, end: int, words: Sequence[str], heading: str | None = None
) -> tuple[str | None, str | None]:
    """(the word near `text[start:end]` that speaks for it, the label that speaks against it)."""
    before = heading if heading is not None else text[max(0, start - BEFORE) : start]
    before = PLACEHOLDER.sub("", before).lower()
    squeezed = _squeezed(before)
    spoken = [(len(squeezed) - at - len(w), w) for w in words if (at := squeezed.rfind(w.lower())) >= 0]
    if row := _row_of_headings(before, words):
        return row, None
    labels = [match for match in LABEL.finditer(before) if not _names(match[0], words)]
    far = len(_squeezed(before[labels[-1].end() :])) if labels else len(before) + 1
    if spoken and min(spoken)[0] <= far:
        return next(w for _, w in spoken), None
    if labels and not HAS_VALUE.search(before[labels[-1].end() :]):
        return None, labels[-1][0]
    after = _squeezed(text[end : end + AFTER].partition("\n")[0])
    return next((w for w in words if w.lower() in after), None), None


def _row_of_headings(before: str, words: Sequence[str]) -> str | None:
    """The word that heads one of several columns. The cells of a table come one a line, so that the headings
    stand in a row of short lines, and the last of them says no more of what follows than the others."""
    lines = before.split("\n")[:-1]
    headings = [line for line in lines if len(line) <= LONGEST_HEADING and not HAS_DIGIT.search(line)]
    own = [word for word in words for line in headings if _squeezed(line) == word.lower()]
    others = [line for line in headings if LABEL.fullmatch(_squeezed(line)) and not _names(line, words)]
    return own[-1] if own and others else None


def _names(label: str, words: Sequence[str]) -> bool:
    return any(word.lower() in _squeezed(label) for word in words)


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()
