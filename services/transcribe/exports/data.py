"""JSON export: the same shape as `GET /v1/transcriptions/{id}` gives of the text.

Always word for word, with marks and corrections as spans: a program makes its own view of it.
"""

from services.transcribe.exports.options import DEFAULT, ExportOptions
from services.transcribe.schemas import Transcript

NOT_SHOWN = {"complete", "by_hand", "last_segment", "last_speaker", "undoable", "redoable"}
"""What only editing needs."""


def json_export(transcript: Transcript, _: ExportOptions = DEFAULT) -> bytes:
    shown = transcript.model_copy(update={"segments": transcript.public_segments})
    return shown.model_dump_json(indent=2, exclude=NOT_SHOWN, serialize_as_any=True).encode()
