import json

from services.transcribe.exports.data import json_export


def test_json_holds_segments_and_minutes_without_the_decoders_notes(transcript):
    data = json.loads(json_export(transcript))
    assert data["segments"][1] == {
        "id": "s2", "start": 4.5, "end": 9.25, "text": "<b>A & B</b> に決定しました。",
        "speaker": "議長", "overlap": False, "confidence": 0.9, "doubtful": False, "words": None,
        "marks": [], "corrections": [], "edited_by_person": False,
    }  # fmt: skip
    assert data["minutes"]["tasks"][0]["who"] == "佐藤さん"
    assert data["duration"] == 3665.0
    assert "complete" not in data
