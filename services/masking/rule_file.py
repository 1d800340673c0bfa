"""The file of a city's own rules, read."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from services.masking.rules import OwnPattern, Rules, Word
from services.masking.toml_file import parse, read_text

FIELDS = {"allow": {}, "also": {}, "deny": Word.model_fields, "pattern": OwnPattern.model_fields}


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
    text = read_text(file, "独自の規則")
    return RuleFile(name=file.name, text=text, rules=parse_rules(text, file.name))


def parse_rules(text: str, name: str) -> Rules:
    """The rules in the TOML `text`; BadRequest names `name`, the line and what to do."""
    return parse(Rules, text, name, FIELDS)
