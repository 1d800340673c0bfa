"""What the caller, the fork server, the keeper and the worker say to each other."""

import resource
from typing import Any

from pydantic import BaseModel

CHUNK = 1 << 20
RETURNED, REFUSED, RAISED = b"R", b"P", b"E"

TOO_LONG = "処理に時間がかかりすぎたため中止しました。ファイルを分けるか、内容を減らしてお試しください。"
TOO_MUCH_MEMORY = (
    "処理に必要なメモリが上限を超えました。ファイルを分けるか、画像などを減らしてお試しください。"
)
TOO_MUCH_OUTPUT = "処理の結果が上限を超えました。ファイルを分けてお試しください。"
CRASHED = (
    "ファイルを読み取れませんでした。壊れているおそれがあります。開き直して保存し、もう一度お試しください。"
)
NO_SERVER = "ファイルを処理する準備ができませんでした。しばらくしてからもう一度お試しください。"


class Refusal(BaseModel):
    """A Problem that the worker met."""

    code: str
    detail: str
    extra: dict[str, Any] = {}


class Ending(BaseModel):
    """How the worker ended, as its keeper saw it."""

    code: int
    timed_out: bool


def limit(kind: int, value: int) -> None:
    _, most = resource.getrlimit(kind)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(kind, (value, most if kind == resource.RLIMIT_CPU else value))
