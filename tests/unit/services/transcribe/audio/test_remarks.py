import pytest

from services.transcribe.audio import remarks
from services.transcribe.audio.container import Track
from services.transcribe.audio.stamps import Stamps


def test_a_sound_recording_needs_no_remark():
    assert remarks.on_tracks(Track(1), 1) == []
    assert remarks.on_damage(0, Stamps(0.0)) == []
    assert remarks.on_loudness(0) == []


@pytest.mark.parametrize(
    ("missing", "declared", "is_cut", "said"),
    [
        (0.5, 10, False, ""),
        (5, 3600, False, ""),
        (0, 10, True, remarks.CUT),
        (600, 3600, True, "1:00:00のうち、50:00だけ"),
    ],
)
def test_a_shortfall_is_said_when_it_matters(missing, declared, is_cut, said):
    found = remarks.on_shortfall(missing, declared, is_cut=is_cut)
    assert said in "".join(found)
    assert bool(found) == bool(said)
