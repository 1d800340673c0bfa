import stat
from concurrent.futures import ThreadPoolExecutor

from common.settings import Settings
from gateway.secret import load_or_create


def test_a_secret_of_the_settings_is_used_and_not_written(tmp_path):
    settings = Settings(data={"folder": tmp_path}, gateway={"secret": "given"})
    assert load_or_create(settings) == "given"
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_made_once_and_only_its_owner_reads_it(settings):
    secret = load_or_create(settings)
    assert len(secret) >= 43
    assert load_or_create(settings) == secret
    folder = settings.data.folder / "gateway"
    assert [file.name for file in folder.iterdir()] == ["secret"]
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_starts_at_the_same_time_agree(settings):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(load_or_create, [settings] * 32))) == 1
