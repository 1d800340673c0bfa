"""The list of a person's meetings: found by title, in pages, with how long each is kept."""

import datetime as dt

import pytest

from services.transcribe.schemas import Transcript

LABELS = {
    "default": "標準",
    "labels": {"標準": {"audio_days": 90}, "要機密": {"audio_days": 30, "text_days": 60}},
}
ACCEPTED = dt.datetime(2026, 4, 1, 3, tzinfo=dt.UTC)
TITLES = ("総務委員会 第1回", "総務委員会 第２回", "ＤＸ推進会議")


@pytest.fixture(scope="module")
def office(open_office, tmp_path_factory):
    """Three meetings, a minute apart, and one of somebody else."""
    said = Transcript(title="会議", language="ja", duration=5.0, complete=True)
    folder = tmp_path_factory.mktemp("list")
    with open_office(folder, said, transcribe={"retention": LABELS}) as opened:
        for minute, title in enumerate(TITLES):
            about = {"created_at": ACCEPTED + dt.timedelta(minutes=minute)}
            identity = opened.finished(**about, label="要機密" if minute == 2 else "標準")
            operations = [{"op": "title", "title": title}, {"op": "date", "date": f"2026-04-0{minute + 1}"}]
            own = f"/v1/transcriptions/{identity}"
            version = opened.client.get(own).json()["version"]
            edited = opened.client.patch(own, json={"version": version, "operations": operations})
            assert edited.status_code == 200
        yield opened


def titles(office, **query):
    return [each["title"] for each in office.client.get("/v1/transcriptions", params=query).json()]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", [2, 1, 0]),
        ("総務", [1, 0]),
        ("第2回　委員会", [1]),
        ("dx", [2]),
        ("総務 推進", []),
        ("%", []),
    ],
)
def test_a_title_is_found_by_its_words_in_any_width_and_case(office, wanted, found):
    assert titles(office, title=wanted) == [TITLES[at] for at in found]


def test_pages_hold_what_was_found(office):
    assert titles(office, title="総務", limit=1) == [TITLES[1]]
    assert titles(office, title="総務", limit=1, offset=1) == [TITLES[0]]
    assert titles(office, title="総務", limit=1, offset=2) == []


def test_a_line_says_when_the_meeting_was_and_how_long_it_is_kept(office):
    secret, _, first = office.client.get("/v1/transcriptions").json()
    assert (secret["date"], secret["label"]) == ("2026-04-03", "要機密")
    assert (secret["audio_until"], secret["text_until"]) == ("2026-05-01", "2026-05-31")
    assert (first["audio_until"], first["text_until"]) == ("2026-06-30", None)
    assert (first["status"], first["progress"]) == ("succeeded", 1.0)
