import pytest

from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.transcribe.minutes.drafting.local import Generator, LocalWriter

TEXT = "山本：夜間の利用者は45人でした。\n田中：金曜日だけ午後8時まで延ばすことに決まりました。"


@pytest.fixture(scope="module")
def writer():
    settings = Settings()
    name, store = settings.transcribe.draft_model, ModelStore(settings.models)
    resident = Resident(name, lambda: Generator(store.folder(name)), idle_seconds=60)
    yield LocalWriter(name, resident, lambda: store.folder(name))
    resident.unload()


@pytest.mark.models
@pytest.mark.slow
def test_the_local_model_sums_up_and_stops_at_a_cancel(writer):
    written = writer.answer("次の発言を30字以内の日本語で要約してください。", TEXT, lambda: None)
    assert written and "<|im" not in written
    tokens = []

    def cancel():
        tokens.append(1)
        if len(tokens) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writer.answer("要約してください。", TEXT, cancel)
    assert len(tokens) == 3
