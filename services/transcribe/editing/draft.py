"""A transcript while operations are applied to it: all of them become one new version, or none does."""

import re
from collections.abc import Sequence
from typing import Any

from common.errors import BadRequest
from services.transcribe.minutes.model import Minutes
from services.transcribe.schemas import HeardSegment, Speaker, Transcript

NUMBER = re.compile(r"\d+$")
LONGEST_TEXT = 10_000


class Draft:
    """Lists and names of a transcript that operations may change; the transcript itself never changes."""

    def __init__(self, transcript: Transcript) -> None:
        self._original = transcript
        self.segments = list(transcript.segments)
        self.speakers = {speaker.id: speaker for speaker in transcript.speakers}
        self.title = transcript.title
        self.date = transcript.date
        self.place = transcript.place
        self.label = transcript.label
        self.minutes: Minutes = transcript.found_minutes
        self.by_hand = list(transcript.by_hand)
        self._last_segment = max([transcript.last_segment, *map(_number, (s.id for s in self.segments))])
        self._last_speaker = max([transcript.last_speaker, *map(_number, self.speakers)])
        self._places = self._find_places()

    def segment(self, segment_id: str) -> HeardSegment:
        return self.segments[self.place_of(segment_id)]

    def place_of(self, segment_id: str) -> int:
        """Its index; BadRequest for an id that is not there."""
        if segment_id not in self._places:
            raise BadRequest(f"発言「{segment_id[:20]}」はありません。読み直してからやり直してください。")
        return self._places[segment_id]

    def change(self, segment_id: str, **members: Any) -> None:
        """Give one segment other members, its id and place kept."""
        at = self.place_of(segment_id)
        self.segments[at] = self.segments[at].model_copy(update=members)

    def replace(self, first: int, last: int, by: Sequence[HeardSegment]) -> None:
        """Put `by` in the place of the segments from index `first` to `last`, both included."""
        self.segments[first : last + 1] = by
        self._places = self._find_places()

    def new_segment_id(self) -> str:
        """One that no segment of this transcript ever had, undone versions included."""
        self._last_segment += 1
        return f"s{self._last_segment}"

    def speaker(self, speaker_id: str) -> Speaker:
        if speaker_id not in self.speakers:
            raise BadRequest(f"話者「{speaker_id[:20]}」はいません。読み直してからやり直してください。")
        return self.speakers[speaker_id]

    def speaker_named(self, name: str) -> Speaker:
        """The speaker of that name; a new one when nobody has it."""
        for speaker in self.speakers.values():
            if speaker.name == name:
                return speaker
        self._last_speaker += 1
        speaker = Speaker(id=f"S{self._last_speaker}", name=name)
        self.speakers[speaker.id] = speaker
        return speaker

    def transcript(self) -> Transcript:
        return self._original.model_copy(
            update={
                "segments": self.segments,
                "speakers": list(self.speakers.values()),
                "title": self.title,
                "date": self.date,
                "place": self.place,
                "label": self.label,
                "minutes": self.minutes,
                "by_hand": self.by_hand,
                "last_segment": self._last_segment,
                "last_speaker": self._last_speaker,
            }
        )

    def _find_places(self) -> dict[str, int]:
        return {segment.id: index for index, segment in enumerate(self.segments)}


def _number(identity: str) -> int:
    found = NUMBER.search(identity)
    return int(found[0]) if found else 0
