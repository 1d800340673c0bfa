"""Who spoke when, from the voices of all chunks."""

from collections.abc import Sequence

import numpy as np

from services.transcribe.speakers.campplus import SIZE, Vectors
from services.transcribe.speakers.clustering import EVIDENCE_SECONDS, Clustering
from services.transcribe.speakers.counting import found
from services.transcribe.speakers.following import followed
from services.transcribe.speakers.phrases import phrases, unit
from services.transcribe.speakers.stretches import Stretch
from services.transcribe.speakers.turns import Turn, in_order
from services.transcribe.speakers.voices import Voices

BRIDGED_SECONDS, BRIDGED_BESIDE_OTHERS = 1.0, 0.2
"""A shorter pause of one voice does not end its turn: when nobody else speaks meanwhile, and when somebody does."""
LESS_EVIDENCE = (EVIDENCE_SECONDS, 2.0, 1.0, 0.0)
"""Seconds asked of each voice when the number of voices is given: the most that all can meet."""

NUMBERS_A_CHUNK = 1_000_000
"""More than any chunk gives to its runs and parts."""


def diarized(chunks: Sequence[Voices], speakers: int | None = None) -> list[Turn]:
    """The turns of a recording, given its chunks in order and how many people speak; None: to be found.

    At most `speakers` voices come out: fewer where fewer phrases were said. No speech, no turns.
    Time grows with the speech, not with its square; six hours take some seconds.
    """
    stretches, vectors = _together(chunks)
    if not stretches:
        return []
    clustering = Clustering(phrases(stretches, vectors))
    means = found(stretches, vectors, clustering) if speakers is None else _given(clustering, speakers)
    return _turns(stretches, followed(stretches, vectors @ unit(means).T))


def _together(chunks: Sequence[Voices]) -> tuple[list[Stretch], Vectors]:
    """All stretches, their times counted from the recording's start and their numbers unlike."""
    stretches = [
        _placed(stretch, chunk.start, number * NUMBERS_A_CHUNK)
        for number, chunk in enumerate(chunks)
        for stretch in chunk.stretches
    ]
    return stretches, np.concatenate([np.empty((0, SIZE), np.float32), *(c.unit_vectors for c in chunks)])


def _placed(stretch: Stretch, seconds: float, numbers: int) -> Stretch:
    start, end, local, run, part, alone = stretch
    return Stretch(start + seconds, end + seconds, local + numbers, run + numbers, part + numbers, alone)


def _given(clustering: Clustering, speakers: int) -> Vectors:
    """[voices, 192]"""
    for voices in range(min(speakers, len(clustering.phrases)), 1, -1):
        for evidence in LESS_EVIDENCE:
            means = clustering.means(voices, evidence)
            if means is not None:
                return means
    return clustering.one()


def _turns(stretches: Sequence[Stretch], voices: Sequence[int]) -> list[Turn]:
    turns: list[Turn] = []
    latest: dict[int, int] = {}
    for n, (stretch, voice) in enumerate(zip(stretches, voices, strict=True)):
        own = latest.get(voice)
        pause = BRIDGED_SECONDS if n and voices[n - 1] == voice else BRIDGED_BESIDE_OTHERS
        if own is not None and stretch.start - turns[own].end <= pause:
            turns[own] = turns[own].model_copy(update={"end": max(turns[own].end, stretch.end)})
        else:
            latest[voice] = len(turns)
            turns.append(Turn(start=stretch.start, end=stretch.end, speaker=voice))
    return in_order(turns)
