from services.transcribe.openai.shapes import diarized_answer, label
from services.transcribe.schemas import Decoding, HeardSegment, Speaker, Transcript

DECODING = Decoding(
    seek=0, tokens=[1], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)


def said(number, speaker):
    return HeardSegment(
        id=f"s{number}", start=number, end=number + 1, text=f"発言{number}", speaker=speaker, confidence=0.9,
        decoding=DECODING,
    )  # fmt: skip


def test_speakers_are_lettered_in_order_and_nobody_is_made_up():
    transcript = Transcript(
        title="会議",
        language="ja",
        duration=3,
        segments=[said(0, "S1"), said(1, "S2"), said(2, None)],
        speakers=[Speaker(id="S1", name="田中"), Speaker(id="S2", name="話者2")],
    )
    answer = diarized_answer(transcript)
    assert [(s.id, s.speaker) for s in answer.segments] == [("s0", "A"), ("s1", "B"), ("s2", "unknown")]
    assert answer.text == "発言0 発言1 発言2"


def test_the_alphabet_does_not_run_out():
    labels = [label(number) for number in range(60)]
    assert labels[:2] + labels[25:28] == ["A", "B", "Z", "A2", "B2"]
    assert len(set(labels)) == 60
