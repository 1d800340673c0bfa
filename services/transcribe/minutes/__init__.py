"""Minutes by rule: title, date, attendees, agenda, decisions, tasks, next meeting."""

from services.transcribe.minutes.finding import write_minutes
from services.transcribe.minutes.model import Meeting, Mention, Minutes, Task

__all__ = ["Meeting", "Mention", "Minutes", "Task", "write_minutes"]
