"""From what the windows say to segments: punctuation, times, sentences. A sentence may span two windows."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.cutting import confidence, cut
from services.transcribe.hearing.impossible import is_impossible
from services.transcribe.hearing.settling import settled
from services.transcribe.hearing.suspects import Candidate, faults, is_phantom
from services.transcribe.hearing.whisper import Hypothesis
from services.transcribe.hearing.windows import Window
from services.transcribe.schemas import Decoding, HeardSegment, Word
from services.transcribe.text.punctuation import punctuated

DOUBTFUL = 0.6
JAPANESE = "ja"

Found = tuple[Window, Candidate]
Tokens = Callable[[str], list[int]]


def segments_of(found: Sequence[Found], language: str, tokens: Tokens) -> list[HeardSegment]:
    """The segments of the windows' words, times in seconds from the start of the sound, ids 0, 1, ...

    A window whose words are likely not in the sound gives none.
    """
    believed = [(window, each) for window, each in found if not is_phantom(each.hypothesis)]
    words = [word for window, each in believed for word in _on_time_line(window, each.words)]
    if language == JAPANESE:
        words = punctuated(words)
    speech = [(start / RATE, end / RATE) for window, _ in believed for start, end in window.spans]
    written = _written(settled(words, speech), believed, language, tokens)
    return [segment.model_copy(update={"id": str(number)}) for number, segment in enumerate(written)]


def _on_time_line(window: Window, words: Sequence[Word]) -> Iterator[Word]:
    """None of them before or after its window, so that windows do not mix."""
    for word in words:
        start, end = (min(window.start / RATE + at, window.end / RATE) for at in (word.start, word.end))
        yield word.model_copy(update={"start": round(start, 3), "end": round(max(start, end), 3)})


def _written(
    words: Sequence[Word], found: Sequence[Found], language: str, tokens: Tokens
) -> Iterator[HeardSegment]:
    starts = [window.start / RATE for window, _ in found]
    for group in cut(words):
        text = "".join(word.text for word in group).strip()
        if any(character.isalnum() for character in text):
            window, candidate = found[max(0, bisect_right(starts, group[0].start) - 1)]
            sure = confidence(group)
            yield HeardSegment(
                id="",
                start=group[0].start,
                end=max(word.end for word in group),
                text=text,
                confidence=sure,
                doubtful=sure < DOUBTFUL
                or bool(faults(candidate, window, language))
                or (language == JAPANESE and is_impossible(text)),
                words=group,
                decoding=_decoding(window, candidate.hypothesis, tokens(text)),
            )


def _decoding(window: Window, hypothesis: Hypothesis, tokens: list[int]) -> Decoding:
    return Decoding(
        seek=window.start * 100 // RATE,
        tokens=tokens,
        temperature=hypothesis.temperature,
        avg_logprob=round(hypothesis.avg_logprob, 4),
        compression_ratio=round(hypothesis.compression_ratio, 4),
        no_speech_prob=round(hypothesis.no_speech_prob, 4),
    )
