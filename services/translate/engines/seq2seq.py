"""CTranslate2 sequence-to-sequence models with SentencePiece: Argos, OPUS-MT, NLLB, M2M-100 and kin.

CTranslate2's own limits are lifted or set here: no silent cut of the input, an output length bounded
by the input's, batches counted in tokens, those of callers at the same time put together, a core for each batch
(a quarter faster than all cores for one). Argos's pipeline runs sentences over 16 tokens one by one.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from services.translate.engines.base import Hint
from services.translate.engines.gathering import Gathering
from services.translate.engines.repetition import NO_REPEAT_NGRAM_SIZE, REPETITION_PENALTY, loops_newly
from services.translate.engines.resident import ResidentEngine

BATCH_TOKENS = 1024
CAREFUL_BEAM = 4


@dataclass(frozen=True)
class Layout:
    """The files of a model and the tokens that it wants around a sentence."""

    model: Path
    source_pieces: Path
    target_pieces: Path
    codes: Mapping[str, str]
    """Language code to the token that names the language, for models of many languages."""
    source_end: str | None = None
    target_prefix: str | None = None


@dataclass(frozen=True)
class Decoding:
    """How sentences are decoded; those that are decoded alike go together."""

    source: str
    target: str
    beam: int
    may_repeat: bool = True
    hypotheses: int = 1
    """How many wordings of each sentence are given; at most `beam`."""


class Seq2Seq:
    """A model and its tokenizers, loaded."""

    def __init__(self, layout: Layout, beam: int = 2) -> None:
        import ctranslate2
        import sentencepiece

        self._layout = layout
        self._beam = beam
        self._workers = os.cpu_count() or 1
        self._gathering = Gathering(self._decode)
        self._translator = ctranslate2.Translator(
            str(layout.model),
            device="cpu",
            compute_type="auto",
            inter_threads=self._workers,
            intra_threads=1,
        )
        self._source = sentencepiece.SentencePieceProcessor(model_file=str(layout.source_pieces))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(layout.target_pieces))

    def translate(self, texts: Sequence[str], source: str, target: str, *, careful: bool) -> list[str]:
        beam = max(CAREFUL_BEAM, self._beam) if careful else self._beam
        return [wordings[0] for wordings in self._wordings(Decoding(source, target, beam), texts)]

    def alternatives(self, texts: Sequence[str], source: str, target: str, number: int) -> list[list[str]]:
        beam = max(CAREFUL_BEAM, self._beam, number)
        return self._wordings(Decoding(source, target, beam, hypotheses=number), texts)

    def _wordings(self, how: Decoding, texts: Sequence[str]) -> list[list[str]]:
        """Those of a text that repeat themselves are decoded again."""
        outputs = self._gathering.ask(how, texts)
        looping = [i for i, text in enumerate(texts) if any(loops_newly(each, text) for each in outputs[i])]
        if looping:
            other = replace(how, beam=max(CAREFUL_BEAM, how.beam), may_repeat=False)
            again = self._gathering.ask(other, [texts[i] for i in looping])
            for i, output in zip(looping, again, strict=True):
                outputs[i] = output
        return outputs

    def _decode(self, how: Decoding, texts: Sequence[str]) -> list[list[str]]:
        """The wordings of each text, the likeliest first."""
        tokens = [self._wrapped(text, how.source) for text in texts]
        prefix = self._prefix(how.target)
        longest = max(map(len, tokens))
        share = sum(map(len, tokens)) // self._workers + longest
        unrepeating: dict[str, Any] = {
            "repetition_penalty": REPETITION_PENALTY,
            "no_repeat_ngram_size": NO_REPEAT_NGRAM_SIZE,
        }
        results = self._translator.translate_batch(
            tokens,
            [prefix] * len(tokens) if prefix else None,
            beam_size=how.beam,
            num_hypotheses=how.hypotheses,
            max_batch_size=min(BATCH_TOKENS, share),
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=longest * 3 + 20,
            **({} if how.may_repeat else unrepeating),
        )
        return [[self._text(tokens, prefix) for tokens in result.hypotheses] for result in results]

    def _wrapped(self, text: str, source: str) -> list[str]:
        code, end = self._layout.codes.get(source), self._layout.source_end
        pieces: list[str] = self._source.encode(text, out_type=str)
        return [*([code] if code else []), *pieces, *([end] if end else [])]

    def _prefix(self, target: str) -> list[str]:
        token = self._layout.codes.get(target) or self._layout.target_prefix
        return [token] if token else []

    def _text(self, tokens: Sequence[str], prefix: Sequence[str]) -> str:
        known = [token for token in tokens[len(prefix) :] if token != self._layout.source_end]
        return str(self._target.decode(known)).strip()


class Seq2SeqEngine(ResidentEngine[Seq2Seq]):
    """One installed model, loaded on demand."""

    together = 64

    def translate(
        self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hint] | None = None
    ) -> list[str]:
        careful = any(hint.keep for hint in hints or ())
        if not texts:
            return []
        with self.model.use() as model:
            return model.translate(texts, source, target, careful=careful)

    def alternatives(self, texts: Sequence[str], source: str, target: str, number: int) -> list[list[str]]:
        with self.model.use() as model:
            return model.alternatives(texts, source, target, number)
