"""Languages as clients name them: `ja`, `ja-JP`, `Japanese`."""

from services.transcribe.languages import AUTO, checked_language

# The languages of most residents, by the English names that Whisper's own tools take.
CODES = {
    "japanese": "ja", "english": "en", "chinese": "zh", "mandarin": "zh", "cantonese": "zh", "korean": "ko",
    "vietnamese": "vi", "portuguese": "pt", "spanish": "es", "castilian": "es", "tagalog": "tl",
    "filipino": "tl", "indonesian": "id", "thai": "th", "nepali": "ne", "burmese": "my", "myanmar": "my",
    "khmer": "km", "mongolian": "mn", "hindi": "hi", "urdu": "ur", "bengali": "bn", "sinhala": "si",
    "french": "fr", "german": "de", "russian": "ru", "ukrainian": "uk", "turkish": "tr", "persian": "fa",
    "arabic": "ar", "italian": "it", "dutch": "nl", "polish": "pl",
}  # fmt: skip


def spoken_language(language: str | None, candidates: list[str] | None = None) -> str:
    """The code of `language`; of the one candidate, or `auto` for several. Raises BadRequest."""
    if language is None and candidates:
        known = {_code(candidate) for candidate in candidates}
        return known.pop() if len(known) == 1 else AUTO
    return _code(language)


def _code(given: str | None) -> str:
    name = (given or "").strip().lower()
    return checked_language(CODES.get(name) or name.replace("_", "-").partition("-")[0])
