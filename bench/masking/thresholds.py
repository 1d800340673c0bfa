"""How likely a name must be to count: recall and precision on the half that is learned from, by cross-validation.

    python -m bench.masking.thresholds --data ../shared/data

Each third of the articles is judged by networks that learned from the other two: the whole recognizer of names, with
dictionary, labels and honorifics, for every pair of `SURE` (recognizers/name_evidence.py) and `REACH`
(names/finder.py). The half kept aside is never read here. Prints a table; writes nothing.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.masking.learn import made_forms, model_folder, taught
from bench.masking.lessons import Lesson, from_sentence
from bench.masking.persons import LEARNED, Tally, load
from services.masking.analyzer import THRESHOLD
from services.masking.kinds import Kind
from services.masking.names.encoder import Encoder, Floats
from services.masking.names.finder import Looked, look, names
from services.masking.nlp import Token
from services.masking.recognizers.person import PersonRecognizer
from services.masking.words import words

FOLDS = 3
SURES = (0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2)
REACHES = (0.3, 0.2, 0.15, 0.1, 0.05)


@dataclass(frozen=True)
class Judged:
    """A sentence, its words and pieces, and how likely networks that never saw it hold each piece a person's."""

    lesson: Lesson
    words: list[Token]
    looked: Looked
    persons: Floats


def fold_of(sentence: dict[str, Any]) -> int:
    return int(sha256(f"fold{sentence['curid']}".encode()).hexdigest(), 16) % FOLDS


def judged(sentences: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    folder, made = model_folder(), made_forms()
    rows = [(fold_of(sentence), from_sentence(sentence)) for sentence in sentences]
    for fold in range(FOLDS):
        learned = taught(folder, [*(one for number, one in rows if number != fold), *made])
        own = [one for number, one in rows if number == fold]
        cut = [words(one.text) for one in own]
        seen = look(Encoder(folder, learned.adapters), [one.text for one in own], cut)
        for one, tokens, looked in zip(own, cut, seen, strict=True):
            yield Judged(one, tokens, looked, learned.network.persons(looked.features))


def tally(sentences: Sequence[Judged], sure: float, reach: float) -> Tally:
    recognizer, found = PersonRecognizer(sure), Tally(seconds=1.0)
    for one in sentences:
        likely = list(names(one.looked.spans, one.persons, reach))
        artifacts = SimpleNamespace(tokens=one.words, entities=likely)
        results = recognizer.analyze(one.lesson.text, [Kind.PERSON], artifacts)
        found.add(one.lesson.persons, [(r.start, r.end) for r in results if r.score >= THRESHOLD])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    sentences = list(judged(load(parser.parse_args().data, LEARNED)))
    print("| | recall (fully covered) | precision | characters found that are a person's | |", flush=True)
    for sure, reach in product(SURES, REACHES):
        if reach <= sure:
            print(tally(sentences, sure, reach).row(f"sure {sure}, reach {reach}"), flush=True)


if __name__ == "__main__":
    main()
