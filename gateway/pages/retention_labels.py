"""The labels under which a recording may be kept, as the upload form offers them."""

from dataclasses import dataclass

from common.settings import Settings


@dataclass(frozen=True)
class RetentionLabel:
    name: str
    spoken: str
    """With how long sound and text are kept."""
    is_default: bool


def retention_labels(settings: Settings) -> list[RetentionLabel]:
    """In the order of the settings."""
    rules = settings.transcribe.retention
    found = []
    for name, label in rules.labels.items():
        audio = label.audio_days or settings.data.retention_days
        if label.text_days is None:
            kept = f"録音は{audio}日で消え、文字は残る"
        else:
            kept = f"録音は{min(audio, label.text_days)}日、文字は{label.text_days}日で消える"
        found.append(RetentionLabel(name, f"{name}（{kept}）", name == rules.default))
    return found
