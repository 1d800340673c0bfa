"""Names of people: what the model says, what the dictionary says, and what the form says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult

from services.masking.institutions import is_institution
from services.masking.kinds import Kind
from services.masking.nlp import Token
from services.masking.recognizers.name_doubts import (
    has_surname,
    is_common_word,
    is_compound,
    is_fragment,
    is_governed_place,
    is_part_of_label,
    is_place_or_company,
    may_be_called,
)
from services.masking.recognizers.name_evidence import (
    AFTER_POST,
    DICTIONARY,
    MODEL,
    SURE,
    Evidence,
    from_columns_of_people,
    from_dictionary,
    from_model,
    from_tables,
    from_titles,
    from_writing,
)
from services.masking.recognizers.name_kin import called, joined, spelled
from services.masking.recognizers.name_rows import in_lines, in_rows
from services.masking.recognizers.name_shape import FULL_NAME, PLAIN, from_shape

CEILING = 0.99
KIN = (joined, called, spelled, in_rows, in_lines)
"""What calls for further names by those already found."""
CERTAIN = 0.9
"""From here on the model is believed against the dictionary, where a word can be a name as well."""
CHAIN = re.compile(
    "(?:[ァ-ヴー]{2,}|[A-Z](?=[・.]))(?:(?:[・=]|(?<=[A-Z])[.])(?:[ァ-ヴー]{2,}|[A-Z](?![a-z])))+"
)
"""ジョン・カルビン・クーリッジ: who is in such a chain is all of it."""


class PersonRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """The union of three sources; what several of them saw is surer than each of them."""

    def __init__(self, sure: float = SURE) -> None:
        self._sure = sure
        super().__init__(supported_entities=[Kind.PERSON], supported_language="ja")

    def load(self) -> None:
        """Nothing to load: the model belongs to the NLP engine."""

    def analyze(self, text: str, entities: Sequence[str], nlp_artifacts: Any) -> list[RecognizerResult]:
        if Kind.PERSON not in entities:
            return []
        tokens = nlp_artifacts.tokens
        evidence = [
            *from_model(text, nlp_artifacts.entities, tokens, self._sure),
            *from_dictionary(text, tokens, nlp_artifacts.entities),
            *from_writing(text),
            *from_titles(text, tokens),
            *from_tables(text),
            *from_columns_of_people(text),
            *from_shape(text, tokens, nlp_artifacts.entities),
        ]
        evidence += list(_chains(text, evidence))
        people = [group for group in overlapping(evidence) if _is_person(text, group, tokens)]
        spans = [_span(group) for group in people]
        kin = [each for call in KIN for each in call(text, spans)]
        if kin:
            people = [group for group in overlapping([*evidence, *kin]) if _is_person(text, group, tokens)]
        return [self._result(group) for group in people]

    def _result(self, group: Sequence[Evidence]) -> RecognizerResult:
        start, end = _span(group)
        doubt = 1.0
        for score in {evidence.why: evidence.score for evidence in group}.values():
            doubt *= 1 - score
        return RecognizerResult(
            entity_type=Kind.PERSON,
            start=start,
            end=end,
            score=round(min(1 - doubt, CEILING), 3),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                "why": "、".join(dict.fromkeys(evidence.why for evidence in group)),
            },
        )


def overlapping(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Groups of evidence whose spans overlap."""
    groups: list[list[Evidence]] = []
    reach = -1
    for item in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if item.start < reach:
            groups[-1].append(item)
        else:
            groups.append([item])
        reach = max(reach, item.end)
    return groups


def _chains(text: str, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    for match in CHAIN.finditer(text):
        for item in evidence:
            if item.start < match.end() and match.start() < item.end:
                yield Evidence(match.start(), match.end(), item.score, item.why)


def _span(group: Sequence[Evidence]) -> tuple[int, int]:
    return min(e.start for e in group), max(e.end for e in group)


def _is_person(text: str, group: Sequence[Evidence], tokens: Sequence[Token]) -> bool:
    """A label or an honorific settles it; model and dictionary are doubted where the text speaks against."""
    sources = {evidence.why for evidence in group}
    if sources - {MODEL, DICTIONARY, AFTER_POST, FULL_NAME, PLAIN}:
        return True
    start, end = _span(group)
    if is_place_or_company(text, start, end) or is_fragment(text, start, end, tokens):
        return False
    if (
        is_part_of_label(text, start, end)
        or is_institution(text, start, end)
        or (end - start == 1 and text[start].isascii())
    ):
        return False
    if sources == {MODEL}:
        if is_governed_place(text, start, end):
            return False
        certain = group[0].score >= CERTAIN and may_be_called(text, start, end)
        return certain or not is_common_word(start, end, tokens)
    if sources == {AFTER_POST}:
        return has_surname(text, start, end, tokens)
    return AFTER_POST not in sources or not is_compound(start, end, tokens)
