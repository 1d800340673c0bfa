"""Learn what the evidence for decisions and tasks weighs, from the made meetings beside this file.

    python -m bench.transcribe.learn           # writes services/transcribe/minutes/weights.tsv
    python -m bench.transcribe.learn --check   # recall and precision on meetings left out of the learning

One logistic regression a question, with an L1 penalty, so that the table stays short: does the sentence decide,
does it set a task, and do two deciding sentences decide the same. Learned from `meetings/` and `learned/`, in the
text as it is written; `kept/` is never read here. The check leaves a fifth of the meetings out, five times.
Each sentence teaches twice, the second time without those around it and for less: what stands alone is judged too.
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from bench.transcribe.minutes import FOLDER, Meeting, Tally, as_written, load, passage_of, score
from services.transcribe.minutes.decisions import find_decisions
from services.transcribe.minutes.evidence import FARTHEST, chair_of, evidence, sameness
from services.transcribe.minutes.model import Mention
from services.transcribe.minutes.sentences import Sentence, sentences
from services.transcribe.minutes.tasks import find_tasks
from services.transcribe.minutes.weights import BIAS, NAME, QUESTIONS, TABLE, Question, Weights

PENALTY: dict[Question, float] = {"decision": 1.0, "task": 1.0, "same": 0.5}
"""Inverse strength of the penalty."""
LEAST_SEEN = 2
"""Evidence that fewer sentences have is left out."""
LEAST_WEIGHT = 0.005
ALONE = 0.3
"""What a sentence without those around it counts, where 1 is the sentence among them."""
AROUND = ("next ", "before ")
FOLDS = 5
AHEAD = 6
MARKS: dict[Question, str] = {"decision": "決", "task": "宿"}

Example = tuple[frozenset[str], bool, float]
"""Evidence, whether the question is answered with yes, and how much that counts."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """A meeting as its sentences, with the numbers of the marks that each one has."""

    meeting: Meeting
    said: list[Sentence]
    marks: list[dict[str, set[str]]]

    @cached_property
    def examples(self) -> dict[Question, list[Example]]:
        chair = chair_of(self.said)
        names = [frozenset(evidence(self.said, at, chair)) for at in range(len(self.said))]
        alone = [frozenset(name for name in each if not name.startswith(AROUND)) for each in names]
        found: dict[Question, list[Example]] = {
            question: [
                (view[at], mark in marks, counts)
                for view, counts in ((names, 1.0), (alone, ALONE))
                for at, marks in enumerate(self.marks)
                if mark in marks or "任" not in marks
            ]
            for question, mark in MARKS.items()
        }
        return found | {"same": list(self._pairs())}

    def _pairs(self) -> Iterable[Example]:
        decisive = [at for at, marks in enumerate(self.marks) if "決" in marks]
        for one, other in pairwise(decisive):
            if other - one <= FARTHEST:
                same = bool(self.marks[one]["決"] & self.marks[other]["決"])
                yield frozenset(sameness(self.said, one, other)), same, 1.0


def lesson(meeting: Meeting) -> Lesson:
    """The marked lines are found again among the sentences, in their order."""
    said = [each for each in sentences(as_written(meeting)) if each.text]
    marks: list[dict[str, set[str]]] = [{} for _ in said]
    at = 0
    for line in meeting.lines:
        for near in range(at, min(len(said), at + AHEAD)):
            mention = Mention(text=said[near].text, segment="", start=0.0)
            if said[near].speaker == line.speaker and passage_of(mention, line.text):
                for mark in line.marks:
                    marks[near].setdefault(mark["kind"], set()).add(mark["number"])
                at = near
                break
    return Lesson(meeting, said, marks)


def learned(lessons: Sequence[Lesson]) -> Weights:
    return Weights({question: _fitted(question, lessons) for question in QUESTIONS})


def _fitted(question: Question, lessons: Sequence[Lesson]) -> dict[str, float]:
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    examples = [each for one in lessons for each in one.examples[question]]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(sorted(names), 1.0) for names, _, _ in examples])
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    counts = np.array([each for _, _, each in examples])
    often = np.asarray((table[counts == 1] > 0).sum(axis=0)).ravel() >= LEAST_SEEN
    model = LogisticRegression(
        C=PENALTY[question], penalty="l1", solver="liblinear", random_state=0, max_iter=200
    )
    model.fit(table[:, often], [holds for _, holds, _ in examples], sample_weight=counts)
    names = vectorizer.get_feature_names_out()[often]
    weights = {str(name): float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {BIAS: float(model.intercept_[0])} | {n: w for n, w in weights.items() if abs(w) >= LEAST_WEIGHT}


def write(weights: Weights) -> None:
    """The table: one row a piece of evidence, one column a question."""
    names = sorted({name for each in weights.of.values() for name in each})
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow([NAME, *QUESTIONS])
        for name in names:
            values = (weights.of[question].get(name) for question in QUESTIONS)
            rows.writerow([name, *("" if value is None else f"{value:.2f}" for value in values)])


def check(lessons: Sequence[Lesson]) -> dict[str, Tally]:
    """Decisions and tasks of each meeting, found by what the others teach."""
    total = {"決定事項": Tally(), "宿題": Tally()}
    for fold in range(FOLDS):
        weights = learned([each for n, each in enumerate(lessons) if n % FOLDS != fold])
        for each in lessons[fold::FOLDS]:
            meeting = each.meeting
            names = {line.speaker: line.speaker for line in meeting.lines}
            decisions = find_decisions(each.said, weights)
            tasks = find_tasks(each.said, meeting.date, names, weights)
            total["決定事項"] += score(meeting.wanted("決"), decisions, meeting.optional)
            total["宿題"] += score(meeting.wanted("宿"), tasks, meeting.optional)
    return total


def lessons(folders: Iterable[Any] = (FOLDER, FOLDER / "learned")) -> list[Lesson]:
    return [lesson(load(path)) for folder in folders for path in sorted(folder.glob("*.txt"))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="measure on meetings left out, write nothing")
    taught = lessons()
    if parser.parse_args().check:
        for kind, tally in check(taught).items():
            print(
                f"{kind}: {tally.wanted} wanted, recall {tally.recall:.1%}, precision {tally.precision:.1%}"
            )
    else:
        write(learned(taught))


if __name__ == "__main__":
    main()
