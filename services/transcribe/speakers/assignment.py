"""Who said each heard segment."""

from collections.abc import Sequence

from services.transcribe.schemas import HeardSegment, Speaker
from services.transcribe.speakers.splitting import split
from services.transcribe.speakers.timetable import Timetable
from services.transcribe.speakers.turns import Turn

OVERLAP_SECONDS = 0.25
"""A shorter moment of two voices at once is the end of one turn and the start of the next."""


def assigned(
    segments: Sequence[HeardSegment], turns: Sequence[Turn]
) -> tuple[list[HeardSegment], list[Speaker]]:
    """The segments with their speakers, and the speakers in the order in which they are first heard.

    A segment with word times is split where the speaker changes. Only segments without marks and
    corrections may be given, since a split would move these. The ids are s1, s2, ... anew.
    """
    table = Timetable(turns)
    pieces = [piece for segment in segments for piece in split(segment, table)]
    ids: dict[int, str] = {}
    named = []
    for number, (piece, voice) in enumerate(pieces, 1):
        speaker = None if voice is None else ids.setdefault(voice, f"S{len(ids) + 1}")
        overlap = voice is not None and table.beside(voice, piece.start, piece.end) >= OVERLAP_SECONDS
        named.append(piece.model_copy(update={"id": f"s{number}", "speaker": speaker, "overlap": overlap}))
    return named, [Speaker(id=name, name=f"話者{name[1:]}") for name in ids.values()]
