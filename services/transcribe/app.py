"""The transcription service."""

from fastapi import FastAPI

from common.service import Service
from common.settings import Settings
from services.transcribe.editing.routes import editing_router
from services.transcribe.exports.templates import Templates, template_router
from services.transcribe.hearing.recognition import Recognizer
from services.transcribe.hearing.whisper import load_whisper
from services.transcribe.intake import Intake
from services.transcribe.job import KIND, TranscriptionJob
from services.transcribe.library import Library
from services.transcribe.listening import Listener
from services.transcribe.minutes.drafting.job import KIND as DRAFT
from services.transcribe.minutes.drafting.job import draft_job
from services.transcribe.minutes.drafting.routes import draft_router
from services.transcribe.openai.routes import openai_router
from services.transcribe.routes import transcription_router
from services.transcribe.speakers.voices import load_voices
from services.transcribe.vocabulary.readings import load_dictionary
from services.transcribe.vocabulary.routes import vocabulary_router
from services.transcribe.vocabulary.store import Vocabularies

CHUNK_SECONDS = 300.0
DESCRIPTION = """会議の録音を文字にし、議事録の下書きを作ります。

音声はこのサーバーの中だけで処理されます。話す人は声で区別します。人数（speakers）が分かっていれば、より確かになります。"""


def create_app(settings: Settings | None = None, *, chunk_seconds: float = CHUNK_SECONDS) -> FastAPI:
    """`chunk_seconds`: how much sound is heard between two checkpoints."""
    settings = settings or Settings()
    service = Service("transcribe", settings)
    library, name = Library(service), settings.transcribe.model
    model = service.resident(name, lambda: load_whisper(service.models.folder(name)))
    speaker = settings.transcribe.speaker_model
    voices = service.resident(speaker, lambda: load_voices(service.models.folder(speaker)))
    dictionary = service.resident("sudachidict", load_dictionary)
    vocabularies = Vocabularies(service.records("vocabularies"), dictionary)
    job = TranscriptionJob(service, library, Listener(Recognizer(model), voices, chunk_seconds), dictionary)
    service.jobs.register(KIND, job.run)
    drafting = draft_job(service, library)
    service.jobs.register(DRAFT, drafting.run)
    intake, templates = Intake(service, library, vocabularies), Templates(service)
    return service.app(
        title="Yakuba 議事録作成",
        description=DESCRIPTION,
        routers=[
            transcription_router(service, library, intake, templates),
            editing_router(library),
            vocabulary_router(vocabularies),
            draft_router(service, library, drafting.writer),
            template_router(templates),
            openai_router(service, library, intake),
        ],
        models=[name, speaker],
    )
