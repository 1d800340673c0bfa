"""Terms right with a vocabulary of 50, and words wrongly replaced: `python -m bench.transcribe.terms --data DIR`.

Meetings written beforehand are spoken by synthetic voices (names as the vocabulary reads them) and heard
with the same Whisper weights by faster-whisper (beam 5, VAD, no vocabulary) and by the service. A term is
right when the final text has it as written; each counts as often as it is said, per meeting. `shown` and
`added` served to build the method, `kept` has other meetings and other terms.

Replacements are false in ordinary text that has none of the terms: JSQuAD paragraphs and the city-office
strings of Kobe, each alone, and again in one document with a meeting that uses the vocabulary, which is
when the corrector believes most; and in what was heard of the other sets' meetings, kana and all, beside a
meeting of its own: false there is a word that nobody says. What was heard is remembered, so a change to the
correction alone is measured in a few minutes; what a vocabulary costs is heard afresh each time.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.report import write_section
from bench.transcribe.remembered import remembered
from bench.transcribe.scripts import FOLDER, Script, scripts, terms_in
from bench.transcribe.voices import RATE as SPOKEN_RATE
from bench.transcribe.voices import Sound, meeting
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.hearing.recognition import Recognizer
from services.transcribe.hearing.whisper import load_whisper
from services.transcribe.schemas import Asked
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.hotwords import BETWEEN, hotwords
from services.transcribe.vocabulary.municipal import municipal_terms
from services.transcribe.vocabulary.readings import load_dictionary
from services.transcribe.vocabulary.sheets import read_sheet

SETS = ("shown", "added", "kept")
GAP_SECONDS = 0.4
ORDINARY_CHARACTERS = 60_000
COST_MEETINGS = 2


@dataclass(frozen=True)
class Case:
    script: Script
    sound: Samples


class Bench:
    def __init__(self, model: Resident[Any], weights: Path, dictionary: Resident[Any]) -> None:
        self._model = model
        self._weights = weights
        self._recognizer = Recognizer(model)
        self.dictionary = dictionary

    def plain(self, case: Case) -> list[str]:
        """faster-whisper as its README shows it, with the language given and VAD on."""
        heard = remembered(case.sound, self._weights, PLAIN, lambda: self._plain(case), by_us=False)
        return [text for text, _ in heard]

    def heard(self, case: Case, entries: Sequence[Entry]) -> list[list[str]]:
        """The segments' texts, and the kana of those that are not sure."""
        words = (hotwords(entries, case.script.hints) or "").split(BETWEEN)
        return remembered(case.sound, self._weights, f"ours {words}", lambda: self._heard(case, words))

    def seconds(self, case: Case, entries: Sequence[Entry]) -> float:
        """Of processor time, to hear the meeting as the service does."""
        asked = Asked(vocabulary=list(entries), hints=case.script.hints)
        began = time.process_time()
        self._recognizer.hear(case.sound, asked, check=lambda: None, done=lambda _: None)
        return time.process_time() - began

    def _plain(self, case: Case) -> list[list[str]]:
        with self._model.use() as whisper:
            heard, _ = whisper.transcribe(case.sound, language="ja", beam_size=5, vad_filter=True)
            return [[segment.text.strip(), ""] for segment in heard]

    def _heard(self, case: Case, words: Sequence[str]) -> list[list[str]]:
        asked = Asked(vocabulary=list(words))
        heard = self._recognizer.hear(case.sound, asked, check=lambda: None, done=lambda _: None)
        return [[segment.text, segment.kana] for segment in heard.segments]


@dataclass(frozen=True)
class Heard:
    """A set of meetings and what was heard of them."""

    entries: Sequence[Entry]
    cases: Sequence[Case]
    plain: Sequence[Sequence[str]]
    ours: Sequence[Sequence[Sequence[str]]]


def tables(bench: Bench, data: Path) -> str:
    """Both tables in Markdown."""
    rows = ["| meetings | way | terms right | added where not said |", "|---|---|---:|---:|"]
    false = [
        "| vocabulary | ordinary text | characters | replaced | a 1,000 characters |",
        "|---|---|---:|---:|---:|",
    ]
    sets = {name: _heard(bench, name) for name in SETS}
    for name, heard in sets.items():
        corrector = Corrector(bench.dictionary, heard.entries, municipal_terms())
        said = [case.script.text for case in heard.cases]
        rows += [
            _row(name, way, said, texts, heard.entries) for way, texts in _ways(heard, corrector).items()
        ]
        meeting = [[text, ""] for texts in heard.plain for text in texts]
        for label, ordinary in ordinary_texts(data, heard.entries).items():
            texts = [[text, ""] for text in ordinary]
            false.append(_false_row(f"{name}, {label}", "alone", texts, [], corrector))
            false.append(_false_row(f"{name}, {label}", "beside a meeting", texts, meeting, corrector))
        others = [each for other, each in sets.items() if other != name]
        false.append(_strange_row(name, heard, others, corrector))
    return "\n".join([*rows, "", *false, "", *_cost(bench, sets)])


def _cost(bench: Bench, sets: dict[str, Heard]) -> list[str]:
    """The first meetings of each set, heard by turns with and without their vocabulary."""
    rows = ["| meetings | processor seconds without a vocabulary | with one | more |", "|---|---:|---:|---:|"]
    for name, heard in sets.items():
        without = with_one = 0.0
        for case in heard.cases[:COST_MEETINGS]:
            without += bench.seconds(case, [])
            with_one += bench.seconds(case, heard.entries)
        rows.append(f"| {name} | {without:.1f} | {with_one:.1f} | {with_one / without - 1:.0%} |")
    return rows


PLAIN = "faster-whisper, no vocabulary"


def _heard(bench: Bench, name: str) -> Heard:
    entries, cases = read_sheet((FOLDER / name / "vocabulary.csv").read_bytes()).entries, spoken(name)
    plain = [bench.plain(case) for case in cases]
    return Heard(entries, cases, plain, [bench.heard(case, entries) for case in cases])


def _ways(heard: Heard, corrector: Corrector) -> dict[str, list[list[str]]]:
    """What each way makes of each meeting, segment by segment."""
    written = [[[text, ""] for text, _ in texts] for texts in heard.ours]
    return {
        PLAIN: [list(texts) for texts in heard.plain],
        "Yakuba, before correction": [[text for text, _ in texts] for texts in heard.ours],
        "Yakuba, corrected by what was written": corrected(written, corrector),
        "**Yakuba, and by what was heard again in kana**": corrected(heard.ours, corrector),
    }


def corrected(meetings: Iterable[Sequence[Sequence[str]]], corrector: Corrector) -> list[list[str]]:
    return [[text for text, _ in corrector.corrected(*_columns(texts))] for texts in meetings]


def _columns(segments: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    return [text for text, _ in segments], [kana for _, kana in segments]


def spoken(name: str) -> list[Case]:
    return [_spoken(script) for script in scripts(FOLDER / name)]


def _spoken(script: Script) -> Case:
    sound, _ = meeting(script.lines, [GAP_SECONDS] * len(script.lines))
    return Case(script, at_recognition_rate(sound))


def at_recognition_rate(sound: Sound) -> Samples:
    """24 kHz to 16 kHz: three samples become two, after a low pass that keeps what both can hold."""
    spectrum = np.fft.rfft(sound)
    length = len(sound) * RATE // SPOKEN_RATE
    return (np.fft.irfft(spectrum[: length // 2 + 1], length) * (length / len(sound))).astype(np.float32)


def right(said: str, text: str, terms: Sequence[str]) -> Counter[str]:
    """How many terms were said, how many of these the text has, and how many it has that were not said."""
    named = dict.fromkeys(terms, "")
    wanted, found = Counter(terms_in(said, named)), Counter(terms_in(text, named))
    return Counter(said=wanted.total(), right=(wanted & found).total(), added=(found - wanted).total())


def _row(
    name: str, way: str, said: Sequence[str], texts: Sequence[Sequence[str]], entries: Sequence[Entry]
) -> str:
    terms = [entry.written for entry in entries]
    total: Counter[str] = Counter()
    for wanted, heard in zip(said, texts, strict=True):
        total.update(right(wanted, "\n".join(heard), terms))
    share = total["right"] / total["said"]
    return f"| {name} | {way} | {total['right']} of {total['said']} ({share:.1%}) | {total['added']} |"


def ordinary_texts(data: Path, entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Texts that have none of the terms, of each kind no more than ORDINARY_CHARACTERS."""
    squad = json.loads((data / "search" / "jsquad_valid.json").read_text("utf-8"))["data"]
    paragraphs = [p["context"].split("[SEP]")[-1].strip() for article in squad for p in article["paragraphs"]]
    office = json.loads((data / "translate" / "kobe_ja.json").read_text("utf-8")).values()
    kinds = {"JSQuAD": paragraphs, "city office": [text for text in office if isinstance(text, str)]}
    return {kind: _without(texts, entries) for kind, texts in kinds.items()}


def _without(texts: Iterable[str], entries: Sequence[Entry]) -> list[str]:
    taken: list[str] = []
    for text in texts:
        if sum(map(len, taken)) + len(text) > ORDINARY_CHARACTERS:
            break
        if not any(entry.written in text for entry in entries):
            taken.append(text)
    return taken


def _false_row(
    vocabulary: str,
    how: str,
    ordinary: Sequence[Sequence[str]],
    beside: Sequence[Sequence[str]],
    corrector: Corrector,
) -> str:
    answers = corrector.corrected(*_columns([*beside, *ordinary]))[len(beside) :]
    replaced, characters = sum(len(changes) for _, changes in answers), sum(len(text) for text, _ in ordinary)
    return f"| {vocabulary} | {how} | {characters:,} | {replaced} | {1000 * replaced / characters:.2f} |"


def _strange_row(name: str, heard: Heard, others: Sequence[Heard], corrector: Corrector) -> str:
    """Of the vocabulary's words, those put into the meetings of `others` that nobody says there."""
    words, own = {entry.written for entry in heard.entries}, [s for texts in heard.ours for s in texts]
    replaced = characters = 0
    for other in others:
        for case, texts in zip(other.cases, other.ours, strict=True):
            strange = words - set(terms_in(case.script.text, dict.fromkeys(words, "")))
            answers = corrector.corrected(*_columns([*own, *texts]))[len(own) :]
            replaced += sum(change.entry in strange for _, changes in answers for change in changes)
            characters += sum(len(text) for text, _ in texts)
    rate = 1000 * replaced / characters
    return (
        f"| {name}, other meetings as heard | beside a meeting | {characters:,} | {replaced} | {rate:.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    settings = Settings()
    name, store = settings.transcribe.model, ModelStore(settings.models)
    model = Resident(name, lambda: load_whisper(store.folder(name)), idle_seconds=60)
    dictionary = Resident("sudachi", load_dictionary, idle_seconds=60)
    table = tables(Bench(model, store.folder(name), dictionary), given.data)
    write_section("transcribe-terms", f"`python -m bench.transcribe.terms --data DIR`\n\n{table}")
    print(table)


if __name__ == "__main__":
    main()
