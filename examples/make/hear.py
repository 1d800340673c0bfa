"""Does the default speech model still hear what `meeting.m4a` says?

    python -m examples.make.hear

Prints the character error rate against `meeting.script.txt` and the facts that were lost.
"""

import unicodedata
from pathlib import Path

from examples.make.meeting import AUDIO, SCRIPT, turns

MODEL = "whisper-base"
FACTS = (
    "2026年11月13日",
    "平日の利用時間を午後8時まで延長することに決定しました",
    "夜の職員の人数は田中さんが11月25日までに確認してください",
    "料理教室を2月13日に開催することに決定しました",
    "案内のポスターは中村さんが11月30日までに作成してください",
    "予算は5万円です",
    "次回の会議は12月4日金曜日の午後3時からです",
)


def heard(folder: Path) -> str:
    """What faster-whisper makes of the meeting: int8, beam 5, VAD on, Japanese."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8")
    segments, _ = model.transcribe(str(AUDIO), language="ja", beam_size=5, vad_filter=True)
    return "".join(segment.text for segment in segments)


def said() -> str:
    return "".join(turn.text for turn in turns(SCRIPT.read_text("utf-8")))


def normal(text: str) -> str:
    """NFKC, letters and digits only: punctuation and width are not errors of hearing."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def error_rate(reference: str, hypothesis: str) -> float:
    """Levenshtein distance over the length of `reference`, both already normalised."""
    row = list(range(len(hypothesis) + 1))
    for number, wanted in enumerate(reference, 1):
        diagonal, row[0] = row[0], number
        for index, got in enumerate(hypothesis, 1):
            best = min(row[index] + 1, row[index - 1] + 1, diagonal + (wanted != got))
            diagonal, row[index] = row[index], best
    return row[-1] / len(reference)


def lost(text: str) -> list[str]:
    return [fact for fact in FACTS if normal(fact) not in normal(text)]


def main() -> None:
    from common.models.store import ModelStore
    from common.settings import Settings

    text = heard(ModelStore(Settings().models).folder(MODEL))
    print(f"CER {error_rate(normal(said()), normal(text)):.1%}; lost: {lost(text) or 'nothing'}")


if __name__ == "__main__":
    main()
