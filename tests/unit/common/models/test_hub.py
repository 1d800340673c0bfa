import pytest

from common.models.faults import SourceFailed
from common.models.hub import download

DATA = bytes(n % 251 for n in range(300_000))


def bring(server, target, tell, limit=None):
    download(f"{server.url}/f", target, limit, tell, pause=0)


def test_a_whole_file_arrives_and_no_part_is_left(server, tmp_path, tell):
    server.files["/f"] = DATA
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_connection_that_breaks_is_taken_up_where_it_broke(server, tmp_path, tell):
    server.files["/f"], server.break_after = DATA, 100_000
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA
    assert [wanted for _, wanted in server.seen] == [None, "bytes=100000-"]


def test_an_earlier_run_that_was_killed_is_continued(server, tmp_path, tell):
    server.files["/f"] = DATA
    (tmp_path / "f.part").write_bytes(DATA[:120_000])
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA
    assert server.seen == [("/f", "bytes=120000-")]


def test_a_file_that_changed_meanwhile_is_fetched_anew(server, tmp_path, tell):
    server.files["/f"] = DATA
    (tmp_path / "f.part").write_bytes(b"x" * 120_000)
    (tmp_path / "f.part.etag").write_text('"another"', encoding="ascii")
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA


def test_a_server_without_ranges_sends_all_of_it_again(server, tmp_path, tell):
    server.files["/f"], server.honour_ranges = DATA, False
    (tmp_path / "f.part").write_bytes(DATA[:50_000])
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA


def test_a_part_that_is_already_whole_is_taken_as_it_is(server, tmp_path, tell):
    server.files["/f"] = DATA
    (tmp_path / "f.part").write_bytes(DATA)
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA


def test_a_part_longer_than_the_file_is_started_over(server, tmp_path, tell):
    server.files["/f"] = DATA
    (tmp_path / "f.part").write_bytes(DATA + b"tail of something else")
    bring(server, tmp_path / "f", tell)
    assert (tmp_path / "f").read_bytes() == DATA


def test_more_bytes_than_recorded_are_refused(server, tmp_path, tell):
    server.files["/f"] = DATA
    with pytest.raises(SourceFailed, match="more than"):
        bring(server, tmp_path / "f", tell, limit=1000)
    assert not (tmp_path / "f").exists()


def test_a_file_that_is_not_there_is_not_tried_again(server, tmp_path, tell):
    with pytest.raises(SourceFailed, match="404"):
        bring(server, tmp_path / "f", tell)
    assert len(server.seen) == 1


def test_nobody_listening_is_a_failed_source(tmp_path, tell, server):
    server.http.server_close()
    with pytest.raises(SourceFailed, match="ConnectError"):
        bring(server, tmp_path / "f", tell)
