"""Frames as a decoder gives them, resampled and written where their time stamps say."""

from typing import Any

from services.transcribe.audio.container import MOST_CHANNELS, is_plausible_rate
from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.audio.sink import Sink
from services.transcribe.audio.stamps import Stamps


class Implausible(Exception):
    """A frame that no recorder makes; to be passed over like a damaged packet."""


class FrameWriter:
    """Feeds a sink. Channels stay apart; only the rate changes."""

    def __init__(self, sink: Sink, stamps: Stamps) -> None:
        self._sink = sink
        self._stamps = stamps
        self._resampler: Any = None
        self._base = 0
        self._taken = 0.0
        """Seconds given to the resampler since `_base` samples were in the sink."""

    def write(self, frame: Any) -> None:
        """Raises Implausible."""
        if not is_plausible_rate(frame.sample_rate) or not 0 < frame.layout.nb_channels <= MOST_CHANNELS:
            raise Implausible
        self._sink.open(frame.layout.nb_channels)
        self._fill_gap(frame)
        try:
            resampled = self._resampled(frame)
        except ValueError:  # the stream changed its rate or layout on the way
            self.flush()
            resampled = self._resampled(frame)
        self._taken += frame.samples / frame.sample_rate
        self._write(resampled)

    def flush(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample(None))
            self._resampler = None
        self._base, self._taken = self._sink.samples, 0.0

    def _resampled(self, frame: Any) -> Any:
        import av

        if self._resampler is None:
            # Interleaved: PyAV 18 miscounts the planes of planar frames from 8 channels on, and crashes.
            self._resampler = av.AudioResampler(format="flt", rate=RATE, frame_size=RATE)
        frame.pts = None
        return self._resampler.resample(frame)

    def _fill_gap(self, frame: Any) -> None:
        if frame.time is None:
            return
        position = self._base / RATE + self._taken
        if gap := self._stamps.gap(float(frame.time), position):
            self.flush()
            self._sink.silence(round((position + gap) * RATE) - self._sink.samples)
            self._base = self._sink.samples

    def _write(self, frames: Any) -> None:
        for frame in frames:
            self._sink.write(_samples(frame))


def _samples(frame: Any) -> Samples:
    """[samples, channels]"""
    interleaved: Samples = frame.to_ndarray()
    return interleaved.reshape(frame.samples, -1)
