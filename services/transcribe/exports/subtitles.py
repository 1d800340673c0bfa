"""SubRip and WebVTT (W3C, https://www.w3.org/TR/webvtt1/).

Subtitles carry what is said and by whom; what is to be checked is marked in the documents, not on a screen.
"""

from collections.abc import Iterable, Mapping

from services.transcribe.clock import subtitle_time
from services.transcribe.exports.options import ExportOptions
from services.transcribe.exports.outline import speaker_names
from services.transcribe.exports.speech import shown
from services.transcribe.schemas import Segment, Transcript

SHORTEST = 0.001
VERBATIM = ExportOptions(style="verbatim")
NO_NAMES: Mapping[str, str] = {}


def srt_export(transcript: Transcript, options: ExportOptions = VERBATIM) -> bytes:
    return srt(transcript.segments, speaker_names(transcript), options).encode()


def vtt_export(transcript: Transcript, options: ExportOptions = VERBATIM) -> bytes:
    return vtt(transcript.segments, speaker_names(transcript), options).encode()


def srt(
    segments: Iterable[Segment], names: Mapping[str, str] = NO_NAMES, options: ExportOptions = VERBATIM
) -> str:
    lines = _lines(segments, names, options)
    return "\n".join(f"{n}\n{_times(s, ',')}\n{line}\n" for n, (s, line) in enumerate(lines, 1))


def vtt(
    segments: Iterable[Segment], names: Mapping[str, str] = NO_NAMES, options: ExportOptions = VERBATIM
) -> str:
    lines = _lines(segments, names, options)
    return "\n".join(["WEBVTT\n", *(f"{_times(s, '.')}\n{_escaped(line)}\n" for s, line in lines)])


def _lines(
    segments: Iterable[Segment], names: Mapping[str, str], options: ExportOptions
) -> Iterable[tuple[Segment, str]]:
    """One line each, since an empty one would end the cue; none where nothing is left to read."""
    for segment in segments:
        text = " ".join(shown(segment, options).split())
        if text:
            speaker = names.get(segment.speaker or "", segment.speaker)
            yield segment, f"{speaker}: {text}" if speaker else text


def _times(segment: Segment, mark: str) -> str:
    # A cue must end after it starts.
    end = max(segment.end, segment.start + SHORTEST)
    return f"{subtitle_time(segment.start, mark)} --> {subtitle_time(end, mark)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
