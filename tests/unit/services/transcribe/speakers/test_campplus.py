import numpy as np
import pytest

from services.transcribe.audio.pcm import RATE
from services.transcribe.speakers.campplus import SIZE, CamPlusPlus, _convolution_before
from services.transcribe.speakers.fbank import FRAMES_PER_SECOND, fbank

BLOCK = 4 * FRAMES_PER_SECOND


@pytest.fixture(scope="module")
def network(model) -> CamPlusPlus:
    return model.embedding


def block(sound: np.ndarray, start: float) -> np.ndarray:
    """[1, 400, 80]: the filter banks of the four seconds from `start`."""
    first = int(start * RATE)
    return fbank(sound[first : first + 4 * RATE + RATE // 20])[None, :BLOCK]


@pytest.mark.models
def test_one_voice_is_like_itself_and_unlike_another(network, meeting_sound):
    """The chair speaks at 2 s, 32 s and 52 s, 田中 at 16 s and 20 s."""
    pieces = [network.frames(block(meeting_sound, at))[0] for at in (2, 32, 52, 16, 20)]
    likeness = (vectors := network.vectors(pieces)) @ vectors.T
    same = [likeness[0, 1], likeness[0, 2], likeness[1, 2], likeness[3, 4]]
    assert min(same) > 0.6
    assert likeness[:3, 3:].max() < 0.4


@pytest.mark.models
def test_vectors_are_of_length_one_even_of_the_shortest_pieces(network, meeting_sound):
    frames = network.frames(block(meeting_sound, 2))
    assert frames.shape == (1, 512, BLOCK // 2)
    vectors = network.vectors([frames[0, :, :2], frames[0]])
    assert vectors.shape == (2, SIZE)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.models
def test_blocks_done_together_come_out_as_alone(network, meeting_sound):
    blocks = np.concatenate([block(meeting_sound, at) for at in (2, 16)])
    alone = np.concatenate([network.frames(blocks[:1]), network.frames(blocks[1:])])
    assert network.frames(blocks) == pytest.approx(alone, abs=1e-3)


@pytest.mark.models
def test_loudness_does_not_matter(network, meeting_sound):
    loud, faint = (network.frames(block(meeting_sound * gain, 2))[0] for gain in (1.0, 0.1))
    one, other = network.vectors([loud, faint])
    assert one @ other > 0.95


@pytest.mark.parametrize(
    ("norm", "before"),
    [
        ("head.bn1", ("head.conv1", "head.conv1")),
        ("head.layer1.0.shortcut.1", ("head.layer1.0.shortcut.0", "head.layer1.0.shortcut")),
        ("xvector.tdnn.nonlinear.batchnorm", ("xvector.tdnn.linear", "xvector.tdnn.linear")),
        ("xvector.block1.tdnnd1.nonlinear1.batchnorm", None),
        ("xvector.out_nonlinear.batchnorm", None),
    ],
)
def test_a_normalisation_is_taken_into_the_convolution_that_it_follows(norm, before):
    assert _convolution_before(norm) == before
