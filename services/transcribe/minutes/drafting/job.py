"""The draft job: one checkpointed step for each question to the model."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from common.identity import Principal
from common.jobs import JobContext
from common.service import Service
from services.transcribe.library import Library
from services.transcribe.minutes.drafting.composing import calls, compose, parts_of
from services.transcribe.minutes.drafting.engines import writer_of
from services.transcribe.minutes.drafting.writer import Writer
from services.transcribe.schemas import Transcript

KIND = "draft"
UNFINISHED = 0.99


@dataclass(frozen=True)
class DraftJob:
    """`run` is the job's function; after a kill the questions already answered are not asked again."""

    library: Library
    writer: Writer

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        transcription_id = str(params["transcription"])
        caller = Principal(user=context.owner, roles=frozenset(params["roles"]))
        transcript = self.library.finished(transcription_id, caller)
        self.library.shelf.drafts.note(transcription_id, context.owner, context.id)
        names = {speaker.id: speaker.name for speaker in transcript.speakers}
        parts = parts_of(transcript, names, self.writer.characters)
        draft = compose(parts, self._asking(context, calls(parts)), _said(transcript, names), self.writer)
        self.library.finished(transcription_id, caller)  # it may have been deleted meanwhile
        self.library.shelf.drafts.keep(transcription_id, context.owner, draft)
        return {"links": {"self": f"/v1/transcriptions/{transcription_id}"}}

    def _asking(self, context: JobContext, total: int) -> Callable[[str, str], str]:
        asked = 0

        def ask(instruction: str, text: str) -> str:
            nonlocal asked
            context.progress(
                min(asked / max(total, 1), UNFINISHED),
                f"要約の下書きを書いています（{asked + 1} / {max(total, asked + 1)}）",
            )
            answer = context.step(f"ask-{asked}", self.writer.answer, instruction, text, context.check)
            asked += 1
            return answer

        return ask


def draft_job(service: Service, library: Library) -> DraftJob:
    """The job, to be registered as KIND: `service.jobs.register(KIND, draft_job(...).run)`."""
    return DraftJob(library, writer_of(service))


def _said(transcript: Transcript, names: dict[str, str]) -> str:
    """All that may stand in a draft: what was said, by whom, under which title."""
    return "\n".join([transcript.title, *names.values(), *(segment.text for segment in transcript.segments)])
