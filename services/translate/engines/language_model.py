"""A local instruction-following language model as a translator, run as a CTranslate2 generator."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.translate.engines import prompts
from services.translate.engines.base import Hint
from services.translate.engines.batching import batches
from services.translate.engines.chat import END, ChatTokenizer
from services.translate.engines.repetition import NO_REPEAT_NGRAM_SIZE, REPETITION_PENALTY, loops_newly
from services.translate.engines.resident import ResidentEngine

BATCH_TOKENS, BATCH_TEXTS = 4096, 24
LENGTH_RATIO, LENGTH_SPARE = 2, 24
"""An answer may have LENGTH_RATIO times the tokens of its source, and LENGTH_SPARE more."""
NO_HINT = Hint()


@dataclass(frozen=True)
class Answer:
    text: str
    ended: bool
    """False when it was cut at its limit: the model was rambling."""


class LanguageModel:
    """The generator and its tokenizer, loaded."""

    def __init__(self, folder: Path, compute_type: str = "int8") -> None:
        import ctranslate2

        self._generator = ctranslate2.Generator(
            str(folder),
            device="cpu",
            compute_type=compute_type,
            inter_threads=1,
            intra_threads=os.cpu_count(),
        )
        self.tokenizer = ChatTokenizer(folder / "tokenizer.json")
        # Two calls at once would only take each other's cores and memory.
        self._one_at_a_time = threading.Lock()

    def answer(
        self, turns: Sequence[list[tuple[str, str]]], longest: Sequence[int], **options: Any
    ) -> list[Answer]:
        """The answers to `turns`, decoded greedily, each of at most `longest` tokens."""
        tokens = [self.tokenizer.prompt(each) for each in turns]
        answers: dict[int, Answer] = {}
        lengths = [len(prompt) for prompt in tokens]
        for batch in batches(lengths, most_tokens=BATCH_TOKENS, most_texts=BATCH_TEXTS):
            with self._one_at_a_time:
                results = self._generator.generate_batch(
                    [tokens[i] for i in batch],
                    max_length=max(longest[i] for i in batch),
                    beam_size=1,
                    end_token=END,
                    include_prompt_in_result=False,
                    **options,
                )
            for i, result in zip(batch, results, strict=True):
                ids = result.sequences_ids[0]
                # The limit of the batch is that of its longest text.
                answers[i] = Answer(self.tokenizer.text(ids[: longest[i]]), len(ids) < longest[i])
        return [answers[i] for i in range(len(tokens))]


class LanguageModelEngine(ResidentEngine[LanguageModel]):
    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        asked = list(zip(texts, hints or [NO_HINT] * len(texts), strict=True))
        if not asked:
            return []
        with self._model.use() as model:
            outputs = self._ask(model, asked, source, target)
            failed = [i for i, text in enumerate(texts) if _failed(outputs[i], text)]
            again = self._ask(
                model,
                [asked[i] for i in failed],
                source,
                target,
                repetition_penalty=REPETITION_PENALTY,
                no_repeat_ngram_size=NO_REPEAT_NGRAM_SIZE,
            )
        for i, output in zip(failed, again, strict=True):
            outputs[i] = output
        return [output.text for output in outputs]

    def _ask(
        self,
        model: LanguageModel,
        asked: Sequence[tuple[str, Hint]],
        source: str,
        target: str,
        **options: Any,
    ) -> list[Answer]:
        turns = [prompts.turns(text, source, target, hint) for text, hint in asked]
        longest = [len(model.tokenizer.tokens(text)) * LENGTH_RATIO + LENGTH_SPARE for text, _ in asked]
        answers = model.answer(turns, longest, **options)
        return [
            Answer(prompts.cleaned(answer.text, text), answer.ended)
            for answer, (text, _) in zip(answers, asked, strict=True)
        ]


def _failed(answer: Answer, text: str) -> bool:
    return not answer.ended or loops_newly(answer.text, text)
