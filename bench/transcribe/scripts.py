"""Made meetings written beforehand: who says what, and the terms in it with their readings.

A folder has `vocabulary.csv` and one `.txt` a meeting: `title:`, `agenda:` and `attendees:`, then `voice: what is said`.
"""

import csv
import json
import re
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.transcribe import voices
from bench.transcribe.voices import Line

FOLDER = Path(__file__).parent / "meetings" / "terms"
LONG = {vowel: f"[{row}]ー" for vowel, row in {
    "ア": "アカサタナハマヤラワガザダバパャァ", "イ": "イキシチニヒミリギジヂビピィ",
    "ウ": "ウクスツヌフムユルグズヅブプュゥ", "エ": "エケセテネヘメレゲゼデベペェ",
    "オ": "オコソトノホモヨロヲゴゾドボポョォ"}.items()}  # fmt: skip


@dataclass(frozen=True)
class Script:
    name: str
    title: str
    agenda: str
    attendees: str
    lines: list[Line]

    @property
    def hints(self) -> str:
        """What a clerk has written down before the meeting."""
        return f"{self.title}\n{self.agenda}\n{self.attendees}"

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def scripts(folder: Path) -> list[Script]:
    """The meetings of `folder`, each term of them said as the vocabulary reads it."""
    readings = readings_of(folder / "vocabulary.csv")
    found = [_script(path) for path in sorted(folder.glob("*.txt"))]
    return [replace(script, lines=told(script.lines, readings)) for script in found]


def readings_of(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["表記"]: row["読み"] for row in csv.DictReader(file)}


def told(lines: Sequence[Line], readings: dict[str, str]) -> list[Line]:
    """The lines, with kana for the terms of any line in which the synthesiser would misread one.

    Raises ValueError for a line that it misreads even so.
    """
    wrong = misread(lines, readings)
    spelt = [replace(ln, aloud=in_kana(ln.text, readings)) if ln in wrong else ln for ln in lines]
    if still := misread(spelt, readings):
        raise ValueError(f"the synthesiser misreads: {still}")
    return spelt


def misread(lines: Sequence[Line], readings: dict[str, str]) -> list[Line]:
    """The lines in which a term is not said as its reading says."""
    order = json.dumps([line.aloud or line.text for line in lines])
    command = [voices._python(), Path(__file__).with_name("heard_kana.py")]
    done = subprocess.run(command, input=order, stdout=subprocess.PIPE, text=True, check=True)
    heard = [sound(kana) for kana in json.loads(done.stdout)]
    return [ln for ln, kana in zip(lines, heard, strict=True) if not _says(kana, ln.text, readings)]


def _says(kana: str, text: str, readings: dict[str, str]) -> bool:
    wanted = [sound(readings[term]) for term in terms_in(text, readings)]
    # After the same vowel the first of a term is written as a long one: ノ + オダギリ is ノーダギリ.
    return (
        re.search(".*".join(re.sub("^([アイウエオ])", r"[\1ー]", term) for term in wanted), kana) is not None
    )


def terms_in(text: str, readings: dict[str, str]) -> list[str]:
    """The terms of `text` in order; where one lies in another, the longer."""
    longest_first = sorted(readings, key=len, reverse=True)
    return re.findall("|".join(map(re.escape, longest_first)), text)


def in_kana(text: str, readings: dict[str, str]) -> str:
    longest_first = sorted(readings, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: readings[found[0]], text)


def sound(kana: str) -> str:
    """One spelling for one sound: オウ, オー and オオ; エイ and エー; ズ and ヅ; without marks."""
    plain = unicodedata.normalize("NFKC", kana).translate(str.maketrans("ヅヂヲ", "ズジオ", "、。’'・？！ "))
    plain = re.sub("(?<=[オコソトノホモヨロゴゾドボポョ])ウ|(?<=[エケセテネヘメレゲゼデベペ])イ", "ー", plain)
    for vowel, row in LONG.items():
        plain = re.sub(f"(?<={row[:-1]}){vowel}", "ー", plain)
    return plain


def _script(path: Path) -> Script:
    rows = [line.partition(":") for line in path.read_text("utf-8").splitlines() if line.strip()]
    head = {name: text.strip() for name, _, text in rows[:3]}
    lines = [Line(voice, text.strip()) for voice, _, text in rows[3:]]
    return Script(path.stem, head["title"], head["agenda"], head["attendees"], lines)
