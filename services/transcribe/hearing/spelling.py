"""Sentences heard a second time, in kana alone: how they sound, whatever they were taken to say."""

from collections.abc import Callable, Sequence

from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.hearing.whisper import Ear
from services.transcribe.schemas import HeardSegment

SURE = 0.85
PAD_SECONDS = 0.25
"""Sound around a sentence: the times of its words are not exact."""
MOST_TOGETHER = 8


def spelt(
    segments: Sequence[HeardSegment], audio: Samples, ear: Ear, check: Callable[[], None]
) -> list[HeardSegment]:
    """The segments, times in seconds from the start of `audio`; those that are not sure with their kana."""
    unsure = [number for number, segment in enumerate(segments) if segment.confidence < SURE]
    by_length = sorted(unsure, key=lambda number: segments[number].end - segments[number].start)
    kana: dict[int, str] = {}
    for first in range(0, len(by_length), MOST_TOGETHER):
        together = by_length[first : first + MOST_TOGETHER]
        encoded = ear.encode([_sound(segments[number], audio) for number in together], check)
        kana |= zip(together, encoded.spelt(check), strict=True)
    return [
        segment.model_copy(update={"kana": kana.get(number, "")}) for number, segment in enumerate(segments)
    ]


def _sound(segment: HeardSegment, audio: Samples) -> Samples:
    start, end = segment.start - PAD_SECONDS, segment.end + PAD_SECONDS
    return audio[max(0, int(start * RATE)) : int(end * RATE)]
