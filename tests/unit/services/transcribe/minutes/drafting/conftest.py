"""A city's own OpenAI-compatible address, as a real HTTP server on loopback, and a meeting to sum up."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from services.transcribe.minutes import write_minutes
from services.transcribe.schemas import Decoding, HeardSegment, Speaker, Transcript

DECODING = Decoding(
    seek=0, tokens=[5], temperature=0, avg_logprob=-0.1, compression_ratio=1, no_speech_prob=0
)
SAID = (
    "それでは、議題の一つ目、開館時間の見直しについて始めます。",
    "夜間の利用者は45人でした。",
    "続いて、二つ目の議題、蔵書点検の日程に移ります。",
    "点検は2月2日からです。",
    "以上で、本日の委員会を閉会します。",
)


class Address:
    """What was asked of it, and what it answers."""

    def __init__(self):
        self.asked = []
        self.status = 200
        self.reply = lambda body: {"choices": [{"message": {"content": "  利用者は45人だった。 "}}]}
        self.during = lambda: None


@pytest.fixture
def address():
    found = Address()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            found.asked.append({"path": self.path, "key": self.headers.get("authorization"), **body})
            found.during()
            reply = found.reply(body)
            content = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
            self.send_response(found.status)
            self.send_header("content-length", str(len(content)))
            self.send_header("location", "http://203.0.113.1/")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}/v1/"
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def transcript():
    segments = [
        HeardSegment(
            id=f"s{n}",
            start=n * 5.0,
            end=n * 5.0 + 5,
            text=text,
            speaker="S1",
            confidence=0.9,
            decoding=DECODING,
        )
        for n, text in enumerate(SAID)
    ]
    speakers = [Speaker(id="S1", name="山本")]
    minutes = write_minutes("委員会", None, segments, speakers)
    return Transcript(
        title="委員会",
        language="ja",
        duration=25.0,
        segments=segments,
        speakers=speakers,
        minutes=minutes,
        complete=True,
    )
