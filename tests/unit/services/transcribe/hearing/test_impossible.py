import pytest

from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.impossible import is_impossible
from services.transcribe.hearing.suspects import Candidate
from services.transcribe.hearing.whisper import Hypothesis
from services.transcribe.hearing.windows import Window
from services.transcribe.hearing.writing import segments_of
from services.transcribe.schemas import Word


@pytest.mark.parametrize(
    "text",
    [
        "会議は558時に始めます。",
        "午後は25時からです。",
        "10時75分に集まってください。",
        "締め切りは13月です。",
        "4月31日に開きます。",
        "２月の３０日までに出します。",
        "十三月二日に決めます。",
        "六十五時に終わります。",
        "0月3日です。",
    ],
)
def test_a_time_or_day_that_cannot_be_is_found(text):
    assert is_impossible(text)


@pytest.mark.parametrize(
    "text",
    [
        "会議は24時に終わり、0時30分に帰りました。",
        "48時間以内に、90分の研修を120回します。",
        "60日以内に答えます。18か月かかりました。",
        "2月29日と12月31日は休みです。",
        "四五時間、七八月のころ、二三時に。",
        "数十時の話。2026時点では三十時限です。",
        "十月二十日の午前十時十五分です。",
        "1,500月額ではなく、10月13月曜日の話です。",
        "一時のことで、時々、毎月です。",
    ],
)
def test_what_can_be_and_lengths_of_time_are_not(text):
    assert not is_impossible(text)


@pytest.mark.parametrize(("hour", "doubtful"), [("5", False), ("558", True)])
def test_a_sure_segment_with_such_a_time_is_to_be_heard_again_by_a_person(hour, doubtful):
    said = [f"{hour}時", "に", "始め", "ます"]
    words = [Word(start=n / 2, end=(n + 1) / 2, text=text, confidence=0.95) for n, text in enumerate(said)]
    window = Window(start=0, end=2 * RATE, spans=((0, 2 * RATE),))
    hypothesis = Hypothesis(tokens=[], text="".join(said), avg_logprob=-0.1, no_speech_prob=0.01)
    (segment,) = segments_of([(window, Candidate(hypothesis, words))], "ja", lambda text: [])
    assert segment.doubtful is doubtful
