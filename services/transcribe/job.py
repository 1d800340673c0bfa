"""The transcription job: decode once, then one checkpointed step a chunk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.jobs import JobContext
from common.resident import Resident
from common.service import Service
from services.transcribe.audio.decoding import Decoded
from services.transcribe.audio.extraction import extract
from services.transcribe.audio.pcm import RATE, length, read_samples
from services.transcribe.finishing import finished, kept
from services.transcribe.hearing.recognition import Heard, Recognizer
from services.transcribe.hearing.speech import next_chunk
from services.transcribe.hearing.timeline import joined, shifted
from services.transcribe.library import Library
from services.transcribe.progress import Progress
from services.transcribe.schemas import Asked, Recording, Transcript
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.settled import settled

KIND = "transcription"


@dataclass(frozen=True)
class TranscriptionJob:
    """`run` is the job's function; a kill resumes at the first chunk without a checkpoint."""

    service: Service
    library: Library
    recognizer: Recognizer
    dictionary: Resident[Any]
    """Of readings, for the vocabulary."""
    chunk_seconds: float

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        recording = Recording.model_validate(params)
        self.library.note(context.id, context.owner, recording)
        pcm = self.service.files.folder(context.id) / "sound.pcm"
        try:
            decoded = self._decoded(context, recording, pcm)
            transcript = self._transcribed(context, recording, decoded, pcm)
        finally:
            # A killed process leaves it, and the resumed job uses it again.
            for leftover in pcm.parent.glob("sound.*"):
                leftover.unlink(missing_ok=True)
        context.step("publish", self._publish, context, transcript, recording)
        return {"links": links(context.id)}

    def _decoded(self, context: JobContext, recording: Recording, pcm: Path) -> Decoded:
        stored = context.step("decode", self._decode, context, recording, pcm)
        decoded = Decoded.model_validate(stored)
        if not pcm.is_file() or length(pcm) != decoded.samples:
            self._decode(context, recording, pcm)
        return decoded

    def _decode(self, context: JobContext, recording: Recording, pcm: Path) -> dict[str, Any]:
        source = self.service.files.get(recording.file_id).path
        limits = self.service.settings.sandbox
        report = Progress(context)
        return extract(source, pcm, limits, check=context.check, report=report.decoding).model_dump()

    def _transcribed(
        self, context: JobContext, recording: Recording, decoded: Decoded, pcm: Path
    ) -> Transcript:
        transcript = Transcript(
            title=recording.title,
            date=recording.date,
            place=recording.place,
            language=recording.asked.language,
            duration=round(decoded.seconds, 3),
            warnings=decoded.warnings,
        )
        wanted = recording.asked.model_copy(update={"vocabulary": self._entries(recording)})
        report, start, number = Progress(context, decoded.seconds), 0, 0
        while start < decoded.samples:
            asked = wanted.model_copy(update={"language": transcript.language})
            found = context.step(f"chunk-{number}", self._chunk, context, pcm, start, asked, report)
            transcript = joined(transcript, Heard.model_validate(found["heard"]))
            shown = kept(transcript.segments, words=recording.asked.words)
            partial = transcript.model_copy(update={"segments": shown})
            self.library.keep(context.id, context.owner, partial)
            start, number = int(found["end"]), number + 1
        return transcript

    def _chunk(
        self, context: JobContext, pcm: Path, start: int, asked: Asked, report: Progress
    ) -> dict[str, Any]:
        report.begin(start / RATE)
        chunk = next_chunk(pcm, start, int(self.chunk_seconds * RATE))
        context.check()
        heard = Heard(language=asked.language, segments=[])
        if chunk.speech:
            heard = self.recognizer.hear(
                read_samples(pcm, start, chunk.end - start),
                asked,
                check=context.check,
                done=lambda seconds: report.heard(start / RATE + seconds),
                spans=chunk.speech,
            )
        report.heard(chunk.end / RATE)
        return {"end": chunk.end, "heard": shifted(heard, start / RATE, chunk.end / RATE).model_dump()}

    def _entries(self, recording: Recording) -> list[Entry]:
        return settled(self.service.files.get(recording.file_id))

    def _publish(self, context: JobContext, transcript: Transcript, recording: Recording) -> None:
        corrector = Corrector(self.dictionary, self._entries(recording))
        whole = finished(transcript, corrector, words=recording.asked.words)
        self.library.keep(context.id, context.owner, whole)


def links(transcription_id: str) -> dict[str, str]:
    """Where the result can be fetched."""
    own = f"/v1/transcriptions/{transcription_id}"
    formats = ("docx", "xlsx", "txt", "md", "srt", "vtt", "json")
    return {"self": own, "audio": f"{own}/audio"} | {name: f"{own}/export?format={name}" for name in formats}
