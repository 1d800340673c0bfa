"""A local instruction-following language model as a translator, run as a CTranslate2 generator."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.translate.engines import prompts
from services.translate.engines.base import Hint
from services.translate.engines.batching import fewest_steps
from services.translate.engines.chat import END, ChatTokenizer
from services.translate.engines.gathering import Gathering
from services.translate.engines.repetition import NO_REPEAT_NGRAM_SIZE, REPETITION_PENALTY, loops_newly
from services.translate.engines.resident import ResidentEngine
from services.translate.lexicon.looking_up import with_words

BATCH_TEXTS = 24
LENGTH_RATIO, LENGTH_SPARE = 2, 24
"""An answer may have LENGTH_RATIO times the tokens of its source, and LENGTH_SPARE more."""
NO_HINT = Hint()
Kind = tuple[str, tuple[tuple[str, Any], ...]]
"""How prompts begin, and the options of the decoding beside greed; what is alike in both goes together."""


@dataclass(frozen=True)
class Question:
    prompt: list[str]
    """After its beginning, which is that of its kind."""
    longest: int
    """Tokens that its answer may have."""


@dataclass(frozen=True)
class Answer:
    text: str
    ended: bool
    """False when it was cut at its limit: the model was rambling."""


class LanguageModel:
    """The generator and its tokenizer, loaded."""

    def __init__(self, folder: Path, compute_type: str = "int8") -> None:
        import ctranslate2

        self.generator = ctranslate2.Generator(
            str(folder),
            device="cpu",
            compute_type=compute_type,
            inter_threads=1,
            intra_threads=os.cpu_count(),
        )
        self.tokenizer = ChatTokenizer(folder / "tokenizer.json")
        # Two calls at once would only take each other's cores and memory; one of both is hardly slower than one of one.
        self._gathering = Gathering(self._decode)

    def answer(
        self, instruction: str, turns: Sequence[list[tuple[str, str]]], longest: Sequence[int], **options: Any
    ) -> list[Answer]:
        """The answers to `turns`, decoded greedily, each of at most `longest` tokens.

        The first turn of all begins with `instruction`, which is read once and kept.
        """
        asked = [
            Question(self.tokenizer.rest(each, instruction), most)
            for each, most in zip(turns, longest, strict=True)
        ]
        kind = instruction, tuple(sorted(options.items()))
        answers: dict[int, Answer] = {}
        # A batch at a time, so that others get in between those of a long text.
        for batch in _batches(asked):
            found = self._gathering.ask(kind, [asked[i] for i in batch])
            answers |= zip(batch, found, strict=True)
        return [answers[i] for i in range(len(asked))]

    def _decode(self, kind: Kind, asked: Sequence[Question]) -> list[Answer]:
        instruction, options = kind
        answers: dict[int, Answer] = {}
        for batch in _batches(asked):
            results = self.generator.generate_batch(
                [asked[i].prompt for i in batch],
                static_prompt=self.tokenizer.opening("system", instruction),
                # The limit of the batch is that of its longest text.
                max_length=max(asked[i].longest for i in batch),
                beam_size=1,
                end_token=END,
                include_prompt_in_result=False,
                **dict(options),
            )
            for i, result in zip(batch, results, strict=True):
                ids, longest = result.sequences_ids[0], asked[i].longest
                answers[i] = Answer(self.tokenizer.text(ids[:longest]), len(ids) < longest)
        return [answers[i] for i in range(len(asked))]


def _batches(asked: Sequence[Question]) -> list[list[int]]:
    return fewest_steps([len(each.prompt) for each in asked], most_texts=BATCH_TEXTS)


class LanguageModelEngine(ResidentEngine[LanguageModel]):
    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        asked = list(zip(texts, hints or [NO_HINT] * len(texts), strict=True))
        if not asked:
            return []
        with self.model.use() as model:
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
        turns = [
            prompts.turns(with_words(text, source, target, _to_stay(hint)), source, target, hint)
            for text, hint in asked
        ]
        longest = [len(model.tokenizer.tokens(text)) * LENGTH_RATIO + LENGTH_SPARE for text, _ in asked]
        answers = model.answer(prompts.instruction(source, target), turns, longest, **options)
        return [
            Answer(prompts.cleaned(answer.text, text, target), answer.ended)
            for answer, (text, _) in zip(answers, asked, strict=True)
        ]


def _to_stay(hint: Hint) -> tuple[str, ...]:
    """What must stand in the translation as it is here; terms are in their text already."""
    return (*hint.keep, *(word for _, word in hint.terms))


def _failed(answer: Answer, text: str) -> bool:
    return not answer.ended or loops_newly(answer.text, text)
