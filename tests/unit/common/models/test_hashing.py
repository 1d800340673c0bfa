import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models.hashing import HashingWriter, sha256_of


def test_a_file_is_hashed_in_chunks_and_the_progress_ends_at_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr("common.models.hashing.CHUNK", 7)
    path = tmp_path / "f"
    path.write_bytes(bytes(range(256)))
    seen: list[int] = []
    assert sha256_of(path, seen.append) == hashlib.sha256(bytes(range(256))).hexdigest()
    assert seen[-1] == 256


@given(st.lists(st.binary(max_size=50)))
def test_the_writer_hashes_exactly_what_it_passes_on(chunks):
    out = io.BytesIO()
    writer = HashingWriter(out, None)
    for chunk in chunks:
        writer.write(chunk)
    assert out.getvalue() == b"".join(chunks)
    assert writer.hexdigest() == hashlib.sha256(b"".join(chunks)).hexdigest()


def test_the_writer_stops_before_it_writes_more_than_the_recorded_size():
    out = io.BytesIO()
    writer = HashingWriter(out, 4)
    writer.write(b"1234")
    with pytest.raises(OverflowError):
        writer.write(b"5")
    assert out.getvalue() == b"1234"
