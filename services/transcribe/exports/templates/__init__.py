"""A department's own Word template: placeholders checked at upload, filled in at export."""

from services.transcribe.exports.templates.filling import filled
from services.transcribe.exports.templates.routes import template_router
from services.transcribe.exports.templates.store import Templates

__all__ = ["Templates", "filled", "template_router"]
