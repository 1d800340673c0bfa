"""The errors of translation. `error` repeats them in English, as LibreTranslate's clients expect."""

from collections.abc import Iterable

from common.errors import BadRequest
from services.translate.languages import language


class UnknownLanguage(BadRequest):
    status, code, title = 400, "unknown_language", "対応していない言語です"


class UnservedPair(BadRequest):
    code, title = "unserved_pair", "この言語の組み合わせは翻訳できません"


class MissingParameter(BadRequest):
    status, code, title = 400, "missing_parameter", "入力が足りません"


def unknown_language(code: str, available: Iterable[str]) -> UnknownLanguage:
    codes = sorted(set(available))
    return UnknownLanguage(
        f"「{code[:20]}」という言語には対応していません。使えるのは {'、'.join(codes)} です。",
        error=f"{code[:20]} is not supported",
        available=codes,
    )


def unserved_pair(source: str, target: str, available: Iterable[tuple[str, str]]) -> UnservedPair:
    pairs = sorted(set(available))
    names = "、".join(f"{language(a).japanese}→{language(b).japanese}" for a, b in pairs)
    return UnservedPair(
        f"{language(source).japanese}から{language(target).japanese}へ、役に立つ品質で訳せる翻訳エンジンが"
        f"入っていません。いま使える組み合わせ：{names}。ほかの組み合わせは、管理者に翻訳パッケージの追加を"
        "依頼してください。",
        error=f"{target} is not available as a target language from {source}",
        available=[f"{a}-{b}" for a, b in pairs],
    )


def missing_parameter(name: str) -> MissingParameter:
    return MissingParameter(
        f"{name} を指定してください。", error=f"Invalid request: missing {name} parameter"
    )
