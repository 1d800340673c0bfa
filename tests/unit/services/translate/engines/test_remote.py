"""Translation servers that the operator has named: our own service, and a chat server, each with a real model."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient
from pydantic import ValidationError
from starlette.middleware.base import RequestResponseEndpoint

from common.errors import Unavailable
from common.remote import Address, Unanswered
from common.settings import RemoteSettings, Settings
from services.translate.app import create_app
from services.translate.engines import prompts
from services.translate.engines.base import EngineDown, Hint
from services.translate.engines.language_model import LanguageModel
from services.translate.engines.remote import RemoteEngine, remote_engine
from tests.unit.services.translate.serving import serving

TEXTS = ["市民課の窓口は午前八時四十五分から開いています。", "申請書は十月三十一日までに提出してください。"]
CLOSED = "http://127.0.0.1:9"


@dataclass
class Door:
    """In front of a server: what it has been asked, and how it fares."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    status: int | None = None
    seconds: float = 0

    async def __call__(self, request: Request, proceed: RequestResponseEndpoint) -> Response:
        self.asked.append(json.loads(await request.body()))
        self.keys.append(request.headers.get("authorization"))
        await asyncio.sleep(self.seconds)
        return Response(status_code=self.status) if self.status else await proceed(request)


@pytest.fixture
def door() -> Iterator[Door]:
    """Each test has it as new."""
    DOOR.__init__()  # type: ignore[misc]
    yield DOOR
    DOOR.__init__()  # type: ignore[misc]


DOOR = Door()


@pytest.fixture(scope="module")
def libretranslate(tiny_settings: Settings) -> Iterator[str]:
    app = create_app(tiny_settings)
    app.middleware("http")(DOOR)
    with serving(app, lifespan="off") as address:
        yield address


@pytest.fixture(scope="module")
def model(language_model_folder: Path) -> LanguageModel:
    return LanguageModel(language_model_folder)


@pytest.fixture(scope="module")
def chat(model: LanguageModel) -> Iterator[str]:
    app = FastAPI()
    app.middleware("http")(DOOR)

    @app.post("/v1/chat/completions")
    def complete(body: dict[str, Any]) -> dict[str, Any]:
        turns = [(message["role"], message["content"]) for message in body["messages"]]
        answer = model.answer(turns[0][1], [turns], [body["max_tokens"]])[0]
        return {"choices": [{"message": {"role": "assistant", "content": answer.text}}]}

    with serving(app) as address:
        yield f"{address}/v1"


def remote(url: str, kind: str = "libretranslate", **settings: Any) -> dict[str, Any]:
    named = {"name": "city", "kind": kind, "url": url, "pairs": ["ja-en"], "retries": 0, "seconds": 20}
    return named | settings


def engine(url: str, **settings: Any) -> RemoteEngine:
    return remote_engine(RemoteSettings.model_validate(remote(url, **settings)))


def test_sentences_are_translated_there(libretranslate: str, door: Door, tiny_settings: Settings) -> None:
    outputs = engine(libretranslate, together=1).translate(TEXTS, "ja", "en")
    assert [asked["q"] for asked in door.asked] == [[text] for text in TEXTS]
    with TestClient(create_app(tiny_settings)) as client:
        body = {"q": TEXTS, "source": "ja", "target": "en"}
        assert outputs == client.post("/translate", json=body).json()["translatedText"]


def test_the_key_is_read_from_its_file(libretranslate: str, door: Door, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("秘密\n", encoding="utf-8")
    engine(libretranslate, key_file=tmp_path / "key").translate(TEXTS, "ja", "en")
    assert door.asked[0]["api_key"] == "秘密"
    with pytest.raises(OSError, match="absent"):
        engine(libretranslate, key_file=tmp_path / "absent")


def test_the_server_has_its_own_codes(libretranslate: str, door: Door) -> None:
    asked = engine(libretranslate, pairs=["ja-zh-Hans"])
    assert [pair.codes for pair in asked.pairs()] == [("ja", "zh")]
    with pytest.raises(Unavailable):
        asked.translate(TEXTS, "ja", "zh")
    assert door.asked[0]["target"] == "zh-Hans"


def test_a_chat_is_asked_as_the_local_model_is(chat: str, door: Door, model: LanguageModel) -> None:
    outputs = engine(chat, kind="openai", model="m", key="k", together=1).translate(TEXTS, "ja", "en")
    turns = [prompts.turns(text, "ja", "en", Hint()) for text in TEXTS]
    longest = [body["max_tokens"] for body in door.asked]
    begun = prompts.instruction("ja", "en")
    local = [model.answer(begun, [each], [most])[0] for each, most in zip(turns, longest, strict=True)]
    assert outputs == [prompts.cleaned(a.text, text, "en") for a, text in zip(local, TEXTS, strict=True)]
    assert {body["model"] for body in door.asked} == {"m"} and set(door.keys) == {"Bearer k"}


def test_what_may_pass_is_tried_again_and_then_nobody_is_asked_for_a_while(
    libretranslate: str, door: Door
) -> None:
    door.status = 503
    asked = engine(libretranslate, retries=1)
    with pytest.raises(EngineDown, match=r"city.*503"):
        asked.translate(TEXTS, "ja", "en")
    assert len(door.asked) == 2
    with pytest.raises(EngineDown):
        asked.check()


def test_a_refusal_of_a_text_is_not_the_end_of_the_server(libretranslate: str, door: Door) -> None:
    asked = engine(libretranslate)
    door.status = 400
    with pytest.raises(Unavailable, match="400") as refused:
        asked.translate(TEXTS, "ja", "en")
    assert not isinstance(refused.value, EngineDown) and len(door.asked) == 1
    door.status = None
    asked.check()
    assert len(asked.translate(TEXTS, "ja", "en")) == 2


def test_a_slow_server_is_not_waited_for(libretranslate: str, door: Door) -> None:
    door.seconds = 1.0
    with pytest.raises(EngineDown, match="応答しません"):
        engine(libretranslate, seconds=0.2).translate(TEXTS, "ja", "en")


def test_an_answer_without_end_is_not_read(libretranslate: str, door: Door) -> None:
    address = Address(libretranslate, most_bytes=20, retries=2)
    with pytest.raises(Unanswered, match="unreadable"):
        address.post("/translate", {"q": TEXTS, "source": "ja", "target": "en"})
    assert len(door.asked) == 1


def test_a_server_of_another_kind_is_said(chat: str, door: Door) -> None:
    with pytest.raises(EngineDown, match="404"):
        engine(chat).translate(TEXTS, "ja", "en")
    assert door.asked


def service(settings: Settings, *remotes: dict[str, Any]) -> TestClient:
    translate = settings.translate.model_dump() | {"remotes": list(remotes)}
    changed = {"translate": type(settings.translate).model_validate(translate)}
    return TestClient(create_app(settings.model_copy(update=changed)))


def test_another_engine_stands_in_only_where_the_settings_say_so(tiny_settings: Settings) -> None:
    body = {"q": TEXTS[0], "source": "ja", "target": "en"}
    with service(tiny_settings, remote(CLOSED, first=True)) as client:
        answer = client.post("/v1/translate", json=body)
        assert (answer.status_code, answer.json()["code"]) == (503, "engine_down")
        assert "「city」が応答しません" in answer.json()["detail"]
        pairs = {(p["source"], p["target"]): p for p in client.get("/v1/translate/pairs").json()}
        assert (pairs["ja", "en"]["engine"], pairs["ja", "en"]["installed"]) == ("city", False)
    with service(tiny_settings, remote(CLOSED, first=True, fallback=True)) as client:
        answer = client.post("/v1/translate", json=body).raise_for_status().json()
        assert "fallback" in [warning["flag"] for warning in answer["warnings"]]
        again = client.post("/v1/translate", json=body).raise_for_status().json()
        assert again["translatedText"] == answer["translatedText"]
        assert "fallback" in [warning["flag"] for warning in again["warnings"]]


def test_without_a_word_of_the_operator_nothing_is_asked() -> None:
    assert Settings.model_fields["translate"].default.remotes == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "openai"},
        {"pairs": []},
        {"pairs": ["ja"]},
        {"url": "file:///etc/passwd"},
        {"key": "a", "key_file": "b"},
        {"name": "a b"},
    ],
)
def test_settings_that_cannot_be_meant_stop_the_start(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RemoteSettings.model_validate(remote("http://a.example") | wrong)


def test_a_pair_goes_by_way_of_english_and_says_so(tiny_settings: Settings, chat: str, door: Door) -> None:
    with service(tiny_settings, remote(chat, "openai", model="m", pairs=["en-vi"])) as client:
        body = {"q": TEXTS[0], "source": "ja", "target": "vi"}
        answer = client.post("/v1/translate", json=body).raise_for_status().json()
        (used,) = answer["engines"]
        assert (used["engine"], used["via"], used["quality"]) == ("tiny+city", "en", "unmeasured")
        assert "測っていません" in used["quality_label"]
        english = client.post("/translate", json=body | {"target": "en"}).json()["translatedText"]
        assert door.asked[0]["messages"][-1]["content"].casefold() == english.casefold()
        refused = client.post("/v1/translate", json=body | {"target": "ko"})
        assert refused.json()["code"] in ("unknown_language", "unserved_pair")
