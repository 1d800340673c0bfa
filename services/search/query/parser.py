"""Recursive descent over the tokens of a query.

either  = both { OR both }
both    = unless { [ AND ] unless }        words side by side must all be there
unless  = NOT unless | primary
primary = "(" either ")" | FIELD primary | WORD | PATTERN | PHRASE
"""

from collections.abc import Callable

from services.search.query.dates import Period, period
from services.search.query.errors import BadQuery
from services.search.query.lexer import STARS, Mark, Token, tokens
from services.search.query.tree import (
    Both,
    Either,
    Field,
    Kind,
    Node,
    OfSource,
    OfType,
    Since,
    Text,
    Until,
    Without,
)

MOST_DEPTH = 50
MOST_LEAVES = 100
PLAIN = frozenset({Mark.WORD, Mark.OPEN, Mark.CLOSE})
KINDS = {Mark.WORD: Kind.WORD, Mark.PATTERN: Kind.PATTERN, Mark.PHRASE: Kind.PHRASE}
NO_TERM = "ここに検索することばが必要です。"
NO_DATE = "日付は 2026-11-01、2026-11、2026、令和8年11月、R8.11.1 のように書いてください。"


def is_plain(query: str) -> bool:
    """No operator at all: words to be ranked, of which none must be there. May raise BadQuery."""
    return all(token.mark in PLAIN for token in tokens(query))


def parse(query: str) -> Node:
    """The tree of a query with operators; BadQuery says what is wrong and where."""
    return _Parser(query).parse()


class _Parser:
    def __init__(self, query: str) -> None:
        self._tokens = list(tokens(query))
        self._end = len(query.rstrip())
        self._next = 0
        self._leaves = 0

    def parse(self) -> Node:
        node = self._either(0, None)
        if token := self._peek():
            raise BadQuery("対応する「(」がありません。", token.at)
        return node

    def _either(self, depth: int, field: Field | None) -> Node:
        parts = [self._both(depth, field)]
        while self._take(Mark.OR):
            parts.append(self._both(depth, field))
        return _joined(Either, parts)

    def _both(self, depth: int, field: Field | None) -> Node:
        parts = [self._unless(depth, field)]
        while self._take(Mark.AND) or self._begins_part():
            parts.append(self._unless(depth, field))
        return _joined(Both, parts)

    def _unless(self, depth: int, field: Field | None) -> Node:
        token = self._take(Mark.NOT)
        if token is None:
            return self._primary(depth, field)
        return Without(self._unless(self._deeper(depth, token), field))

    def _primary(self, depth: int, field: Field | None) -> Node:
        token = self._peek()
        if token is None:
            raise BadQuery(NO_TERM, self._end)
        self._next += 1
        if token.mark is Mark.OPEN:
            return self._group(depth, field, token)
        if token.mark is Mark.FIELD:
            if field is not None:
                raise BadQuery("項目の指定の中に、別の項目は書けません。", token.at)
            return self._primary(self._deeper(depth, token), Field(token.text))
        if token.mark not in KINDS:
            raise BadQuery(NO_TERM, token.at)
        return self._leaf(token, field)

    def _group(self, depth: int, field: Field | None, opening: Token) -> Node:
        node = self._either(self._deeper(depth, opening), field)
        if not self._take(Mark.CLOSE):
            raise BadQuery("閉じる「)」がありません。", opening.at)
        return node

    def _leaf(self, token: Token, field: Field | None) -> Node:
        self._leaves += 1
        if self._leaves > MOST_LEAVES:
            raise BadQuery(f"検索することばは{MOST_LEAVES}個までにしてください。", token.at)
        if field in LEAVES:
            return LEAVES[field](token)
        kind = KINDS[token.mark]
        if kind is Kind.PATTERN and not token.text.strip(f"{STARS}?"):
            raise BadQuery("「*」や「?」は、ほかの文字と組み合わせてください。", token.at)
        # Paths are copied from Windows; the index has them as this system writes them.
        text = token.text.replace("\\", "/") if field is Field.PATH else token.text
        return Text(text, kind, field, token.at)

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, mark: Mark) -> Token | None:
        token = self._peek()
        if token is None or token.mark is not mark:
            return None
        self._next += 1
        return token

    def _begins_part(self) -> bool:
        token = self._peek()
        return token is not None and token.mark not in (Mark.AND, Mark.OR, Mark.CLOSE)

    def _deeper(self, depth: int, token: Token) -> int:
        if depth >= MOST_DEPTH:
            raise BadQuery(f"入れ子は{MOST_DEPTH}段までにしてください。", token.at)
        return depth + 1


def _joined(kind: type[Both] | type[Either], parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _period(token: Token) -> Period:
    found = period(token.text)
    if found is None:
        raise BadQuery(NO_DATE, token.at)
    return found


LEAVES: dict[Field | None, Callable[[Token], Node]] = {
    Field.TYPE: lambda token: OfType(token.text, token.at),
    Field.SOURCE: lambda token: OfSource(token.text, token.at),
    Field.AFTER: lambda token: Since(_period(token).first, token.at),
    Field.BEFORE: lambda token: Until(_period(token).last, token.at),
}
