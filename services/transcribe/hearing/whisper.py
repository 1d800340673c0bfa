"""A CTranslate2 Whisper model: windows of sound in, hypotheses out, several windows at a time.

What faster-whisper has is used: the model's loading, log-Mel features, tokenizer, prompt and word
alignment. Three things are done otherwise. The encoder is given as much sound as there is, not always
30 seconds, which CTranslate2 allows and which takes much less time for a short one; windows go through the
model side by side, for two threads at two windows do more than two at one; and
nothing is sampled at random, so that the same sound always gives the same text.
"""

import os
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from services.transcribe.audio.pcm import Samples
from services.transcribe.hearing.kana_tokens import not_kana
from services.transcribe.languages import AUTO
from services.transcribe.schemas import Asked, Word

WORKERS = 2
"""Windows, or parts of a batch, that the model works on at once."""
BEAMS = 5
LONGEST_TOKENS = 448
FRAME_SAMPLES = 160
WHOLE_FRAMES = 3000
SPARE_FRAMES = 300
"""Silence after the sound: the model was trained on windows that end in it. With one second instead of three, a
recording of one sentence has a tenth more errors or worse."""
POLL_SECONDS = 0.02
FRAMES_A_SECOND = 100
KANA_A_SECOND = 12
"""Nobody speaks faster; what is longer is a loop."""


Features = NDArray[np.float32]
"""Sounds, frames, features of the encoder."""
S = TypeVar("S", Features, list[list[int]])


@dataclass(frozen=True)
class Hypothesis:
    """What the model takes a window to say."""

    tokens: list[int]
    text: str
    avg_logprob: float
    """Mean over the tokens and the end mark."""
    no_speech_prob: float
    temperature: float = 0.0

    @property
    def compression_ratio(self) -> float:
        """Bytes over deflated bytes: text that repeats itself has much (Radford et al. 2022, section 4.5)."""
        raw = self.text.encode()
        return len(raw) / len(zlib.compress(raw)) if raw else 0.0


@dataclass(frozen=True)
class Way:
    """How to decode. `timestamps` makes the model account for all the sound, `no_repeat` forbids loops."""

    timestamps: bool = False
    hotwords: str | None = None
    prompt: str | None = None
    no_repeat: int = 0
    temperature: float = 0.0


def load_whisper(folder: Path) -> Any:
    """A CTranslate2 Whisper model, int8 on all processors; one window alone has two of them at least."""
    from faster_whisper import WhisperModel

    processors = os.cpu_count() or 1
    return WhisperModel(
        str(folder),
        device="cpu",
        compute_type="int8",
        cpu_threads=max(min(processors, 2), processors // WORKERS),
        num_workers=min(processors, WORKERS),
        local_files_only=True,
    )


class Ear:
    """A loaded model set to one language and task."""

    def __init__(self, model: Any, language: str, task: str) -> None:
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        self._model = model
        self._tokenizer = Tokenizer(
            model.hf_tokenizer, model.model.is_multilingual, task=task, language=language
        )
        self._suppressed = get_suppressed_tokens(self._tokenizer, [-1])
        self.language = language
        self.text_language = "en" if task == "translate" else language

    @classmethod
    def set_to(cls, model: Any, asked: Asked, sound: Samples) -> "Ear":
        """For `auto`, the language is the one that the model finds in the first 30 seconds of `sound`."""
        language = asked.language
        if language == AUTO:
            language = model.detect_language(audio=sound)[0]
        return cls(model, language, asked.task)

    def encode(self, sounds: Sequence[Samples], check: Callable[[], None]) -> "Encoded":
        """Each sound (16 kHz, -1 to 1, at most 30 seconds) padded with silence to the longest of them.

        Not as one batch: that takes a quarter more time. `check` is called between them, and may raise.
        """
        longest = max(len(sound) for sound in sounds) // FRAME_SAMPLES + SPARE_FRAMES
        frames = min(-(-longest // 100) * 100, WHOLE_FRAMES)
        outputs = []
        with _side_by_side() as threads:
            for output in threads.map(lambda sound: self._encoded(sound, frames), sounds):
                check()
                outputs.append(output)
        return Encoded(self, np.concatenate(outputs), frames)

    def _encoded(self, sound: Samples, frames: int) -> Features:
        return np.array(self._model.encode(self._features(sound, frames)[np.newaxis]))

    def _features(self, sound: Samples, frames: int) -> Any:
        count = frames * FRAME_SAMPLES
        padded = np.pad(sound[:count], (0, max(0, count - len(sound))))
        return self._model.feature_extractor(padded)[:, :frames]

    def decode(self, encoded: Features, way: Way, check: Callable[[], None]) -> list[Hypothesis]:
        """What each of the sounds says.

        `check` is called while the model works, and may raise: then the model finishes on its own.
        """
        before = self._tokenizer.encode(" " + way.prompt.strip()) if way.prompt else []
        prompt = self._model.get_prompt(
            self._tokenizer, before, without_timestamps=not way.timestamps, hotwords=way.hotwords
        )
        results = self._generated(
            encoded, prompt, check, beam_size=BEAMS, max_length=LONGEST_TOKENS,
            suppress_tokens=self._suppressed, no_repeat_ngram_size=way.no_repeat, **_sampling(way.temperature),
        )  # fmt: skip
        return [self._hypothesis(result, way.temperature) for result in results]

    def spell(self, encoded: Features, frames: int, check: Callable[[], None]) -> list[str]:
        """What each of the sounds says in kana alone: the likeliest token that is kana, one by one."""
        prompt = self._model.get_prompt(self._tokenizer, [], without_timestamps=True)
        results = self._generated(
            encoded, prompt, check, beam_size=1, suppress_tokens=self._not_kana,
            max_length=len(prompt) + frames * KANA_A_SECOND // FRAMES_A_SECOND,
        )  # fmt: skip
        return [self._hypothesis(result, 0.0).text for result in results]

    @cached_property
    def _not_kana(self) -> list[int]:
        return sorted({*self._suppressed, *not_kana(self._model.hf_tokenizer)})

    def _generated(
        self, encoded: Features, prompt: list[int], check: Callable[[], None], **options: Any
    ) -> list[Any]:
        parts = list(map(_stored, _parts(encoded)))
        results = [
            result
            for part in parts
            for result in self._model.model.generate(
                part, [prompt] * part.shape[0], return_scores=True, return_no_speech_prob=True,
                suppress_blank=True, asynchronous=True, **options,
            )
        ]  # fmt: skip
        while not all(result.done() for result in results):
            check()
            time.sleep(POLL_SECONDS)
        return [result.result() for result in results]

    def _hypothesis(self, result: Any, temperature: float) -> Hypothesis:
        given = result.sequences_ids[0]
        tokens = [token for token in given if token < self._tokenizer.eot]
        return Hypothesis(
            tokens=tokens,
            text=self._tokenizer.decode(tokens).strip(),
            avg_logprob=result.scores[0] * len(given) / (len(given) + 1),
            no_speech_prob=result.no_speech_prob,
            temperature=temperature,
        )

    def align(self, encoded: Features, hypotheses: Sequence[Hypothesis], frames: int) -> list[list[Word]]:
        """The words of each, times in seconds from its window's start (dynamic time warping of the
        cross-attention; Japanese is cut by character)."""
        tokens = _parts([hypothesis.tokens for hypothesis in hypotheses])

        def aligned(part: Features, said: list[list[int]]) -> list[Any]:
            found: list[Any] = self._model.find_alignment(self._tokenizer, said, _stored(part), frames)
            return found

        with _side_by_side() as threads:
            found = chain.from_iterable(threads.map(aligned, _parts(encoded), tokens))
            return [[_word(raw) for raw in words if raw["word"]] for words in found]

    def tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text))


@dataclass(frozen=True)
class Encoded:
    """Sounds that went through the encoder, to be decoded in more than one way."""

    ear: Ear
    output: Features
    """Sounds, frames, features."""
    frames: int
    """Of log-Mel features, that each sound was padded to."""

    def __getitem__(self, number: int) -> "Encoded":
        """Only one of the sounds."""
        return Encoded(self.ear, self.output[number : number + 1], self.frames)

    def hypotheses(self, way: Way, check: Callable[[], None]) -> list[Hypothesis]:
        """See `Ear.decode`."""
        return self.ear.decode(self.output, way, check)

    def spelt(self, check: Callable[[], None]) -> list[str]:
        """See `Ear.spell`."""
        return self.ear.spell(self.output, self.frames, check)

    def words(self, hypotheses: Sequence[Hypothesis]) -> list[list[Word]]:
        """See `Ear.align`."""
        return self.ear.align(self.output, hypotheses, self.frames)


@contextmanager
def _side_by_side() -> Iterator[ThreadPoolExecutor]:
    """Threads; of what has not begun when the caller gives up, nothing is done."""
    threads = ThreadPoolExecutor(WORKERS)
    try:
        yield threads
    finally:
        threads.shutdown(cancel_futures=True)


def _parts(batch: S) -> list[S]:
    """As many parts in order, as equal as can be, as the model works on at once."""
    size = -(-len(batch) // WORKERS) or 1
    return [batch[at : at + size] for at in range(0, len(batch), size)]


def _stored(features: Features) -> Any:
    """What is in CTranslate2's hands, without a copy: `features` must live as long."""
    from ctranslate2 import StorageView

    return StorageView.from_array(features)


def _sampling(temperature: float) -> dict[str, Any]:
    if not temperature:
        return {}
    return {"beam_size": 1, "sampling_topk": 0, "sampling_temperature": temperature}


def _word(raw: dict[str, Any]) -> Word:
    return Word(
        start=round(float(raw["start"]), 3),
        end=round(float(raw["end"]), 3),
        text=raw["word"],
        confidence=round(min(1.0, float(raw["probability"])), 4),
    )
