"""Templates to HTML."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from common.identity import Principal
from common.settings import Settings
from gateway.pages.formats import (
    MASKABLE_ACCEPT,
    MASKABLE_SPOKEN,
    READABLE_ACCEPT,
    READABLE_SPOKEN,
    TRANSLATABLE_ACCEPT,
    TRANSLATABLE_SPOKEN,
)
from gateway.pages.retention_labels import retention_labels
from gateway.pages.tasks import tasks_of

TEMPLATES = Path(__file__).parent / "templates"


class Renderer:
    def __init__(self, settings: Settings) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "upload_bytes": settings.data.max_upload_bytes,
            "upload_limit": size_label(settings.data.max_upload_bytes),
            "retention_days": settings.data.retention_days,
            "retention_labels": retention_labels(settings),
            "sealed_keys": settings.masking.sealed_keys,
            "document_formats": TRANSLATABLE_SPOKEN,
            "document_suffixes": TRANSLATABLE_ACCEPT,
            "readable_formats": READABLE_SPOKEN,
            "readable_suffixes": READABLE_ACCEPT,
            "maskable_formats": MASKABLE_SPOKEN,
            "maskable_suffixes": MASKABLE_ACCEPT,
        }

    def page(self, name: str, visitor: Principal | None, **more: Any) -> str:
        template = self._environment.get_template(f"{name}.html")
        return template.render({"task": None, **more, "visitor": visitor, "tasks": tasks_of(visitor)})


def size_label(size: int) -> str:
    """A size in bytes as people say it, rounded down: 1GB, 200MB."""
    for unit, name in ((1024**3, "GB"), (1024**2, "MB"), (1024, "KB")):
        if size >= unit:
            whole = size / unit
            return f"{whole:.0f}{name}" if whole == int(whole) else f"{int(whole * 10) / 10:.1f}{name}"
    return f"{size}バイト"
