from common.documents.in_memory import in_memory


def test_the_content_can_be_opened_again_and_again() -> None:
    with in_memory(b"abc") as path:
        with path.open("rb") as one, path.open("rb") as other:
            assert (one.read(1), other.read()) == (b"a", b"abc")
        assert path.read_bytes() == b"abc"
    assert not path.exists()
