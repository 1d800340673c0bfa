"""A query that cannot be read."""

from common.errors import BadRequest


class BadQuery(BadRequest):
    """`position` is the offset of the fault in the query, in code points from 0; `detail` counts from 1."""

    code, title = "bad_query", "検索式に誤りがあります"

    def __init__(self, detail: str, position: int) -> None:
        super().__init__(f"{position + 1}文字目: {detail}", position=position, field="q")
        self.position = position
