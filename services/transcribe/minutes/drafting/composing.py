"""A draft out of a transcript: each piece summed up, then each agenda item, then the whole."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.transcribe.minutes.drafting.doubts import doubtful
from services.transcribe.minutes.drafting.prompts import JOIN, PART, WHOLE, pieces
from services.transcribe.minutes.drafting.writer import Writer
from services.transcribe.minutes.model import Draft, DraftSection, Minutes
from services.transcribe.minutes.sentences import Timed, sentences

WHOLE_MEETING = "会議の内容"
Ask = Callable[[str, str], str]
"""One instruction and one text to the model; the job makes each of these a checkpoint."""


class Recorded(Protocol):
    """What a transcript has of what a draft needs."""

    @property
    def segments(self) -> Sequence[Timed]: ...
    @property
    def found_minutes(self) -> Minutes: ...


@dataclass(frozen=True)
class Part:
    heading: str
    pieces: list[str]


def parts_of(transcript: Recorded, names: Mapping[str, str], characters: int) -> list[Part]:
    """What was said about each agenda item, cut to fit; the whole meeting where no item was found."""
    items = [item for item in transcript.found_minutes.agenda if item.discussion]
    if not items:
        said = sentences(transcript.segments)
        lines = [_line(each.text, each.speaker, names) for each in said]
        return [Part(WHOLE_MEETING, list(pieces(lines, characters)))] if lines else []
    return [
        Part(item.text, list(pieces((_line(r.text, r.speaker, names) for r in item.discussion), characters)))
        for item in items
    ]


def compose(parts: Sequence[Part], ask: Ask, said: str, writer: Writer) -> Draft:
    """The draft; what in it does not occur in `said` is listed with the part that says it."""
    sections = [_section(part, ask, said, writer.characters) for part in parts]
    summaries = [f"{section.heading}：{section.text}" for section in sections]
    text = sections[0].text if len(sections) == 1 else _joined(summaries, WHOLE, ask, writer.characters)
    return Draft(
        engine=writer.engine,
        model=writer.model,
        made_at=dt.datetime.now(dt.UTC),
        text=text,
        doubtful=doubtful(text, said),
        sections=sections,
    )


def calls(parts: Sequence[Part]) -> int:
    """About how often the model will be asked."""
    return sum(len(part.pieces) + (len(part.pieces) > 1) for part in parts) + (len(parts) > 1)


def _section(part: Part, ask: Ask, said: str, characters: int) -> DraftSection:
    text = _joined([ask(PART, piece) for piece in part.pieces], JOIN, ask, characters)
    return DraftSection(heading=part.heading, text=text, doubtful=doubtful(text, said))


def _joined(texts: list[str], instruction: str, ask: Ask, characters: int) -> str:
    """One text out of many, in as many rounds as it takes for them to fit."""
    if not texts:
        return ""
    while len(texts) > 1:
        rounds = list(pieces(texts, characters))
        # A round that joins nothing would go on for ever.
        texts = [ask(instruction, each) for each in rounds] if len(rounds) < len(texts) else texts[:1]
    return texts[0]


def _line(text: str, speaker: str | None, names: Mapping[str, str]) -> str:
    return f"{names.get(speaker, speaker)}：{text}" if speaker else text
