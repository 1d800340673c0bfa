"""Says in Japanese how far a transcription is and how fast it goes."""

import time

from common.jobs import JobContext
from services.transcribe.clock import clock

DECODING_SHARE = 0.03
UNFINISHED = 0.99


class Progress:
    """The news of one job; nothing here is ever part of its result."""

    def __init__(self, context: JobContext, total_seconds: float = 0.0) -> None:
        self._context = context
        self._total = total_seconds
        self._from: tuple[float, float] | None = None

    def decoding(self, message: str) -> None:
        self._context.progress(0.0, message)

    def begin(self, seconds: float) -> None:
        """Work starts at `seconds` of the recording; only the first call counts, for the speed."""
        self._from = self._from or (time.monotonic(), seconds)

    def heard(self, seconds: float) -> None:
        """The recording is done up to `seconds`."""
        share = min(seconds / self._total, 1.0) if self._total else 1.0
        message = f"文字にしています（{clock(seconds)} / {clock(self._total)}{self._speed(seconds)}）"
        self._context.progress(min(DECODING_SHARE + share * (1 - DECODING_SHARE), UNFINISHED), message)

    def finishing(self) -> None:
        """All of it is heard; for a long meeting the rest takes up to a minute."""
        self._context.progress(UNFINISHED, "最後まで聞き取りました。話者と用語、決定事項をまとめています")

    def _speed(self, seconds: float) -> str:
        if self._from is None:
            return ""
        began, first = self._from
        times = (seconds - first) / max(time.monotonic() - began, 0.001)
        if times <= 0:
            return ""
        left = clock((self._total - seconds) / times)
        return f"、実時間の{times:.1f}倍の速さ、残り約{left}"
