"""A local instruction-following model, run as a CTranslate2 generator; ChatML is its chat template."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from common.resident import Resident
from services.transcribe.minutes.drafting.writer import Check

START, END = "<|im_start|>", "<|im_end|>"
LONGEST_ANSWER = 320
"""Tokens; about 400 Japanese characters."""
REPETITION_PENALTY = 1.1


class Generator:
    """The model and its tokenizer, loaded."""

    def __init__(self, folder: Path) -> None:
        import ctranslate2
        from tokenizers import Tokenizer

        self._generator = ctranslate2.Generator(
            str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=os.cpu_count()
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # What was said in a meeting never becomes a control token.
        self._tokenizer.encode_special_tokens = True
        # Two calls at once would only take each other's cores and memory.
        self._one_at_a_time = threading.Lock()

    def answer(self, instruction: str, text: str, check: Check) -> str:
        """Decoded greedily; `check` is called at every token, so that a cancel acts at once."""
        stopped: list[BaseException] = []
        with self._one_at_a_time:
            results = self._generator.generate_batch(
                [self._prompt(instruction, text)],
                max_length=LONGEST_ANSWER,
                beam_size=1,
                repetition_penalty=REPETITION_PENALTY,
                end_token=END,
                include_prompt_in_result=False,
                callback=lambda _: _stops(check, stopped),
            )
        if stopped:
            raise stopped[0]
        return str(self._tokenizer.decode(results[0].sequences_ids[0])).strip()

    def _prompt(self, instruction: str, text: str) -> list[str]:
        turns = [("system", instruction), ("user", text)]
        tokens: list[str] = []
        for role, content in turns:
            tokens += [START, *self._tokens(f"{role}\n{content}"), END, *self._tokens("\n")]
        return [*tokens, START, *self._tokens("assistant\n")]

    def _tokens(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)


class LocalWriter:
    engine: Literal["local"] = "local"
    characters = 1500

    def __init__(self, model: str, resident: Resident[Generator], check: Callable[[], Any]) -> None:
        self.model = model
        self._resident = resident
        self._check = check

    def check(self) -> None:
        self._check()

    def answer(self, instruction: str, text: str, check: Check) -> str:
        with self._resident.use() as generator:
            return generator.answer(instruction, text, check)


def _stops(check: Check, stopped: list[BaseException]) -> bool:
    """An exception must not pass through the engine: it is kept, and raised after."""
    try:
        check()
    except BaseException as error:  # noqa: BLE001 - a cancel is a BaseException
        stopped.append(error)
    return bool(stopped)
