"""A city's own configuration in TOML, read; what is wrong is told by its line, and what to do about it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from common.errors import BadRequest
from services.masking.kinds import Kind
from services.masking.rule_lines import line_of

MOST_CHARACTERS = 1_000_000
MOST_FAULTS = 3
BACKSLASH = r'\ を含む値は、"…" ではなく \'…\' で囲んでください。'.replace("\\'", "'")
NOT_TOML = "TOML として読めません。値を引用符で囲んだか、引用符と括弧を閉じたかを確かめてください。"
Model = TypeVar("Model", bound=BaseModel)
Fields = Mapping[str, Mapping[str, Any]]
"""What may stand at the top, and in each item of it."""


def read_text(file: Path, what: str) -> str:
    """Raises BadRequest for a file that is missing or not UTF-8; `what` says what it is for."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(
            f"{what} {file.name} が読めません。あるか、UTF-8 かを確かめてください（{error}）。"
        ) from error


def parse(model: type[Model], text: str, name: str, fields: Fields) -> Model:
    """The TOML `text` as a `model`; BadRequest names `name`, the line and what to do, `line` being the first."""
    if len(text) > MOST_CHARACTERS:
        raise BadRequest(f"{name} が長すぎます（上限 {MOST_CHARACTERS:,}字）。")
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        advice = BACKSLASH if "'\\'" in str(error) else NOT_TOML
        raise BadRequest(f"{name} の{line}行目：{advice}", line=line) from error
    except RecursionError as error:
        raise BadRequest(f"{name} の括弧の入れ子が深すぎます。減らしてください。") from error
    except ValidationError as error:
        faults = [
            (_line(text, each), _said(each, fields)) for each in error.errors(include_url=False)[:MOST_FAULTS]
        ]
        told = " ".join(f"{line}行目：{said}" for line, said in sorted(faults))
        raise BadRequest(f"{name} の{told}", line=min(faults)[0]) from error


def _line(text: str, fault: Any) -> int:
    place = fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"]
    return line_of(text, place) if place else 1


def _said(fault: Any, fields: Fields) -> str:
    kind, place, limits = fault["type"], fault["loc"], fault.get("ctx", {})
    field = next((str(part) for part in reversed(place) if isinstance(part, str) and part != "[key]"), "")
    match kind:
        case "missing":
            return f"{field} がありません。書き足してください。"
        case "extra_forbidden":
            usable = fields if len(place) == 1 else fields.get(_item(place), {})
            return f"{field} という項目はありません。使えるのは {'、'.join(usable)} です。"
        case "enum":
            usable_kinds = "、".join(f"{each}（{each.label}）" for each in Kind)
            return f"「{fault['input']}」という種類はありません。使えるのは {usable_kinds} です。"
        case "literal_error":
            usable_words = limits["expected"].replace(" or ", "、")
            return f"{field} に「{fault['input']}」は使えません。使えるのは {usable_words} です。"
        case "value_error":
            return str(limits["error"])
        case "string_too_long" | "too_long":
            return f"{field} が長すぎます（上限 {limits['max_length']:,}）。減らしてください。"
        case "string_too_short":
            return f"{field} が空です。値を書いてください。"
        case "greater_than" | "less_than_equal":
            return f"{field} は 0 より大きく 1 以下の数にしてください。"
        case _:
            return f"{field or 'ここ'} の値の形が違います。docs/masking.md の例に合わせてください。"


def _item(place: tuple[str | int, ...]) -> str:
    """`pattern` for a field of a pattern, `profile.kinds` for one of a kind in a profile."""
    named = [str(part) for part in place[:-1] if isinstance(part, str)]
    return ".".join(named[:2])
