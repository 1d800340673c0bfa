"""JSON export: the same shape as `GET /v1/transcriptions/{id}` gives of the text."""

from services.transcribe.schemas import Transcript


def json_export(transcript: Transcript) -> bytes:
    shown = transcript.model_copy(update={"segments": transcript.public_segments})
    return shown.model_dump_json(indent=2, exclude={"complete"}, serialize_as_any=True).encode()
