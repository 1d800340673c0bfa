"""Names of people in a text, each with a probability."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from common.models.adapters import load_adapters
from services.masking.names.encoder import Encoder, Floats, Pieces
from services.masking.names.network import Network
from services.masking.names.surroundings import surroundings
from services.masking.names.windows import windows
from services.masking.nlp import Entity, Token

ADAPTERS = Path(__file__).with_name("adapters.npz")
"""Learned changes to the lower layers, which let them see names."""
PERSON = "Person"
REACH = 0.1
"""A name reaches as far as this stays possible; how likely its likeliest piece is, is its score."""


@dataclass(frozen=True)
class Looked:
    """A text as the network sees it: `spans` of its pieces and a row of `features` for each."""

    spans: list[tuple[int, int]]
    features: Floats


class NameFinder:
    def __init__(self, folder: Path, network: Network | None = None) -> None:
        """From the folder of the embedding model; takes a second and some 200 MB."""
        self._encoder = Encoder(folder, load_adapters(ADAPTERS))
        self._network = network or Network.shipped()

    def find(self, text: str, words: Sequence[Token]) -> list[Entity]:
        """Entities with the label `PERSON`, in the order of the text."""
        (looked,) = look(self._encoder, [text], [words])
        return list(names(looked.spans, self._network.persons(looked.features)))


def look(encoder: Encoder, texts: Sequence[str], words: Sequence[Sequence[Token]]) -> list[Looked]:
    """All texts at once; `words` are those of each text."""
    cuts = [list(windows(text)) for text in texts]
    encoded = iter(encoder.encode([window for cut in cuts for _, window in cut]))
    return [
        _joined(text, own, [(offset, next(encoded)) for offset, _ in cut])
        for text, own, cut in zip(texts, words, cuts, strict=True)
    ]


def _joined(text: str, words: Sequence[Token], windows: Sequence[tuple[int, Pieces]]) -> Looked:
    spans = [(offset + start, offset + end) for offset, pieces in windows for start, end in pieces.spans]
    if not spans:
        return Looked([], np.zeros((0, 0), np.float32))
    states = np.concatenate([pieces.states for _, pieces in windows])
    return Looked(spans, np.hstack([states, surroundings(text, spans, words)]))


def names(
    spans: Sequence[tuple[int, int]], persons: Iterable[float], reach: float = REACH
) -> Iterator[Entity]:
    """Runs of pieces that are a person's name with a probability of `reach` or more."""
    run: list[tuple[int, int]] = []
    highest = 0.0
    for (start, end), probability in [*zip(spans, persons, strict=True), ((-1, 0), 0.0)]:
        if start == end:
            continue
        if probability >= reach:
            run.append((start, end))
            highest = max(highest, float(probability))
            continue
        if run:
            yield Entity(run[0][0], run[-1][1], PERSON, highest)
        run, highest = [], 0.0
