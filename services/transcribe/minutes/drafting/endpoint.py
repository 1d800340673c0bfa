"""An OpenAI-compatible address that the city runs. Nothing else is ever called."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from common.errors import Unavailable
from services.transcribe.minutes.drafting.writer import Check

MOST_BYTES = 1 << 20
LONGEST_ANSWER = 800
CONNECT_SECONDS, READ_SECONDS = 10.0, 300.0
UNREACHABLE = "要約を作るサーバーにつながりません。管理者に設定（draft_url）の確認を依頼してください。"
REFUSED = "要約を作るサーバーが受け付けませんでした（{status}）。管理者に設定（draft_model、draft_key）の確認を依頼してください。"
UNREADABLE = "要約を作るサーバーの応答を読み取れませんでした。管理者に連絡してください。"


class EndpointWriter:
    """`POST {url}/chat/completions`; no proxy of the environment, no redirect, a bounded answer."""

    engine: Literal["endpoint"] = "endpoint"
    characters = 6000

    def __init__(self, url: str, model: str, key: str | None) -> None:
        self.model = model
        self._url = url.rstrip("/") + "/chat/completions"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def check(self) -> None:
        """The address is there or not when it is asked."""

    def answer(self, instruction: str, text: str, check: Check) -> str:
        """Raises Unavailable when the address does not answer as it should."""
        import httpx2

        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "temperature": 0,
            "max_tokens": LONGEST_ANSWER,
        }
        timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        try:
            with (
                httpx2.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
                client.stream("POST", self._url, json=body, headers=self._headers) as response,
            ):
                if response.status_code != 200:
                    raise Unavailable(REFUSED.format(status=response.status_code))
                return _content(_bounded(response.iter_bytes(), check))
        except httpx2.HTTPError as error:
            raise Unavailable(UNREACHABLE) from error


def _bounded(chunks: Iterator[bytes], check: Check) -> bytes:
    content = b""
    for chunk in chunks:
        check()
        content += chunk
        if len(content) > MOST_BYTES:
            raise Unavailable(UNREADABLE)
    return content


def _content(body: bytes) -> str:
    try:
        answer: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise Unavailable(UNREADABLE) from error
    if not isinstance(answer, str):
        raise Unavailable(UNREADABLE)
    return answer.strip()
