from services.transcribe.progress import Progress


class Watcher:
    """Stands where the job's context stands, and keeps the news."""

    def __init__(self):
        self.news = []

    def progress(self, fraction, message):
        self.news.append((fraction, message))


def test_the_message_says_how_much_sound_is_done_and_how_fast():
    watcher = Watcher()
    progress = Progress(watcher, 120)
    progress.begin(0)
    progress.heard(60)
    fraction, message = watcher.news[0]
    assert 0.5 < fraction < 0.53
    assert message.startswith("文字にしています（1:00 / 2:00、実時間の")


def test_what_an_earlier_process_did_does_not_count_as_speed(monkeypatch):
    clock = iter([100.0, 110.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    watcher = Watcher()
    progress = Progress(watcher, 4000)
    progress.begin(3000)
    progress.heard(3050)
    assert "実時間の5.0倍の速さ、残り約3:10" in watcher.news[0][1]


def test_only_the_end_of_the_job_is_the_whole():
    watcher = Watcher()
    Progress(watcher, 10).heard(10)
    Progress(watcher, 0).heard(0)
    assert [fraction for fraction, _ in watcher.news] == [0.99, 0.99]


def test_what_comes_after_the_last_second_is_said_too():
    watcher = Watcher()
    Progress(watcher, 10).finishing()
    [(fraction, message)] = watcher.news
    assert fraction == 0.99
    assert "まとめています" in message
