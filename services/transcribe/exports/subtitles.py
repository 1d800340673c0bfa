"""SubRip and WebVTT (W3C, https://www.w3.org/TR/webvtt1/)."""

from collections.abc import Iterable

from services.transcribe.clock import subtitle_time
from services.transcribe.schemas import Segment

SHORTEST = 0.001


def srt(segments: Iterable[Segment]) -> str:
    cues = [
        f"{number}\n{_times(segment, ',')}\n{_line(segment)}\n" for number, segment in enumerate(segments, 1)
    ]
    return "\n".join(cues)


def vtt(segments: Iterable[Segment]) -> str:
    cues = [f"{_times(segment, '.')}\n{_escaped(_line(segment))}\n" for segment in segments]
    return "\n".join(["WEBVTT\n", *cues])


def _times(segment: Segment, mark: str) -> str:
    # A cue must end after it starts.
    end = max(segment.end, segment.start + SHORTEST)
    return f"{subtitle_time(segment.start, mark)} --> {subtitle_time(end, mark)}"


def _line(segment: Segment) -> str:
    """One line, since an empty one would end the cue."""
    text = " ".join(segment.text.split())
    return f"{segment.speaker}: {text}" if segment.speaker else text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
