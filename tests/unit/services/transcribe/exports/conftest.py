import datetime as dt

import pytest

from services.transcribe.minutes import AgendaItem, Decision, Meeting, Minutes, Task
from services.transcribe.schemas import Decoding, HeardSegment, Transcript

DECODING = Decoding(
    seek=0, tokens=[5], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)


def heard(number, start, end, text, speaker=None):
    return HeardSegment(
        id=f"s{number}", start=start, end=end, text=text, speaker=speaker, confidence=0.9, decoding=DECODING
    )


@pytest.fixture
def transcript():
    segments = [
        heard(1, 0.0, 4.5, "会議を始めます。"),
        heard(2, 4.5, 9.25, "<b>A & B</b> に決定しました。", speaker="議長"),
        heard(3, 3661.0, 3665.0, "佐藤さんは来週までに確認してください。"),
    ]
    place = {"segment": "s2", "start": 4.5}
    minutes = Minutes(
        title="運営|会議",
        date=dt.date(2026, 11, 13),
        agenda=[AgendaItem(text="利用時間", **place)],
        decisions=[Decision(text="延長に決定", **place)],
        tasks=[Task(text="…", segment="s3", start=3661.0, who="佐藤さん", what="確認", due="来週")],
        next_meeting=Meeting(text="次回は12月4日です", segment="s3", start=3661.0, when="12月4日"),
    )
    return Transcript(
        title="運営|会議", language="ja", duration=3665.0, segments=segments, minutes=minutes, complete=True
    )


@pytest.fixture
def bare():
    """Nothing was said, and no minutes were written."""
    return Transcript(title="無音", language="ja", duration=1.0)
