"""Minutes by rule: title, date, place, attendees, agenda, decisions, tasks, next meeting."""

from services.transcribe.minutes.finding import write_minutes
from services.transcribe.minutes.model import (
    AgendaItem,
    Decision,
    Draft,
    Meeting,
    Mention,
    Minutes,
    Remark,
    Task,
)

__all__ = [
    "AgendaItem",
    "Decision",
    "Draft",
    "Meeting",
    "Mention",
    "Minutes",
    "Remark",
    "Task",
    "write_minutes",
]
