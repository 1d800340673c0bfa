"""Drafts of summaries by a language model: optional, and never more than a draft."""

from services.transcribe.minutes.drafting.job import KIND, DraftJob, draft_job
from services.transcribe.minutes.drafting.routes import draft_router
from services.transcribe.minutes.drafting.store import Drafts

__all__ = ["KIND", "DraftJob", "Drafts", "draft_job", "draft_router"]
