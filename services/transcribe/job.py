"""The transcription job: decode once, then one checkpointed step a chunk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.jobs import JobContext
from common.resident import Resident
from common.service import Service
from services.transcribe.audio.decoding import Decoded
from services.transcribe.audio.extraction import extract
from services.transcribe.audio.levels import levels_path, read_levels
from services.transcribe.audio.pcm import RATE, length
from services.transcribe.finishing import finished, kept
from services.transcribe.hearing.timeline import joined
from services.transcribe.interruptible import Check, interruptible
from services.transcribe.library import Library
from services.transcribe.listening import Listened, Listener
from services.transcribe.progress import Progress
from services.transcribe.schemas import Asked, Recording, Transcript
from services.transcribe.speakers.channels import by_channel
from services.transcribe.speakers.diarization import diarized
from services.transcribe.speakers.turns import Turn
from services.transcribe.speakers.voices import Voices
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.municipal import municipal_terms
from services.transcribe.vocabulary.settled import settled

KIND = "transcription"


@dataclass(frozen=True)
class TranscriptionJob:
    """`run` is the job's function; a kill resumes at the first chunk without a checkpoint."""

    service: Service
    library: Library
    listener: Listener
    dictionary: Resident[Any]
    """Of readings, for the vocabulary."""

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        recording = Recording.model_validate(params)
        self.library.note(context.id, context.owner, recording)
        pcm = self.service.files.folder(context.id) / "sound.pcm"
        try:
            decoded = self._decoded(context, recording, pcm)
            known = known_turns(recording, decoded, pcm)
            transcript, voices = self._heard(context, recording, decoded, pcm, with_voices=known is None)
        finally:
            # A killed process leaves it, and the resumed job uses it again.
            for leftover in pcm.parent.glob("sound.*"):
                leftover.unlink(missing_ok=True)
        spoken = Spoken(known, voices, recording.speakers)
        context.step("publish", self._publish, context, transcript, spoken, recording)
        return {"links": links(context.id), "duration": round(decoded.seconds, 3)}

    def _decoded(self, context: JobContext, recording: Recording, pcm: Path) -> Decoded:
        stored = context.step("decode", self._decode, context, recording, pcm)
        decoded = Decoded.model_validate(stored)
        if not is_whole(pcm, decoded):
            decoded = Decoded.model_validate(self._decode(context, recording, pcm))
        return decoded

    def _decode(self, context: JobContext, recording: Recording, pcm: Path) -> dict[str, Any]:
        source = self.service.files.get(recording.file_id).path
        limits = self.service.settings.sandbox
        report = Progress(context)
        return extract(source, pcm, limits, check=context.check, report=report.decoding).model_dump()

    def _heard(
        self, context: JobContext, recording: Recording, decoded: Decoded, pcm: Path, *, with_voices: bool
    ) -> tuple[Transcript, list[Voices]]:
        transcript, voices = unheard(recording, decoded), []
        asked = recording.asked.model_copy(update={"vocabulary": self._entries(recording)})
        report, start, number = Progress(context, decoded.seconds), 0, 0
        while start < decoded.samples:
            asked = asked.model_copy(update={"language": transcript.language})
            arguments = context, pcm, start, asked, report, with_voices
            found = Listened.model_validate(context.step(f"chunk-{number}", self._chunk, *arguments))
            transcript = joined(transcript, found.heard)
            voices += [found.voices] if found.voices else []
            self._show(context, transcript, recording.asked)
            start, number = found.end, number + 1
            report.heard(start / RATE)
        return transcript, voices

    def _chunk(
        self, context: JobContext, pcm: Path, start: int, asked: Asked, report: Progress, with_voices: bool
    ) -> dict[str, Any]:
        listened = self.listener.listen(
            pcm, start, asked, with_voices=with_voices, check=context.check, report=report
        )
        return listened.model_dump(mode="json")

    def _show(self, context: JobContext, transcript: Transcript, asked: Asked) -> None:
        """What is heard so far can be read while the rest is being heard."""
        shown = kept(transcript.segments, words=asked.words)
        self.library.keep(context.id, context.owner, transcript.model_copy(update={"segments": shown}))

    def _entries(self, recording: Recording) -> list[Entry]:
        return settled(self.service.files.get(recording.file_id))

    def _publish(
        self, context: JobContext, transcript: Transcript, spoken: "Spoken", recording: Recording
    ) -> None:
        report = Progress(context, transcript.duration)

        def still_wanted() -> None:
            context.check()
            report.finishing()

        whole = interruptible(
            lambda check: self._finished(transcript, spoken, recording, check), still_wanted
        )
        self.library.keep(context.id, context.owner, whole)

    def _finished(
        self, transcript: Transcript, spoken: "Spoken", recording: Recording, check: Check
    ) -> Transcript:
        common = municipal_terms() if self.service.settings.transcribe.municipal_terms else ()
        corrector = Corrector(self.dictionary, self._entries(recording), common)
        turns = spoken.turns()
        check()
        return finished(transcript, turns, corrector, words=recording.asked.words, check=check)


@dataclass(frozen=True)
class Spoken:
    """Who spoke when: known beforehand, or to be found from the voices."""

    known: list[Turn] | None
    voices: list[Voices]
    speakers: int | None

    def turns(self) -> list[Turn]:
        return diarized(self.voices, self.speakers) if self.known is None else self.known


def is_whole(pcm: Path, decoded: Decoded) -> bool:
    """Whether the sound that an earlier process decoded is still there."""
    return pcm.is_file() and length(pcm) == decoded.samples and levels_path(pcm).is_file()


def known_turns(recording: Recording, decoded: Decoded, pcm: Path) -> list[Turn] | None:
    """Who spoke when, where no voice need be heard for it: one person, or one microphone each."""
    if recording.speakers == 1:
        return [Turn(start=0.0, end=decoded.seconds, speaker=0)]
    if decoded.channels == 1 or recording.asked.channels == "mix":
        return None
    levels = read_levels(levels_path(pcm), decoded.channels)
    return by_channel(levels, told=recording.asked.channels == "separate")


def unheard(recording: Recording, decoded: Decoded) -> Transcript:
    return Transcript(
        title=recording.title,
        date=recording.date,
        place=recording.place,
        language=recording.asked.language,
        duration=round(decoded.seconds, 3),
        warnings=decoded.warnings,
    )


def links(transcription_id: str) -> dict[str, str]:
    """Where the result can be fetched."""
    own = f"/v1/transcriptions/{transcription_id}"
    formats = ("docx", "xlsx", "txt", "md", "srt", "vtt", "json")
    return {"self": own, "audio": f"{own}/audio"} | {name: f"{own}/export?format={name}" for name in formats}
