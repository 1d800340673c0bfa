"""A rule file read; what is wrong with one is told by its line, and what to do about it."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from common.errors import BadRequest
from services.masking.kinds import Kind
from services.masking.rule_lines import line_of
from services.masking.rules import OwnPattern, Rules, Word

MOST_CHARACTERS = 1_000_000
MOST_FAULTS = 3
FIELDS = {"allow": {}, "also": {}, "deny": Word.model_fields, "pattern": OwnPattern.model_fields}
BACKSLASH = r'\ を含む値は、"…" ではなく \'…\' で囲んでください。'.replace("\\'", "'")
NOT_TOML = "TOML として読めません。値を引用符で囲んだか、引用符と括弧を閉じたかを確かめてください。"


class RuleFile(BaseModel):
    """A city's rules as they were read; `name` is empty where the settings name no file."""

    model_config = ConfigDict(frozen=True)
    name: str = ""
    text: str = ""
    rules: Rules = Rules()


def load_rule_file(file: Path | None) -> RuleFile:
    """Raises BadRequest for a file that is missing or wrong."""
    if file is None:
        return RuleFile()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(
            f"独自の規則 {file.name} が読めません。あるか、UTF-8 かを確かめてください（{error}）。"
        ) from error
    return RuleFile(name=file.name, text=text, rules=parse_rules(text, file.name))


def parse_rules(text: str, name: str) -> Rules:
    """The rules in the TOML `text`; BadRequest names `name`, the line and what to do, `line` being the first."""
    if len(text) > MOST_CHARACTERS:
        raise BadRequest(f"{name} が長すぎます（上限 {MOST_CHARACTERS:,}字）。")
    try:
        return Rules.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        advice = BACKSLASH if "'\\'" in str(error) else NOT_TOML
        raise BadRequest(f"{name} の{line}行目：{advice}", line=line) from error
    except RecursionError as error:
        raise BadRequest(f"{name} の括弧の入れ子が深すぎます。減らしてください。") from error
    except ValidationError as error:
        faults = [(_line(text, each), _said(each)) for each in error.errors(include_url=False)[:MOST_FAULTS]]
        told = " ".join(f"{line}行目：{said}" for line, said in sorted(faults))
        raise BadRequest(f"{name} の{told}", line=min(faults)[0]) from error


def _line(text: str, fault: Any) -> int:
    place = fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"]
    return line_of(text, place) if place else 1


def _said(fault: Any) -> str:
    kind, place, limits = fault["type"], fault["loc"], fault.get("ctx", {})
    field = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    match kind:
        case "missing":
            return f"{field} がありません。書き足してください。"
        case "extra_forbidden":
            usable = FIELDS if len(place) == 1 else FIELDS.get(str(place[0]), {})
            return f"{field} という項目はありません。使えるのは {'、'.join(usable)} です。"
        case "enum":
            usable_kinds = "、".join(f"{each}（{each.label}）" for each in Kind)
            return f"「{fault['input']}」という種類はありません。使えるのは {usable_kinds} です。"
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
