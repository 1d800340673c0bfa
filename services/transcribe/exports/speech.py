"""What was said, line by line, as every document format shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.transcribe.clock import clock
from services.transcribe.exports.options import ExportOptions
from services.transcribe.exports.outline import speaker_names
from services.transcribe.minutes import Minutes
from services.transcribe.schemas import Segment, Transcript
from services.transcribe.text.style import styled

DOUBTFUL = "【要確認】"
"""Before what a person should listen to again."""
PARAGRAPH = 250
"""Characters of a paragraph at most, unless one segment has more."""
OVERLAP = "（発言の重なりあり）"


@dataclass(frozen=True)
class Spoken:
    """One segment of the full text."""

    time: str
    speaker: str
    """Empty when it is not known."""
    text: str
    doubtful: bool
    overlap: bool
    item: str | None
    """The agenda item that opens with it."""

    @property
    def line(self) -> str:
        """Marks, speaker and text, without the time."""
        named = f"{self.speaker}：{self.text}" if self.speaker else self.text
        return f"{DOUBTFUL if self.doubtful else ''}{named}{OVERLAP if self.overlap else ''}"

    @property
    def body(self) -> str:
        """The same without the speaker."""
        return f"{DOUBTFUL if self.doubtful else ''}{self.text}{OVERLAP if self.overlap else ''}"


@dataclass(frozen=True)
class Turn:
    """What one person says at a stretch, as a paragraph."""

    pieces: list[Spoken]

    @property
    def first(self) -> Spoken:
        return self.pieces[0]

    @property
    def line(self) -> str:
        """Speaker and text, each piece with its marks."""
        text = "".join(piece.body for piece in self.pieces)
        return f"{self.first.speaker}：{text}" if self.first.speaker and text else text


@dataclass(frozen=True)
class Corrected:
    """What the vocabulary changed, for the appendix."""

    time: str
    original: str
    entry: str
    reading: str


def spoken(transcript: Transcript, options: ExportOptions) -> Iterator[Spoken]:
    """Every segment of which something is left in the chosen style."""
    names, items = speaker_names(transcript), _openings(transcript.found_minutes)
    for segment in transcript.segments:
        item, text = items.pop(segment.id, None), shown(segment, options)
        if text or item:
            speaker = names.get(segment.speaker or "", segment.speaker or "")
            yield Spoken(clock(segment.start), speaker, text, segment.doubtful, segment.overlap, item)


def turns(lines: Iterable[Spoken]) -> Iterator[Turn]:
    """The segments joined while one known person speaks, to paragraphs that can still be read."""
    held: list[Spoken] = []
    for each in lines:
        if held and not _goes_on(held, each):
            yield Turn(held)
            held = []
        held = [*held, each]
    if held:
        yield Turn(held)


def _goes_on(held: list[Spoken], each: Spoken) -> bool:
    same = bool(each.speaker) and each.speaker == held[0].speaker and each.item is None
    return same and sum(len(piece.text) for piece in held) + len(each.text) <= PARAGRAPH


def shown(segment: Segment, options: ExportOptions) -> str:
    """The text of a segment in the chosen style."""
    return styled(segment.text, segment.marks, options.style).strip()


def corrected(transcript: Transcript) -> list[Corrected]:
    return [
        Corrected(clock(segment.start), each.original, each.entry, each.reading)
        for segment in transcript.segments
        for each in segment.corrections
    ]


def _openings(minutes: Minutes) -> dict[str, str]:
    """The agenda item that opens in each segment; the last one where several do."""
    return {item.discussion[0].segment: item.text for item in minutes.agenda if item.discussion}
