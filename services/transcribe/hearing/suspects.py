"""Is a hypothesis to be believed? What Whisper gets wrong in known ways is found and heard again."""

import re
import unicodedata

from services.transcribe.hearing.whisper import Hypothesis

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
NO_SPEECH = 0.6
UNSURE_LOGPROB = -0.5

STOCK = re.compile(
    r"^(?:ご?(?:視聴|清聴|覧)(?:いただき)?(?:、|\s)*(?:誠に)?ありがとうございま(?:す|した)|チャンネル登録.{0,20}|"
    r"次の動画.{0,20}|最後までご?(?:視聴|覧).{0,20}|おやすみなさい|字幕.{0,20}|(?:by|BY)\s?H\.?|"
    r"ありがとうございました|お疲れ様でした|バイバイ|うん+|あ+|ん+|はい)$"
)
"""What subtitles taught the model to hear in silence. People say some of it too: only the sound can tell."""


def faults(hypothesis: Hypothesis, speech_seconds: float, language: str) -> list[str]:
    """Why not to believe `hypothesis` of a window with so much speech; empty for one to believe.

    `language` is that of the text.
    """
    dense = language in DENSE
    fastest, slowest = (FASTEST, SLOWEST) if dense else (FASTEST_ALPHABETIC, SLOWEST_ALPHABETIC)
    letters = _letters(hypothesis.text)
    found = []
    if hypothesis.compression_ratio > LOOP_RATIO or LOOP.search(letters):
        found.append("loop")
    if hypothesis.avg_logprob < LOWEST_LOGPROB:
        found.append("unsure")
    if len(letters) > fastest * max(speech_seconds, 1.0):
        found.append("fast")
    if speech_seconds >= SHORTEST_SECONDS and len(letters) < slowest * speech_seconds:
        found.append("slow")
    if is_phantom(hypothesis):
        found.append("phantom")
    return found


def is_phantom(hypothesis: Hypothesis) -> bool:
    """Whether the words are likely not in the sound: the model doubts that there is speech and is not
    sure of the words, or the words are a stock phrase that it is not sure of."""
    doubted = hypothesis.no_speech_prob > NO_SPEECH and hypothesis.avg_logprob < UNSURE_LOGPROB
    stock = bool(STOCK.match(hypothesis.text.rstrip("。.!！ ")))
    unsure = hypothesis.no_speech_prob > NO_SPEECH or hypothesis.avg_logprob < UNSURE_LOGPROB
    return doubted or (stock and unsure)


def better(first: Hypothesis, again: Hypothesis, speech_seconds: float, language: str) -> Hypothesis:
    """The one to keep of two hypotheses of the same window: fewer faults, then more of the speech
    accounted for when some was left out, then the likelier."""

    def rank(hypothesis: Hypothesis) -> tuple[int, float, float]:
        wrong = faults(hypothesis, speech_seconds, language)
        covered = len(_letters(hypothesis.text)) if wrong == ["slow"] else 0
        return len(wrong), -covered, -hypothesis.avg_logprob

    return min((first, again), key=rank)


def _letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN" or c == "ー")
