"""How much each piece of evidence weighs: a table of logistic regressions, one column a question."""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Question = Literal["decision", "task", "same"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
TABLE = Path(__file__).with_name("weights.tsv")
NAME = "evidence"
BIAS = "(bias)"


@dataclass(frozen=True)
class Weights:
    of: Mapping[Question, Mapping[str, float]]
    """By question and piece of evidence; what is not listed weighs nothing."""

    def probability(self, question: Question, names: Iterable[str]) -> float:
        """0 to 1, for the evidence `names`."""
        weights = self.of[question]
        total = weights[BIAS] + sum(weights.get(name, 0.0) for name in names)
        return 1 / (1 + math.exp(-total))


@cache
def shipped() -> Weights:
    """Those of `weights.tsv`."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return Weights({each: {row[NAME]: float(row[each]) for row in rows if row[each]} for each in QUESTIONS})
