"""How long the sound and the text of a recording are kept, by its label."""

import datetime as dt

from common.errors import BadRequest
from common.settings import Settings
from services.transcribe.schemas import Recording


class Retention:
    """The settings' rules. Nothing is stored of them: a changed rule holds for old recordings too."""

    def __init__(self, settings: Settings) -> None:
        self._rules = settings.transcribe.retention
        self._default_days = settings.data.retention_days

    def checked(self, label: str | None) -> str:
        """`label`, or the default one; BadRequest names those there are."""
        label = (label or "").strip() or self._rules.default
        if label not in self._rules.labels:
            names = "、".join(self._rules.labels)
            raise BadRequest(
                f"保存の区分は「{names}」から選んでください。", accepted=list(self._rules.labels)
            )
        return label

    def label_of(self, recording: Recording) -> str:
        """Its label; the default one where the settings no longer have it."""
        return recording.label if recording.label in self._rules.labels else self._rules.default

    def audio_until(self, recording: Recording) -> dt.datetime:
        """When the sound is to be deleted."""
        days = self._rules.labels[self.label_of(recording)].audio_days or self._default_days
        until = recording.created_at + dt.timedelta(days=days)
        text = self.text_until(recording)
        return min(until, text) if text else until

    def text_until(self, recording: Recording) -> dt.datetime | None:
        """When all the rest is to be deleted; None: never."""
        days = self._rules.labels[self.label_of(recording)].text_days
        return None if days is None else recording.created_at + dt.timedelta(days=days)
