import pytest

from services.transcribe.hearing.suspects import better, faults, is_phantom
from services.transcribe.hearing.whisper import Hypothesis

SENTENCE = "手洗いや咳エチケットなどにより感染の予防に努めてください"


def said(text, *, logprob=-0.2, no_speech=0.01):
    return Hypothesis(tokens=[], text=text, avg_logprob=logprob, no_speech_prob=no_speech)


def test_an_ordinary_sentence_is_believed():
    assert faults(said(SENTENCE), 4.5, "ja") == []


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
    assert why in faults(hypothesis, seconds, "ja")


def test_thanks_that_were_really_said_stay():
    assert not is_phantom(said("ありがとうございました。", logprob=-0.15))


def test_an_alphabet_is_written_faster():
    assert faults(said("The office is open from nine to five on weekdays."), 3, "en") == []


def test_of_two_the_one_with_fewer_faults_is_kept():
    loop = said("そうですね" * 30, logprob=-0.1)
    assert better(loop, said(SENTENCE, logprob=-0.6), 4.5, "ja").text == SENTENCE


def test_of_two_that_leave_something_out_the_fuller_one_is_kept():
    short, longer = said("基本的に自宅で", logprob=-0.1), said(SENTENCE, logprob=-0.3)
    assert better(short, longer, 12, "ja") is longer


def test_of_two_without_faults_the_likelier_one_is_kept():
    first = said(SENTENCE, logprob=-0.4)
    again = said(SENTENCE + "ね", logprob=-0.3)
    assert better(first, again, 4.5, "ja") is again
