"""Time stamps: where in the recording a frame belongs, and which stamps not to believe."""

GAP_SECONDS = 0.25
"""Containers round their stamps, and codecs with a bit reservoir jitter; less than this is no gap."""
BACK_SECONDS = 1.0
LONGEST_GAP = 2 * 3600.0
FREE_FILL = 600.0
FILL_SHARE = 20.0
"""Silence may make up this many times what was heard, besides `FREE_FILL`: some recorders store no pauses."""


class Stamps:
    """Follows the stamps of one track from `origin`, the recording's second 0.

    A stamp that is late is a gap, to be filled with silence, so that times stay those of the recording.
    A stamp that jumps further than a recording of its length can explain, or back, is a clock that was
    set anew: what follows is taken to follow directly.
    """

    def __init__(self, origin: float | None) -> None:
        self._origin = origin
        self._filled = 0.0
        self.lost_seconds = 0.0
        """Silence put in after the sound began."""
        self.jumps = 0

    def gap(self, stamp: float, position: float) -> float:
        """Seconds of silence to write before a frame stamped `stamp`, when `position` seconds are written."""
        if self._origin is None:
            self._origin = stamp
        late = stamp - self._origin - position
        if late < -BACK_SECONDS or (late > GAP_SECONDS and not self._is_credible(late, position)):
            self.jumps += 1
            self._origin += late
            return 0.0
        if late <= GAP_SECONDS:
            return 0.0
        self._filled += late
        if position > 0:
            self.lost_seconds += late
        return late

    def _is_credible(self, late: float, position: float) -> bool:
        heard = position - self._filled
        return late <= LONGEST_GAP and self._filled + late <= FREE_FILL + FILL_SHARE * heard
