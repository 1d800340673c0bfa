"""Is a hypothesis to be believed? What Whisper gets wrong in known ways is found and heard again."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.whisper import Hypothesis
from services.transcribe.hearing.windows import Window
from services.transcribe.schemas import Word

LOOP_RATIO = 2.4
"""Whisper's own bound (Radford et al. 2022, section 4.5)."""
LOOP = re.compile(r"(.{2,30}?)\1{3,}")
LOWEST_LOGPROB = -1.0
FASTEST, SLOWEST = 15.0, 4.0
"""Characters a second of speech: Japanese, kanji and kana together, has 5 to 9. Below the lower bound the
decoder is likely to have left out a sentence."""
FASTEST_ALPHABETIC, SLOWEST_ALPHABETIC = 35.0, 4.0
DENSE = ("ja", "zh", "ko", "yue")
"""Languages whose characters are syllables or words."""
SHORTEST_SECONDS = 3.0
"""Of speech, before its speed says anything."""
LONGEST_CHARACTER = 0.6
"""Seconds. The alignment gives speech that nobody wrote down to the word before or after it."""
LONGEST_GAP = 0.9
"""Seconds of speech that no word accounts for."""
NO_SPEECH = 0.6
UNSURE_LOGPROB = -0.5

STOCK = re.compile(
    r"^(?:ご?(?:視聴|清聴|覧)(?:いただき)?(?:、|\s)*(?:誠に)?ありがとうございま(?:す|した)|チャンネル登録.{0,20}|"
    r"次の動画.{0,20}|最後までご?(?:視聴|覧).{0,20}|おやすみなさい|字幕.{0,20}|(?:by|BY)\s?H\.?|"
    r"ありがとうございました|お疲れ様でした|バイバイ|うん+|あ+|ん+|はい)$"
)
"""What subtitles taught the model to hear in silence. People say some of it too: only the sound can tell."""


@dataclass(frozen=True)
class Candidate:
    """What a window may say, with the times of its words from the window's start."""

    hypothesis: Hypothesis
    words: Sequence[Word]


def faults(candidate: Candidate, window: Window, language: str) -> list[str]:
    """Why not to believe `candidate`; empty for one to believe. `language` is that of the text."""
    dense, hypothesis = language in DENSE, candidate.hypothesis
    fastest, slowest = (FASTEST, SLOWEST) if dense else (FASTEST_ALPHABETIC, SLOWEST_ALPHABETIC)
    letters = _letters(hypothesis.text)
    found = []
    if hypothesis.compression_ratio > LOOP_RATIO or LOOP.search(letters):
        found.append("loop")
    if hypothesis.avg_logprob < LOWEST_LOGPROB:
        found.append("unsure")
    if len(letters) > fastest * max(window.speech, 1.0):
        found.append("fast")
    if window.speech >= SHORTEST_SECONDS and len(letters) < slowest * window.speech:
        found.append("slow")
    elif longest_gap(candidate.words, window) > LONGEST_GAP:
        found.append("gap")
    if is_phantom(hypothesis):
        found.append("phantom")
    return found


def longest_gap(words: Sequence[Word], window: Window) -> float:
    """Seconds of the longest speech in `window` for which there is no word."""
    offset = window.start / RATE
    covered = [(offset + word.start, offset + _likely_end(word)) for word in words]
    spans = [(start / RATE, end / RATE) for start, end in window.spans]
    return max((gap for span in spans for gap in _gaps(span, covered)), default=0.0)


def _likely_end(word: Word) -> float:
    return min(word.end, word.start + LONGEST_CHARACTER * max(len(word.text.strip()), 1))


def _gaps(span: tuple[float, float], covered: Sequence[tuple[float, float]]) -> Iterator[float]:
    at, end = span
    for begin, finish in covered:
        if finish > at and begin < end:
            yield begin - at
            at = finish
    yield end - at


def is_phantom(hypothesis: Hypothesis) -> bool:
    """Whether the words are likely not in the sound: the model doubts that there is speech and is not
    sure of the words, or the words are a stock phrase that it is not sure of."""
    doubted = hypothesis.no_speech_prob > NO_SPEECH and hypothesis.avg_logprob < UNSURE_LOGPROB
    stock = bool(STOCK.match(hypothesis.text.rstrip("。.!！ ")))
    unsure = hypothesis.no_speech_prob > NO_SPEECH or hypothesis.avg_logprob < UNSURE_LOGPROB
    return doubted or (stock and unsure)


def better(first: Candidate, again: Candidate, window: Window, language: str) -> Candidate:
    """The one to keep of two for the same window: fewer faults, then more of the speech written down when
    some was left out, then the likelier."""

    def rank(candidate: Candidate) -> tuple[int, float, float]:
        wrong = faults(candidate, window, language)
        covered = len(_letters(candidate.hypothesis.text)) if wrong in (["slow"], ["gap"]) else 0
        return len(wrong), -covered, -candidate.hypothesis.avg_logprob

    return min((first, again), key=rank)


def _letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN" or c == "ー")
