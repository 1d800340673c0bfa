"""The entries of one meeting as they were when its recording was sent, kept beside the recording.

A job reads the same words when it is resumed, whatever happened to the shared vocabularies since, and
they are deleted with the sound.
"""

from collections.abc import Sequence

from pydantic import TypeAdapter

from common.files import StoredFile, write_durably
from services.transcribe.vocabulary.entries import Entry

FILE = "vocabulary.json"
ENTRIES = TypeAdapter(list[Entry])


def settle(recording: StoredFile, entries: Sequence[Entry]) -> None:
    write_durably(recording.folder / FILE, ENTRIES.dump_json(list(entries)))


def settled(recording: StoredFile) -> list[Entry]:
    """Empty where nothing was settled."""
    path = recording.folder / FILE
    return ENTRIES.validate_json(path.read_bytes()) if path.is_file() else []
