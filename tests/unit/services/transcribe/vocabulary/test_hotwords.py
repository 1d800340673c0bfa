import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models import ModelStore
from common.settings import Settings
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.hotwords import BETWEEN, MOST_WORDS, hotwords, ranked

WORDS = st.lists(st.text("会議決裁緑市ワタライ髙邊a", min_size=1, max_size=8), max_size=80, unique=True)


def entries(words: list[str], kind: str = "") -> list[Entry]:
    return [Entry(written=word, kind=kind) for word in words]


def test_none_of_none():
    assert hotwords([]) is None


def test_only_words_that_the_agenda_names_or_is_alike_to_are_expected():
    assert hotwords(entries(["緑市議会", "決裁", "供覧"]), "緑市の供覧") == "供覧、緑市議会"


def test_a_shared_vocabulary_is_ranked_by_the_agenda_and_then_by_kind():
    shared = [Entry(written="稟議", kind="用語"), Entry(written="緑川", kind="地名")]
    shared += [Entry(written="下水道施設"), Entry(written="財政課")]
    assert [e.written for e in ranked(shared, "財政課と下水道")] == ["財政課", "下水道施設", "緑川", "稟議"]


@given(WORDS)
def test_whole_words_in_order_as_many_as_fit(words):
    taken = (hotwords(entries(words)) or "").split(BETWEEN)
    assert taken == words[: len(taken)] or not words
    assert len(taken) <= MOST_WORDS


@pytest.mark.models
def test_the_model_keeps_all_that_was_chosen():
    tokenizers = pytest.importorskip("tokenizers")
    settings = Settings()
    folder = ModelStore(settings.models).folder(settings.transcribe.model)
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    many = [f"{a}{b}{c}" for a in "罹髙邊鵜榎" for b in "災橋見森戸" for c in "証課町沢"]
    chosen = hotwords(entries(many))
    assert len(tokenizer.encode(" " + chosen, add_special_tokens=False).ids) <= 223
