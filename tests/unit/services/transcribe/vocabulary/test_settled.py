import io

from common.files import FileStore
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.settled import settle, settled


def test_the_entries_of_a_meeting_lie_beside_its_recording_and_go_with_it(tmp_path):
    files = FileStore(tmp_path, retention_days=1, max_bytes=1000)
    recording = files.keep(io.BytesIO(b"RIFF"), name="a.wav", owner="sato")
    assert settled(recording) == []
    entries = [Entry(written="渡會", reading="わたらい", kind="人名"), Entry(written="定刻")]
    settle(recording, entries)
    assert settled(files.get(recording.id)) == entries
    files.delete(recording.id)
    assert list(tmp_path.iterdir()) == []
