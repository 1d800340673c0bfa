import pytest

from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.suspects import Candidate, better, faults, is_phantom, longest_gap
from services.transcribe.hearing.whisper import Hypothesis
from services.transcribe.hearing.windows import Window
from services.transcribe.schemas import Word

SENTENCE = "手洗いや咳エチケットなどにより感染の予防に努めてください"


def window(seconds):
    """Speech from the first to the last of so many seconds."""
    return Window(start=0, end=int(seconds * RATE), spans=((0, int(seconds * RATE)),))


def said(text, *, logprob=-0.2, no_speech=0.01, seconds=4.5):
    """`text`, its characters spread evenly over the seconds."""
    each = seconds / max(len(text), 1)
    words = [Word(start=n * each, end=(n + 1) * each, text=c, confidence=0.9) for n, c in enumerate(text)]
    return Candidate(Hypothesis(tokens=[], text=text, avg_logprob=logprob, no_speech_prob=no_speech), words)


def test_an_ordinary_sentence_is_believed():
    assert faults(said(SENTENCE), window(4.5), "ja") == []


@pytest.mark.parametrize(
    ("hypothesis", "seconds", "why"),
    [
        (said("そうですねと思います" * 12), 15, "loop"),
        (said("はい、はい、はい、はい、はい、はい"), 3, "loop"),
        (said(SENTENCE, logprob=-1.3), 4.5, "unsure"),
        (said(SENTENCE), 1, "fast"),
        (said(SENTENCE), 9, "slow"),
        (said("ご視聴ありがとうございました", logprob=-0.7), 2, "phantom"),
        (said("チャンネル登録をお願いいたします。", no_speech=0.8), 2, "phantom"),
    ],
)
def test_what_whisper_gets_wrong_is_suspect(hypothesis, seconds, why):
    assert why in faults(hypothesis, window(seconds), "ja")


def test_thanks_that_were_really_said_stay():
    assert not is_phantom(said("ありがとうございました。", logprob=-0.15).hypothesis)


def test_an_alphabet_is_written_faster():
    assert faults(said("The office is open from nine to five on weekdays.", seconds=3), window(3), "en") == []


def test_of_two_the_one_with_fewer_faults_is_kept():
    loop = said("そうですね" * 30, logprob=-0.1)
    assert better(loop, said(SENTENCE, logprob=-0.6), window(4.5), "ja").hypothesis.text == SENTENCE


def test_of_two_that_leave_something_out_the_fuller_one_is_kept():
    short, longer = said("基本的に自宅で", logprob=-0.1), said(SENTENCE, logprob=-0.3)
    assert better(short, longer, window(12), "ja") is longer


def test_of_two_without_faults_the_likelier_one_is_kept():
    first = said(SENTENCE, logprob=-0.4)
    again = said(SENTENCE + "ね", logprob=-0.3)
    assert better(first, again, window(4.5), "ja") is again


def test_speech_without_words_is_a_gap_even_where_the_alignment_stretches_a_word_over_it():
    words = [
        Word(start=0.0, end=0.5, text="会議", confidence=0.9),
        Word(start=0.5, end=4.0, text="を", confidence=0.9),
        Word(start=4.0, end=4.5, text="始め", confidence=0.9),
    ]
    candidate = Candidate(said(SENTENCE).hypothesis, words)
    assert longest_gap(words, window(4.5)) == pytest.approx(2.9)
    assert faults(candidate, window(4.5), "ja") == ["gap"]


def test_a_pause_is_no_gap():
    words = [
        Word(start=0, end=1, text="会議", confidence=0.9),
        Word(start=5, end=6, text="始め", confidence=0.9),
    ]
    pausing = Window(start=0, end=6 * RATE, spans=((0, RATE), (5 * RATE, 6 * RATE)))
    assert longest_gap(words, pausing) == 0
