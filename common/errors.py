"""Every error a caller can meet, as RFC 9457 problem details.

    Problem
    ├── BadRequest 422          ├── TooLarge 413
    │   ├── EmptyFile           ├── UnsupportedFormat 415
    │   └── BrokenFile          ├── EncryptedFile 423
    ├── Unauthorized 401        ├── OverQuota 429
    ├── Forbidden 403           └── Unavailable 503
    ├── NotFound 404                └── ModelMissing
    └── Conflict 409

Raise them where the fault is known; `common.service` turns them into responses.
`detail` is Japanese and says what to do next; `code` is stable English for programs.
"""

from typing import Any, ClassVar


class Problem(Exception):
    """An error that may be shown to the caller. Anything else becomes a bare 500."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "サーバー内部のエラー"

    def __init__(self, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra

    def body(self, request_id: str | None = None) -> dict[str, Any]:
        """The problem+json members of RFC 9457, section 3."""
        members: dict[str, Any] = {
            "type": f"urn:yakuba:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.extra,
        }
        if request_id is not None:
            members["request_id"] = request_id
        return members


class BadRequest(Problem):
    status, code, title = 422, "bad_request", "入力に誤りがあります"


class EmptyFile(BadRequest):
    code, title = "empty_file", "ファイルが空です"


class BrokenFile(BadRequest):
    code, title = "broken_file", "ファイルが壊れています"


class Unauthorized(Problem):
    status, code, title = 401, "unauthorized", "認証が必要です"


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "権限がありません"


class NotFound(Problem):
    status, code, title = 404, "not_found", "見つかりません"


class Conflict(Problem):
    status, code, title = 409, "conflict", "ほかの変更と重なりました"


class TooLarge(Problem):
    status, code, title = 413, "too_large", "大きすぎます"


class UnsupportedFormat(Problem):
    status, code, title = 415, "unsupported_format", "対応していない形式です"


class EncryptedFile(Problem):
    status, code, title = 423, "encrypted_file", "パスワードで保護されています"


class OverQuota(Problem):
    status, code, title = 429, "over_quota", "上限に達しました"


class Unavailable(Problem):
    status, code, title = 503, "unavailable", "いまは利用できません"


class ModelMissing(Unavailable):
    """A model file is not installed. `detail` names the command that installs it."""

    code, title = "model_missing", "モデルが入っていません"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"モデル「{name}」が入っていません。管理者に `make models` の実行を依頼してください。",
            model=name,
            command=f"python -m common.models pull {name}",
        )


def by_code(code: str) -> type[Problem]:
    """The class that carries `code`; `Problem` itself for an unknown one."""
    found: dict[str, type[Problem]] = {}
    pending: list[type[Problem]] = [Problem]
    while pending:
        cls = pending.pop()
        found[cls.code] = cls
        pending.extend(cls.__subclasses__())
    return found.get(code, Problem)


def restored(body: dict[str, Any]) -> Problem:
    """The problem whose `body` was stored or sent by another process."""
    own = {"type", "title", "status", "detail", "code", "request_id"}
    extra = {name: value for name, value in body.items() if name not in own}
    cls = by_code(str(body.get("code")))
    if issubclass(cls, ModelMissing):
        return cls(str(extra["model"]))
    return cls(str(body.get("detail", "")), **extra)
