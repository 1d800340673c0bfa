import re
import threading

import numpy as np
import pytest

from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.transcribe.audio.pcm import RATE
from services.transcribe.hearing.recognition import Recognizer
from services.transcribe.hearing.spelling import SURE
from services.transcribe.hearing.whisper import Ear, Way, load_whisper
from services.transcribe.schemas import Asked

pytestmark = pytest.mark.models


def nothing(*_):
    return None


class Cancelled(Exception):
    pass


@pytest.fixture(scope="module")
def model():
    settings = Settings()
    store = ModelStore(settings.models)
    folder = store.folder(settings.transcribe.model)
    resident = Resident("whisper", lambda: load_whisper(folder), idle_seconds=60)
    yield resident
    assert resident.unload()


@pytest.fixture
def recognizer(model):
    return Recognizer(model)


def test_japanese_speech_becomes_text_with_times_words_and_confidence(recognizer, meeting_sound):
    done = []
    heard = recognizer.hear(meeting_sound[: 12 * RATE], Asked(words=True), check=nothing, done=done.append)
    text = "".join(segment.text for segment in heard.segments)
    assert "2026年11月13日" in text
    assert heard.language == "ja"
    assert all(0 <= s.start < s.end <= 12.5 and 0 < s.confidence <= 1 for s in heard.segments)
    words = [word for segment in heard.segments for word in segment.words]
    assert "".join(w.text for w in words).replace(" ", "") == text.replace(" ", "")
    assert done == [12.0]


def test_words_to_expect_change_how_a_word_is_written(model, meeting_sound):
    """A spelling that nobody uses, so that no processor's rounding writes it by chance."""
    with model.use() as whisper:
        ear = Ear(whisper, "ja", "transcribe")
        encoded = ear.encode([meeting_sound[45 * RATE : 53 * RATE]], nothing)
        (bare,), (told,) = (
            encoded.hypotheses(Way(timestamps=True, hotwords=words), nothing)
            for words in (None, "こどもむけ、りょうりきょうしつ")
        )
    assert "りょうりきょうしつ" not in bare.text
    assert "りょうりきょうしつ" in told.text


def test_with_a_vocabulary_what_is_not_sure_is_heard_again_in_kana(recognizer, meeting_sound):
    sound = meeting_sound[40 * RATE : 53 * RATE]
    heard = recognizer.hear(sound, Asked(vocabulary=["みどり市"]), check=nothing, done=nothing)
    assert {bool(s.kana) for s in heard.segments if s.confidence < SURE} == {True}
    assert not any(s.kana for s in heard.segments if s.confidence >= SURE)
    assert re.fullmatch("[ぁ-ゖァ-ヺー。]+", "".join(s.kana for s in heard.segments))
    bare = recognizer.hear(sound, Asked(), check=nothing, done=nothing)
    assert not any(segment.kana for segment in bare.segments)


def test_the_language_is_found_out_when_asked(recognizer, meeting_sound):
    heard = recognizer.hear(meeting_sound[: 5 * RATE], Asked(language="auto"), check=nothing, done=nothing)
    assert heard.language == "ja"


def test_silence_is_not_made_into_words(recognizer):
    heard = recognizer.hear(np.zeros(30 * RATE, np.float32), Asked(), check=nothing, done=nothing)
    assert heard.segments == []


def test_a_cancel_ends_the_work_and_frees_the_model(recognizer, model, meeting_sound):
    def cancel():
        raise Cancelled

    with pytest.raises(Cancelled):
        recognizer.hear(meeting_sound[: 10 * RATE], Asked(), check=cancel, done=nothing)
    assert recognizer.hear(np.zeros(RATE, np.float32), Asked(), check=nothing, done=nothing).segments == []


def test_two_recordings_never_use_the_model_at_once(recognizer, meeting_sound):
    """The second one waits its turn, and can be cancelled while it waits."""
    started, release, outcome = threading.Event(), threading.Event(), []

    def hold(_):
        started.set()
        release.wait(30)

    def cancel():
        raise Cancelled

    def second():
        try:
            recognizer.hear(meeting_sound[:RATE], Asked(), check=cancel, done=nothing)
        except Cancelled:
            outcome.append("cancelled while waiting")

    first = threading.Thread(
        target=recognizer.hear,
        args=(meeting_sound[: 6 * RATE], Asked()),
        kwargs={"check": nothing, "done": hold},
    )
    first.start()
    assert started.wait(60)
    waiting = threading.Thread(target=second)
    waiting.start()
    waiting.join(10)
    release.set()
    first.join(60)
    assert outcome == ["cancelled while waiting"]
