"""What was heard of a sound, kept in the cache folder until the sound, the weights or the code that hears change."""

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import services.transcribe
from common.settings import cache_folder
from services.transcribe.audio.pcm import Samples

HEARS = ("hearing/*.py", "text/*.py", "vocabulary/hotwords.py")
PACKAGES = ("ctranslate2", "faster-whisper")


def remembered(
    sound: Samples, weights: Path, way: str, hear: Callable[[], list[list[str]]], *, by_us: bool = True
) -> list[list[str]]:
    """What `hear` gives, from the cache where it was heard before in this `way`; `by_us`: with our own code."""
    folder = cache_folder() / "bench" / "heard"
    folder.mkdir(parents=True, exist_ok=True)
    said = [
        way,
        _code() if by_us else "",
        *map(version, PACKAGES),
        weights.name,
        (weights / "model.bin").stat().st_size,
    ]
    key = hashlib.sha256(sound.tobytes() + json.dumps(said).encode()).hexdigest()[:32]
    path = folder / f"{key}.json"
    if not path.exists():
        path.write_text(json.dumps(hear(), ensure_ascii=False), "utf-8")
    found: list[list[str]] = json.loads(path.read_text("utf-8"))
    return found


def _code() -> str:
    package = Path(services.transcribe.__path__[0])
    files = sorted(path for pattern in HEARS for path in package.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
