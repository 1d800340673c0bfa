import numpy as np

from services.search.catalog import embedded_text, text_hash


def unit(*values: float) -> np.ndarray:
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


def test_texts_without_a_vector_are_counted_and_go_once_they_have_one(room) -> None:
    room.sync()
    source = room.source.number
    missing = room.vectors.missing(source, 100)
    assert room.vectors.count_missing(source) == len(missing) == 3
    assert all(text_hash(text.text) == text.hash for text in missing)
    room.vectors.put([missing[0].hash], unit(1, 2, 3)[None, :])
    assert [text.hash for text in room.vectors.missing(source, 100)] == [text.hash for text in missing[1:]]


def test_a_vector_comes_back_as_it_was_under_its_passage(room) -> None:
    room.sync()
    missing = room.vectors.missing(room.source.number, 100)
    vectors = np.stack([unit(1, 0, n) for n in range(3)])
    room.vectors.put([text.hash for text in missing], vectors)
    numbers, loaded = room.vectors.load()
    hashes = [room.catalog.passages(numbers)[number].hash for number in numbers]
    for digest, vector in zip(hashes, loaded, strict=True):
        expected = vectors[[text.hash for text in missing].index(digest)]
        np.testing.assert_array_equal(vector, expected)
    assert loaded.dtype == np.float32


def test_the_same_text_in_two_files_is_embedded_once(room, drive) -> None:
    (drive / "水道" / "公会計.txt").write_bytes((drive / "公会計.txt").read_bytes())
    room.sync()
    missing = room.vectors.missing(room.source.number, 100)
    assert len(missing) == 3
    shared = next(text for text in missing if "公会計制度" in text.text)
    assert len(room.vectors.holders([shared.hash])) == 2


def test_storing_a_vector_twice_is_harmless(room) -> None:
    room.sync()
    digest = room.vectors.missing(room.source.number, 1)[0].hash
    room.vectors.put([digest], unit(1, 0)[None, :])
    room.vectors.put([digest], unit(0, 1)[None, :])
    _, loaded = room.vectors.load()
    np.testing.assert_array_equal(loaded, unit(1, 0)[None, :])


def test_vectors_of_texts_that_are_gone_are_dropped(room, drive) -> None:
    room.sync()
    hashes = [text.hash for text in room.vectors.missing(room.source.number, 100)]
    room.vectors.put(hashes, np.stack([unit(1, n) for n in range(3)]))
    (drive / "庁議.md").unlink()
    room.sync()
    assert room.vectors.forget_unused() == 0, "the sync has done it"
    assert len(room.vectors.load()[0]) == 2


def test_nothing_stored_loads_as_nothing(room) -> None:
    numbers, vectors = room.vectors.load()
    assert (numbers, vectors.shape) == ([], (0, 0))


def test_the_title_is_embedded_with_the_text() -> None:
    assert embedded_text("減免の手引き", "窓口へ") == "減免の手引き\n窓口へ"
