import threading

from hypothesis import given
from hypothesis import strategies as st

from common.japanese.morphemes import Morpheme, morphemes


def test_a_verb_has_its_base_class_and_form() -> None:
    verb, ending = morphemes("行います")
    assert (verb.surface, verb.base, verb.conjugation, verb.reading) == (
        "行い",
        "行う",
        "五段-ワア行",
        "オコナイ",
    )
    assert ending.of("助動詞") and ending.form == "終止形-一般"


def test_places_go_on_beyond_what_sudachi_takes_at_once() -> None:
    text = "𠮷" * 12_000 + "議会"
    last = morphemes(text)[-1]
    assert (last.surface, last.start, last.end) == ("議会", 12_000, 12_002)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_is_cut_without_gaps(text: str) -> None:
    assert "".join(word.surface for word in morphemes(text)) == text


def test_an_unpaired_surrogate_is_kept() -> None:
    assert "".join(word.surface for word in morphemes("議\ud800会")) == "議\ud800会"


def test_threads_share_one_dictionary() -> None:
    found: list[list[Morpheme]] = []
    threads = [
        threading.Thread(target=lambda: found.append(morphemes("予算を審議します" * 50))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(cut == found[0] for cut in found)
