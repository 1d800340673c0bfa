"""Sound and text are deleted for good when their label's days are over, and each deletion is on record."""

import datetime as dt
import io

import pytest

from common.errors import NotFound
from common.identity import LOCAL
from services.transcribe.schemas import Decoding, HeardSegment, Transcript

SECRET = "だれにも言えない発言"
LABELS = {
    "default": "標準",
    "labels": {"標準": {"audio_days": 90}, "要機密": {"audio_days": 30, "text_days": 60}, "永年": {}},
}


def now():
    return dt.datetime.now(dt.UTC)


def days(count):
    return dt.timedelta(days=count)


@pytest.fixture
def transcript():
    decoding = Decoding(
        seek=0, tokens=[], temperature=0, avg_logprob=0, compression_ratio=1, no_speech_prob=0
    )
    said = HeardSegment(id="s1", start=0, end=5, text=SECRET, confidence=0.9, decoding=decoding)
    return Transcript(title="秘密会議", language="ja", duration=5.0, segments=[said], complete=True)


@pytest.fixture
def office(open_office, tmp_path, transcript):
    with open_office(tmp_path, transcript, transcribe={"retention": LABELS}) as opened:
        yield opened


def folders(office):
    return sorted(path.name for path in office.service.files.root.iterdir())


def reasons(office):
    return [(gone.what, gone.reason) for gone in office.service.deletions.page(0).deletions]


def test_the_sound_goes_after_its_labels_days_and_the_text_stays(office):
    job_id = office.finished()
    file_id = office.library.shelf.recordings.get(job_id).data["file_id"]
    sha256 = office.service.files.get(file_id).sha256
    own = f"/v1/transcriptions/{job_id}"
    office.service.sweep(now() + days(89))
    assert folders(office) == [file_id]
    tag = office.client.get(own).headers["etag"]

    office.service.sweep(now() + days(91))
    assert folders(office) == []
    (gone,) = office.service.deletions.page(0).deletions
    assert (gone.what, gone.label, gone.reason, gone.sha256) == (file_id, "標準", "retention", sha256)
    shown = office.client.get(own, headers={"If-None-Match": tag}).json()
    assert (shown["has_audio"], shown["audio_until"]) == (False, None)
    assert shown["segments"][0]["text"] == SECRET
    assert office.client.get(f"{own}/audio").status_code == 404
    office.service.sweep(now() + days(9999))
    assert reasons(office) == [(file_id, "retention")]


def test_the_text_goes_too_where_the_label_says_so_and_nothing_of_it_is_left_on_disk(office, tmp_path):
    job_id = office.finished(label="要機密")
    file_id = office.library.shelf.recordings.get(job_id).data["file_id"]
    own = f"/v1/transcriptions/{job_id}"
    version = office.client.get(own).json()["version"]
    edit = {"op": "title", "title": "秘密の題名"}
    assert office.client.patch(own, json={"version": version, "operations": [edit]}).status_code == 200
    office.service.sweep(now() + days(31))
    assert office.client.get(own).status_code == 200
    office.service.sweep(now() + days(61))
    assert office.client.get(own).status_code == 404
    with pytest.raises(NotFound):
        office.service.jobs.find(job_id)
    assert reasons(office) == [(file_id, "retention"), (job_id, "retention")]
    assert traces(tmp_path, SECRET, "秘密") == []


def traces(folder, *words):
    """The files in which one of the words is still to be read, plainly or as JSON's escapes."""
    wanted = [word.encode() for word in words] + [word.encode("unicode_escape").lower() for word in words]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in wanted)]


def test_a_person_deletes_all_at_once(office, tmp_path):
    job_id = office.finished()
    file_id = office.library.shelf.recordings.get(job_id).data["file_id"]
    assert traces(tmp_path, SECRET, "秘密")
    assert office.client.delete(f"/v1/transcriptions/{job_id}").status_code == 204
    assert folders(office) == []
    assert reasons(office) == [(file_id, "person"), (job_id, "person")]
    assert office.client.get("/v1/jobs").json() == []
    assert traces(tmp_path, SECRET, "秘密") == []


def test_another_setting_holds_for_old_recordings(open_office, tmp_path, transcript):
    with open_office(tmp_path, transcript, transcribe={"retention": LABELS}) as office:
        office.finished(created_at=now() - days(10))
        office.service.sweep(now() + dt.timedelta(minutes=5))
        assert len(folders(office)) == 1
    shorter = LABELS | {"labels": LABELS["labels"] | {"標準": {"audio_days": 9}}}
    with open_office(tmp_path, transcript, transcribe={"retention": shorter}) as office:
        office.service.sweep(now() + dt.timedelta(minutes=5))
        assert folders(office) == []


def test_a_label_without_days_follows_the_general_setting(open_office, tmp_path, transcript):
    general = {"transcribe": {"retention": LABELS}}
    with open_office(tmp_path, transcript, **general) as office:
        office.finished(label="永年")
        office.finished(label="もうない区分")
        office.service.sweep(now() + days(89))
        assert len(folders(office)) == 2
        office.service.sweep(now() + days(91))
        assert folders(office) == []


def test_a_deletion_that_a_kill_interrupted_is_finished_by_the_next_sweep(office, monkeypatch):
    job_id = office.finished()
    file_id = office.library.shelf.recordings.get(job_id).data["file_id"]

    def killed(_file_id):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(office.service.files, "delete", killed)
        office.library.disposal.delete_audio(office.library.recording(job_id, LOCAL), "retention")
    assert folders(office) == [file_id]
    assert reasons(office) == []
    office.service.sweep(now())
    assert folders(office) == []
    assert reasons(office) == [(file_id, "retention")]
    assert office.client.get(f"/v1/transcriptions/{job_id}").status_code == 200


def test_where_nothing_was_heard_nothing_is_kept_but_the_sound(office):
    job_id = office.finished()
    office.library.shelf.transcripts.delete(job_id)
    office.service.sweep(now() + days(91))
    assert office.client.get("/v1/transcriptions").json() == []
    assert office.client.get("/v1/jobs").json() == []


def test_what_a_killed_job_left_and_an_upload_without_a_job_go_too(office):
    job_id = office.finished()
    (office.service.files.folder(job_id) / "sound.pcm").write_bytes(b"decoded")
    lost = office.service.files.keep(io.BytesIO(b"x"), name="x.wav", owner="local").id
    office.service.sweep(now() + dt.timedelta(minutes=2))
    assert job_id not in folders(office)
    office.service.sweep(now() + days(91))
    assert folders(office) == []
    assert (lost, "retention") in reasons(office)
