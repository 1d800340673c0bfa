"""The sound is served in ranges (RFC 9110, section 14), so that a click plays from any second at once."""

import pytest

from services.transcribe.schemas import Transcript

CONTENT = b"RIFF" + bytes(range(256))


@pytest.fixture(scope="module")
def office(open_office, tmp_path_factory):
    transcript = Transcript(title="会議", language="ja", duration=1.0, complete=True)
    with open_office(tmp_path_factory.mktemp("data"), transcript) as opened:
        yield opened


@pytest.fixture(scope="module")
def get(office):
    path = f"/v1/transcriptions/{office.finished()}/audio"
    return lambda method="GET", **headers: office.client.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_the_whole_says_that_ranges_may_be_asked(get):
    answer = get()
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("asked", "given", "said"),
    [
        ("bytes=10-19", CONTENT[10:20], "bytes 10-19/260"),
        ("bytes=250-", CONTENT[250:], "bytes 250-259/260"),
        ("bytes=-5", CONTENT[-5:], "bytes 255-259/260"),
        ("bytes=250-9999", CONTENT[250:], "bytes 250-259/260"),
    ],
)
def test_one_range(get, asked, given, said):
    answer = get(Range=asked)
    assert (answer.status_code, answer.content, answer.headers["content-range"]) == (206, given, said)


def test_several_ranges_come_in_parts(get):
    answer = get(Range="bytes=0-3,100-103")
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert b"bytes 0-3/260\r\n\r\nRIFF" in answer.content
    assert b"bytes 100-103/260" in answer.content and CONTENT[100:104] in answer.content


def test_a_range_past_the_end_is_not_satisfiable(get):
    answer = get(Range="bytes=260-")
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */260")


def test_a_head_tells_the_size_and_sends_nothing(get):
    answer = get("HEAD")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "260")
    part = get("HEAD", Range="bytes=0-9")
    assert (part.status_code, part.content, part.headers["content-length"]) == (206, b"", "10")


def test_a_range_of_another_version_gives_the_whole(get):
    tag = get().headers["etag"]
    assert get(Range="bytes=0-3", If_Range=tag).status_code == 206
    assert get(Range="bytes=0-3", If_Range='"other"').status_code == 200
