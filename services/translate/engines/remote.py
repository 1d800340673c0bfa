"""Translation servers that the operator has named: LibreTranslate's API, or OpenAI's chat completions.

Only `translate.remotes` of the settings leads here; without it nothing leaves this machine.
"""

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from common.errors import Unavailable
from common.remote import Address, Fault, Unanswered
from common.settings import RemoteSettings
from services.translate.engines import prompts
from services.translate.engines.base import EngineDown, Hint, Pair
from services.translate.languages import canonical

log = logging.getLogger(__name__)
REST_SECONDS = 30.0
"""How long nobody asks a server that has not answered."""
ABOUT_THE_TEXT = frozenset({400, 413, 422})
"""Refusals of what was sent; the server itself is well."""
CHARACTERS, SPARE = 4, 200
"""Tokens that an answer may have: CHARACTERS for each of its source, and SPARE more."""
FAULTS: dict[Fault, str] = {
    "unreachable": "翻訳サーバー「{name}」が応答しません。しばらくしてからやり直すか、管理者に連絡してください。",
    "refused": "翻訳サーバー「{name}」が受け付けませんでした（{status}）。管理者に設定（translate.remotes）の確認を依頼してください。",
    "unreadable": "翻訳サーバー「{name}」の応答を読み取れませんでした。管理者に連絡してください。",
}
NO_HINT = Hint()


class Circuit:
    """Open for a while after a fault, so that people are told at once in place of waiting for each other's time-outs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._detail = ""

    def check(self) -> None:
        with self._lock:
            if time.monotonic() < self._until:
                raise EngineDown(self._detail)

    def open(self, detail: str) -> None:
        with self._lock:
            self._until, self._detail = time.monotonic() + REST_SECONDS, detail


class RemoteEngine(ABC):
    def __init__(self, settings: RemoteSettings, address: Address) -> None:
        self.name = settings.name
        self.together = settings.together
        self.fallback = settings.fallback
        self._address = address
        self._circuit = Circuit()
        self._codes = {canonical(code): code for pair in settings.pairs for code in _parted(pair)}
        """Ours to those of the server."""
        self._pairs = [
            Pair(canonical(source), canonical(target)) for source, target in map(_parted, settings.pairs)
        ]

    def pairs(self) -> Sequence[Pair]:
        return self._pairs

    def check(self) -> None:
        self._circuit.check()

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        """Raises Unavailable where the server refuses what was sent."""
        asked = list(zip(texts, hints or [NO_HINT] * len(texts), strict=True))
        try:
            return [
                text
                for at in range(0, len(asked), self.together)
                for text in self._ask(asked[at : at + self.together], source, target)
            ]
        except Unanswered as fault:
            detail = FAULTS[fault.fault].format(name=self.name, status=fault.status)
            log.warning("a translation server failed", extra={"engine": self.name, "fault": str(fault)})
            if fault.status in ABOUT_THE_TEXT:
                raise Unavailable(detail) from fault
            self._circuit.open(detail)
            raise EngineDown(detail) from fault

    @abstractmethod
    def _ask(self, asked: Sequence[tuple[str, Hint]], source: str, target: str) -> list[str]:
        """At most `together` sentences. Raises Unanswered."""


class LibreTranslateEngine(RemoteEngine):
    def __init__(self, settings: RemoteSettings) -> None:
        super().__init__(settings, _address(settings, {}))
        self._key = settings.secret()

    def _ask(self, asked: Sequence[tuple[str, Hint]], source: str, target: str) -> list[str]:
        body: dict[str, Any] = {
            "q": [text for text, _ in asked],
            "source": self._codes[source],
            "target": self._codes[target],
            "format": "text",
        }
        if self._key:
            body["api_key"] = self._key
        answer = self._address.post("/translate", body)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if (
            not isinstance(texts, list)
            or len(texts) != len(asked)
            or not all(isinstance(t, str) for t in texts)
        ):
            raise Unanswered("unreadable")
        return [text.strip() for text in texts]


class ChatEngine(RemoteEngine):
    """A sentence a request, several at a time."""

    def __init__(self, settings: RemoteSettings) -> None:
        key = settings.secret()
        super().__init__(settings, _address(settings, {"Authorization": f"Bearer {key}"} if key else {}))
        self._model = settings.model

    def _ask(self, asked: Sequence[tuple[str, Hint]], source: str, target: str) -> list[str]:
        with ThreadPoolExecutor(self.together) as pool:
            return list(pool.map(lambda each: self._answer(each[0], each[1], source, target), asked))

    def _answer(self, text: str, hint: Hint, source: str, target: str) -> str:
        body = {
            "model": self._model,
            "messages": [
                {"role": role, "content": content}
                for role, content in prompts.turns(text, source, target, hint)
            ],
            "temperature": 0,
            "max_tokens": len(text) * CHARACTERS + SPARE,
        }
        answer = self._address.post("/chat/completions", body)
        try:
            content = answer["choices"][0]["message"]["content"]
        except (LookupError, TypeError) as error:
            raise Unanswered("unreadable") from error
        if not isinstance(content, str):
            raise Unanswered("unreadable")
        return prompts.cleaned(content, text, target)


def remote_engine(settings: RemoteSettings) -> RemoteEngine:
    """Raises OSError where the file of its key cannot be read."""
    return LibreTranslateEngine(settings) if settings.kind == "libretranslate" else ChatEngine(settings)


def _address(settings: RemoteSettings, headers: dict[str, str]) -> Address:
    return Address(settings.url, headers, settings.seconds, settings.most_bytes, settings.retries)


def _parted(pair: str) -> tuple[str, str]:
    source, _, target = pair.partition("-")
    return source, target
