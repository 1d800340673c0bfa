"""An OpenAI-compatible address that the city runs. Nothing else is ever called."""

from typing import Any, Literal

from common.errors import Unavailable
from common.remote import Address, Fault, Unanswered
from services.transcribe.minutes.drafting.writer import Check

LONGEST_ANSWER = 800
UNREACHABLE = "要約を作るサーバーにつながりません。管理者に設定（draft_url）の確認を依頼してください。"
REFUSED = "要約を作るサーバーが受け付けませんでした（{status}）。管理者に設定（draft_model、draft_key）の確認を依頼してください。"
UNREADABLE = "要約を作るサーバーの応答を読み取れませんでした。管理者に連絡してください。"
FAULTS: dict[Fault, str] = {"unreachable": UNREACHABLE, "refused": REFUSED, "unreadable": UNREADABLE}


class EndpointWriter:
    """`POST {url}/chat/completions`."""

    engine: Literal["endpoint"] = "endpoint"
    characters = 6000

    def __init__(self, url: str, model: str, key: str | None) -> None:
        self.model = model
        self._address = Address(url, {"Authorization": f"Bearer {key}"} if key else {})

    def check(self) -> None:
        """The address is there or not when it is asked."""

    def answer(self, instruction: str, text: str, check: Check) -> str:
        """Raises Unavailable when the address does not answer as it should."""
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "temperature": 0,
            "max_tokens": LONGEST_ANSWER,
        }
        try:
            return _content(self._address.post("/chat/completions", body, check))
        except Unanswered as error:
            raise Unavailable(FAULTS[error.fault].format(status=error.status)) from error


def _content(body: Any) -> str:
    try:
        answer: Any = body["choices"][0]["message"]["content"]
    except (LookupError, TypeError) as error:
        raise Unanswered("unreadable") from error
    if not isinstance(answer, str):
        raise Unanswered("unreadable")
    return answer.strip()
