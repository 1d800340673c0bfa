"""決定事項 and 宿題 found in made meetings: recall, precision, and the fields of a task.

    python -m bench.transcribe.minutes

The meetings are in `meetings/`, one sentence after the other, each that counts followed by its mark:
`[決1]` a decision, `[宿1 who=… due=… iso=…]` a task, `[任]` a sentence that counts neither way. One number on
several sentences: any of them is right, and it is found once. A found item is right when its sentence is a
marked one, or the one before that in the same turn, from which it goes on: 「木曜に配ってください。必ずですよ。[宿1]」.
Measured on the text as it is, and as a recognizer may give it: one segment a turn, no punctuation, fillers
between the clauses. Three sets: those in this folder and those of `learned/` teach `bench.transcribe.learn`
what the evidence weighs; those of `kept/` were written blind and only scored: they alone say what to expect of
a meeting that nobody has seen.
"""

import argparse
import datetime as dt
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bench.report import write_section
from services.transcribe.minutes import Decision, Mention, Task, write_minutes
from services.transcribe.minutes.people import same_person
from services.transcribe.text.style import styled

FOLDER = Path(__file__).resolve().parent / "meetings"
MARK = re.compile(r"\[(?P<kind>決|宿|任)(?P<number>\d*)(?P<fields>[^\]]*)\]")
CUT = re.compile(r"(?<=[。？！])(?!\[)|(?<=\])(?!\[)")
FILLERS = ("えー", "えーと", "あのー", "えっと", "そのー")
SECONDS_A_CHARACTER = 0.15
LIKE = 0.6


class Segment(NamedTuple):
    id: str
    start: float
    end: float
    text: str
    speaker: str | None


class Person(NamedTuple):
    id: str
    name: str


@dataclass
class Line:
    """A sentence and its marks."""

    speaker: str
    text: str
    marks: list[re.Match[str]]
    turn: int


@dataclass
class Wanted:
    """One item to be found: the sentences that are right for it."""

    texts: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Meeting:
    name: str
    title: str
    genre: str
    date: dt.date
    lines: list[Line]

    def wanted(self, kind: str) -> dict[str, Wanted]:
        found: dict[str, Wanted] = {}
        for place, line in enumerate(self.lines):
            for mark in line.marks:
                if mark["kind"] == kind:
                    item = found.setdefault(mark["number"], Wanted())
                    item.texts += self._passage(place)
                    item.fields |= dict(re.findall(r"(\w+)=(\S+)", mark["fields"]))
        return found

    def _passage(self, place: int) -> list[str]:
        """The marked sentence, and the one it goes on from."""
        line, before = self.lines[place], self.lines[max(0, place - 1)]
        same = before.turn == line.turn and not before.marks
        return [line.text, before.text] if same else [line.text]

    @property
    def optional(self) -> list[str]:
        return [line.text for line in self.lines if any(mark["kind"] == "任" for mark in line.marks)]


def load(path: Path) -> Meeting:
    heads: dict[str, str] = {}
    lines: list[Line] = []
    for turn, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if row.startswith("#"):
            name, _, value = row.lstrip("# ").partition(": ")
            heads[name] = value
        elif row.strip():
            speaker, _, said = row.partition(": ")
            for sentence in filter(None, CUT.split(said)):
                marks = list(MARK.finditer(sentence))
                lines.append(Line(speaker.split()[-1], MARK.sub("", sentence).strip(), marks, turn))
    return Meeting(path.stem, heads["title"], heads["genre"], dt.date.fromisoformat(heads["date"]), lines)


def as_written(meeting: Meeting) -> list[Segment]:
    """One segment a sentence, with its punctuation."""
    return _timed((line.speaker, line.text) for line in meeting.lines)


def as_recognized(meeting: Meeting) -> list[Segment]:
    """One segment a turn, no punctuation, a filler at every third comma or so."""
    chance = random.Random(meeting.name)  # noqa: S311 (the same text every time)
    turns: dict[int, tuple[str, str]] = {}
    for line in meeting.lines:
        before = turns.get(line.turn, (line.speaker, ""))[1]
        turns[line.turn] = (line.speaker, before + _unpunctuated(line.text, chance))
    return _timed(turns.values())


def _unpunctuated(text: str, chance: random.Random) -> str:
    pieces = re.split("[、。？！]", text)
    return "".join(
        piece + (chance.choice(FILLERS) if n and chance.random() < 1 / 3 else "")
        for n, piece in enumerate(pieces)
    )


def _timed(turns: Iterable[tuple[str, str]]) -> list[Segment]:
    segments, now = [], 0.0
    for number, (speaker, text) in enumerate(turns, 1):
        end = now + len(text) * SECONDS_A_CHARACTER
        segments.append(Segment(f"s{number}", now, end, text, speaker))
        now = end + 0.3
    return segments


@dataclass
class Tally:
    wanted: int = 0
    found: int = 0
    right: int = 0
    fields: dict[str, list[bool]] = field(default_factory=lambda: {"who": [], "due": [], "iso": []})
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def __add__(self, other: "Tally") -> "Tally":
        fields = {name: values + other.fields[name] for name, values in self.fields.items()}
        return Tally(
            self.wanted + other.wanted, self.found + other.found, self.right + other.right, fields,
            self.missed + other.missed, self.false + other.false, self.wrong + other.wrong,
        )  # fmt: skip


def score(wanted: dict[str, Wanted], found: Sequence[Mention], optional: Sequence[str]) -> Tally:
    """An item found twice is right once; what matches only an optional sentence counts neither way."""
    tally, left = Tally(wanted=len(wanted)), dict(wanted)
    for item in found:
        number = next(
            (n for n, each in left.items() if any(passage_of(item, text) for text in each.texts)), None
        )
        if number is not None:
            tally.right += 1
            tally.found += 1
            _check_fields(tally, left.pop(number), item)
        elif not any(passage_of(item, text) for text in optional):
            tally.found += 1
            tally.false.append(item.text)
    tally.missed = [each.texts[0] for each in left.values()]
    return tally


def _check_fields(tally: Tally, wanted: Wanted, item: Mention) -> None:
    if not isinstance(item, Task):
        return
    fields = wanted.fields
    day = item.due_date.isoformat() if item.due_date else None
    right = {
        "who": same_person(item.who, fields.get("who")) or item.who == fields.get("who"),
        "due": _bare(item.due or "") == _bare(styled(fields.get("due", ""), (), "cleaned")),
        "iso": day == fields.get("iso"),
    }
    for name, is_right in right.items():
        tally.fields[name].append(is_right)
    if not all(right.values()):
        tally.wrong.append(f"{item.who}, {item.due}, {day}, not {fields}: {item.text}")


def passage_of(item: Mention, text: str) -> bool:
    """The sentence, or most of it: what is shown leaves out its opening and its closing words."""
    shown, said = _pairs(item.text), _pairs(text)
    common = len(shown & said)
    return common >= LIKE * min(len(shown), len(said)) and common >= LIKE / 2 * max(len(shown), len(said))


def _pairs(text: str) -> set[str]:
    bare = _bare(styled(text, (), "cleaned"))
    return {bare[i : i + 2] for i in range(max(1, len(bare) - 1))}


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def measure(meetings: Sequence[Meeting], view: Callable[[Meeting], list[Segment]]) -> dict[str, Tally]:
    """Decisions and tasks of all `meetings`, each seen through `view`."""
    total = {"決定事項": Tally(), "宿題": Tally()}
    for meeting in meetings:
        segments = view(meeting)
        people = [Person(name, name) for name in {line.speaker for line in meeting.lines}]
        minutes = write_minutes(meeting.title, meeting.date, segments, people)
        decisions: list[Decision] = minutes.decisions
        total["決定事項"] += score(meeting.wanted("決"), decisions, meeting.optional)
        total["宿題"] += score(meeting.wanted("宿"), minutes.tasks, meeting.optional)
    return total


VIEWS = {"as written": as_written, "no punctuation, fillers": as_recognized}


def table(data: Path) -> str:  # noqa: ARG001
    """The table in markdown. The meetings lie beside this file: none of the measuring `data` is needed."""
    return "\n".join(rows())


def rows() -> list[str]:
    """The table: each set of meetings, each view of them."""
    lines = [
        "| meetings | text | | wanted | recall | precision | who | due | due as a day |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, folder in (
        ("learned from, known while the rules were written", FOLDER),
        ("learned from, written later", FOLDER / "learned"),
        ("written blind, never looked at", FOLDER / "kept"),
    ):
        meetings = [load(path) for path in sorted(folder.glob("*.txt"))]
        for text, view in VIEWS.items():
            for kind, tally in measure(meetings, view).items():
                label = f"{len(meetings)}, {name}"
                lines.append(f"| {label} | {text} | {kind} | {tally.wanted} | {_figures(tally)} |")
    return lines


def _figures(tally: Tally) -> str:
    fields = [f"{sum(right) / len(right):.0%}" if right else "–" for right in tally.fields.values()]
    return " | ".join([f"{tally.recall:.1%}", f"{tally.precision:.1%}", *fields])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="say what was missed and what was false")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    asked = parser.parse_args()
    figures = "\n".join(rows())
    print(figures)
    if asked.errors:
        _print_errors()
    if asked.write:
        write_section("transcribe-minutes", figures)


def _print_errors() -> None:
    for path in sorted(FOLDER.glob("*.txt")):  # not of kept/: what was looked at is kept no longer
        for text, view in VIEWS.items():
            for kind, tally in measure([load(path)], view).items():
                for missed in tally.missed:
                    print(f"{path.stem} {text} {kind} MISSED {missed}")
                for false in tally.false:
                    print(f"{path.stem} {text} {kind} FALSE {false}")
                for wrong in tally.wrong:
                    print(f"{path.stem} {text} {kind} WRONG {wrong}")


if __name__ == "__main__":
    main()
