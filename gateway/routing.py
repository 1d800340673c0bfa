"""The one table: which path goes to which service, and whose it is. An administrator may do everything."""

from dataclasses import dataclass
from urllib.parse import unquote

from starlette.types import Scope

from common.errors import NotFound
from common.identity import ROLES, Principal

SERVICES = {
    "transcribe": "議事録作成",
    "search": "ファイル検索",
    "translate": "翻訳",
    "masking": "マスキング",
}
"""Every service, by the name that people see."""

CLERK = frozenset({"clerk"})
DISCLOSURE = frozenset({"disclosure"})
SEARCHERS = frozenset({"clerk", "staff", "disclosure"})
ANYONE = frozenset(ROLES)
ADMIN_ONLY = frozenset({"admin"})

READ = frozenset({"GET", "HEAD"})
WRITE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
ALL = READ | WRITE
POST = frozenset({"POST"})


@dataclass(frozen=True)
class Rule:
    """Calls of `methods` to `path` and to everything below it."""

    path: str
    service: str
    roles: frozenset[str]
    methods: frozenset[str] = ALL

    def covers(self, path: str) -> bool:
        return path == self.path or path.startswith(self.path + "/")

    def admits(self, principal: Principal) -> bool:
        return principal.is_admin or bool(self.roles & principal.roles)


LIBRETRANSLATE = (
    Rule("/translate", "translate", ANYONE, POST),
    Rule("/translate_file", "translate", ANYONE, POST),
    Rule("/suggest", "translate", ANYONE, POST),
    Rule("/detect", "translate", ANYONE, POST),
    Rule("/languages", "translate", ANYONE, READ),
    Rule("/frontend/settings", "translate", ANYONE, READ),
)
RULES = (
    Rule("/v1/transcriptions", "transcribe", CLERK),
    Rule("/v1/audio", "transcribe", CLERK),
    Rule("/v1/minutes-templates", "transcribe", CLERK),
    Rule("/v1/vocabularies", "transcribe", CLERK),
    Rule("/v1/search/sources", "search", ADMIN_ONLY, WRITE),
    Rule("/v1/search/source-defaults", "search", ADMIN_ONLY),
    Rule("/v1/search/synonyms", "search", ADMIN_ONLY),
    Rule("/v1/search/identities", "search", ADMIN_ONLY),
    Rule("/v1/search/index", "search", ADMIN_ONLY),
    Rule("/v1/search", "search", SEARCHERS),
    Rule("/v1/translate", "translate", ANYONE),
    Rule("/v1/translations", "translate", ANYONE),
    Rule("/v1/glossaries", "translate", ANYONE),
    Rule("/v1/masking", "masking", DISCLOSURE),
    *LIBRETRANSLATE,
)
"""The first that fits decides."""


def rules_for(path: str) -> list[Rule]:
    return [rule for rule in RULES if rule.covers(path)]


def find(method: str, path: str) -> Rule | None:
    return next((rule for rule in rules_for(path) if method in rule.methods), None)


def is_libretranslate(method: str, path: str) -> bool:
    return any(rule.covers(path) and method in rule.methods for rule in LIBRETRANSLATE)


def service_of_job(job_id: str) -> str:
    """The service whose job this is, by the id's prefix; raises NotFound for any other id."""
    service = job_id.partition("-")[0]
    if service not in SERVICES:
        raise NotFound("指定された番号の処理はありません。一覧から選び直してください。")
    return service


def plain_target(scope: Scope) -> str:
    """The path and query to send on, as the client wrote them.

    Raises NotFound for a path that the gateway and a service could read differently (`..`, `//`, an
    encoded slash): the rule that let it in would not be the rule of where it arrives.
    """
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    target = raw.decode("latin-1").partition("?")[0]
    segments = [unquote(segment) for segment in target.split("/")[1:]]
    odd = any(s in (".", "..") or "/" in s or "\\" in s or not s.isprintable() for s in segments)
    if odd or "" in segments[:-1] or not target.startswith("/"):
        raise NotFound("このアドレスには何もありません。")
    query: bytes = scope["query_string"]
    return f"{target}?{query.decode('latin-1')}" if query else target
