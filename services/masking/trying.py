"""Rules tried on a text before they go into the file: what they find that the present ones do not, and what no more."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from common import sandbox
from common.errors import BadRequest, BrokenFile, TooLarge
from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.detection import Detection
from services.masking.expressions import spans
from services.masking.folding import fold
from services.masking.kinds import Kind
from services.masking.rule_file import parse_rules
from services.masking.rules import Rules
from services.masking.seams import unbroken

NAME = "試す規則"
PATTERN_SECONDS = 1.0
LIMITS = {"cpu_seconds": 10, "wall_seconds": 20.0}
TOO_HEAVY = "試す規則の照合が終わりませんでした。形（pattern）の数を減らすか、繰り返しの回数を {1,8} のように限ってください。"


class Tried(BaseModel):
    """`text[start:end]` (code points), as the tried rules see it beside the present ones."""

    start: int
    end: int
    entity_type: Kind
    label: str
    score: float
    why: str
    change: Literal["same", "added", "removed"]


def read_trial(rules: str, text: str, limits: SandboxSettings) -> Rules:
    """The typed rules, proved in the sandbox to compile and to come to an end on `text`. Raises BadRequest."""
    try:
        return sandbox.run(proved, rules, text, result=Rules, limits=limits.model_copy(update=LIMITS))
    except (BrokenFile, TooLarge) as error:
        raise BadRequest(TOO_HEAVY) from error


def proved(rules: str, text: str) -> Rules:
    """In the sandbox: the rules, once every pattern has looked at the text."""
    read = parse_rules(rules, NAME)
    folded = fold(text)
    joined = unbroken(folded)
    for pattern in read.pattern:
        for each in (folded.text, joined.text if joined else ""):
            spans(pattern.name, pattern.expression, each, PATTERN_SECONDS)
    return read


def attempt(text: str, present: Analyzer, rules: Rules | None) -> list[Tried]:
    """What is found under `rules`, and what only the present rules find; without `rules`, the present alone."""
    before = present.analyze(text)
    if rules is None:
        return _told(before, "same")
    after = Analyzer(present.engine, rules).analyze(text)
    places = {_place(each) for each in before}
    kept = {_place(each) for each in after}
    told = [
        *_told([each for each in after if _place(each) in places], "same"),
        *_told([each for each in after if _place(each) not in places], "added"),
        *_told([each for each in before if _place(each) not in kept], "removed"),
    ]
    return sorted(told, key=lambda each: (each.start, each.end, each.change))


def _place(each: Detection) -> tuple[int, int, str]:
    return each.start, each.end, each.kind


def _told(found: Sequence[Detection], change: Literal["same", "added", "removed"]) -> list[Tried]:
    return [
        Tried(
            start=each.start,
            end=each.end,
            entity_type=Kind(each.kind),
            label=Kind(each.kind).label,
            score=round(each.score, 3),
            why=each.why,
            change=change,
        )
        for each in found
    ]
