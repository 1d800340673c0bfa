"""docs/settings.md, made from the settings themselves: `python -m common.settings_table` writes it."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from common.settings import PREFIX, Settings, cache_folder

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
LONG = 10**5
"""From here on digits are parted, as TOML allows."""
HEADING = f"""# Settings

Written by `python -m common.settings_table`. A key stands in `yakuba.toml` (or the file that `YAKUBA_CONFIG` names) below
its group's heading, or in the environment as `{PREFIX}<GROUP>_<KEY>`, which wins; an unknown key stops the start.
"""


def page() -> str:
    """The page, in Markdown: a table for each group of settings."""
    return "\n".join((HEADING, *(line for name, group in _groups() for line in _table(name, group))))


def _groups() -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in Settings.model_fields.items():
        yield name, type(field.get_default(call_default_factory=True, validated_data={}))


def _table(name: str, group: type[BaseModel]) -> Iterator[str]:
    yield from (f"## {name}", "", "| key | default | |", "|---|---|---|")
    for key, field in group.model_fields.items():
        yield f"| `{key}` | {_default(field)} | {' '.join((field.description or '').split())} |"
    yield ""


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value is PydanticUndefined or value == []:
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, BaseModel):
        return f"`{value.model_dump_json(exclude_none=True)}`"
    return f"`{_shown(value)}`"


def _shown(value: object) -> str:
    if isinstance(value, Path) and value.is_relative_to(cache_folder()):
        return f"~/.cache/yakuba/{value.relative_to(cache_folder())}"
    if isinstance(value, int) and value >= LONG:
        return f"{value:_}"
    return value.name if isinstance(value, Path) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
