"""The voices of one chunk of a recording: its stretches of speech and a vector for each."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from services.transcribe.audio.pcm import RATE, Samples
from services.transcribe.speakers.campplus import SIZE, CamPlusPlus, Hidden, Vectors
from services.transcribe.speakers.fbank import FRAMES_PER_SECOND, fbank
from services.transcribe.speakers.pauses import quiet
from services.transcribe.speakers.phrases import unit
from services.transcribe.speakers.segmentation import Activity, PyanNet
from services.transcribe.speakers.stretches import Found, Stretch, stretches, windows

BATCH = 4
"""Windows of ten seconds, and blocks of four, done between two calls of `check`."""
BLOCK = 4 * FRAMES_PER_SECOND
BLOCK_SAMPLES = 4 * RATE
HALVED = FRAMES_PER_SECOND // 2
JUDGED_SECONDS = 1.5
"""A stretch's vector is taken from so much of the part around it."""
SCALE = 400.0
"""Vectors are kept as bytes; a part of one of length one lies well within 127 / 400."""

Check = Callable[[], None]


@dataclass(frozen=True)
class VoiceModel:
    segmentation: PyanNet
    embedding: CamPlusPlus


class Voices(BaseModel, frozen=True):
    """What a chunk's step stores: about 150 bytes a second of speech."""

    start: float
    """Seconds from the start of the recording; the stretches count from here."""
    stretches: list[Stretch]
    vectors: str
    """[stretches, 192] signed bytes, in base64."""

    @property
    def unit_vectors(self) -> Vectors:
        """[stretches, 192], each of length one."""
        raw = np.frombuffer(base64.b64decode(self.vectors), np.int8).reshape(-1, SIZE).astype(np.float32)
        return unit(raw)


def load_voices(folder: Path) -> VoiceModel:
    """The networks of a `speaker` model's folder; PyTorch is set to one thread in this process.

    The networks are so small that a second thread saves no time when nothing else runs, and while others
    use the processors the two wait for each other: ten times slower, measured on two cores.
    """
    import torch

    torch.set_num_threads(1)
    return VoiceModel(PyanNet(folder / "segmentation.pt"), CamPlusPlus(folder / "campplus.pt"))


def voices_in(model: VoiceModel, audio: Samples, start_seconds: float, *, check: Check) -> Voices:
    """The voices of `audio`, 16 kHz samples from -1 to 1, that begins at so many seconds.

    `check` is called between batches, each well under a second of work, and may raise.
    """
    pauses = quiet(audio)
    found = stretches(_probabilities(model.segmentation, audio, check), pauses) if len(pauses) else []
    vectors = _vectors(model.embedding, audio, found, check)
    return Voices(start=start_seconds, stretches=[each.stretch for each in found], vectors=_packed(vectors))


def _packed(vectors: Vectors) -> str:
    return base64.b64encode(np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8).tobytes()).decode()


def _probabilities(network: PyanNet, audio: Samples, check: Check) -> Activity:
    seen, answers = windows(audio), []
    for first in range(0, len(seen), BATCH):
        check()
        answers.append(network.probabilities(seen[first : first + BATCH].copy()))
    return np.concatenate(answers)


def _vectors(network: CamPlusPlus, audio: Samples, found: Sequence[Found], check: Check) -> Vectors:
    if not found:
        return np.empty((0, SIZE), np.float32)
    hidden = _hidden(network, audio, found, check)
    check()
    return network.vectors([hidden[:, begin:end] for begin, end in _judged(found, hidden.shape[1])])


def _hidden(network: CamPlusPlus, audio: Samples, found: Sequence[Found], check: Check) -> Hidden:
    """[512, 50 frames a second] of the blocks in which somebody speaks; zero in the others."""
    features = fbank(np.pad(audio, (0, -len(audio) % BLOCK_SAMPLES + RATE // 20), mode="wrap"))
    blocks = features[: len(features) // BLOCK * BLOCK].reshape(-1, BLOCK, features.shape[1])
    spoken = sorted(
        {
            block
            for each in found
            for block in range(
                int(each.start * FRAMES_PER_SECOND) // BLOCK,
                min(len(blocks), int(each.end * FRAMES_PER_SECOND) // BLOCK + 1),
            )
        }
    )
    hidden = np.zeros((len(blocks), 512, BLOCK // 2), np.float32)
    for first in range(0, len(spoken), BATCH):
        check()
        batch = spoken[first : first + BATCH]
        hidden[batch] = network.frames(blocks[batch])
    return hidden.transpose(1, 0, 2).reshape(512, -1)


def _judged(found: Sequence[Found], frames: int) -> list[tuple[int, int]]:
    """Of each stretch, the frames around it, within its part, from which its vector is taken."""
    judged = []
    for (start, end, *_), first, last in found:
        middle = (start + end) / 2
        begin = max(first, min(middle - JUDGED_SECONDS / 2, last - JUDGED_SECONDS))
        until = min(last, begin + JUDGED_SECONDS)
        left = min(int(begin * HALVED), frames - 2)
        judged.append((left, max(left + 2, min(frames, int(np.ceil(until * HALVED))))))
    return judged
