"""The detectors as one callable: text in, detections in the characters of that text out."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from services.masking.beside import beside_names
from services.masking.detection import Detection, settle
from services.masking.folding import Folded, fold
from services.masking.kinds import Kind
from services.masking.lean_imports import OPTIONAL, without
from services.masking.offices import recognise_officials
from services.masking.rules import Rules, own_recognizers
from services.masking.seams import unbroken

THRESHOLD = 0.5
LANGUAGE = "ja"


class Analyzer:
    """Presidio's engine with our recognizers and a city's own rules, on folded text."""

    def __init__(self, engine: Any, rules: Rules | None = None) -> None:
        self.engine = engine
        self.rules = rules or Rules()
        self._own = own_recognizers(self.rules)
        recognizers = [*engine.get_recognizers(), *self._own]
        self._why = {recognizer.id: getattr(recognizer, "WHY", "") for recognizer in recognizers}

    @property
    def kinds(self) -> list[str]:
        own = {word.kind for word in self.rules.deny} | {each.kind for each in self.rules.pattern}
        return sorted({*self.engine.get_supported_entities(LANGUAGE), Kind.OFFICIAL, *own})

    def analyze(
        self,
        text: str,
        *,
        kinds: Sequence[str] | None = None,
        threshold: float = THRESHOLD,
        context: Sequence[str] = (),
    ) -> list[Detection]:
        """Detections that do not overlap, in code points of `text`.

        `kinds` None means all but the optional kinds that the city's rules do not ask for.
        """
        folded = fold(text)
        asked = {
            "language": LANGUAGE,
            "score_threshold": threshold,
            "context": list(context),
            "ad_hoc_recognizers": self._own,
        }
        found = [self._detection(result) for result in self.engine.analyze(folded.text, **asked)]
        found += self._across_lines(folded, asked)
        found += beside_names(folded.text, found)
        wanted = set(kinds) if kinds else set(self.kinds) - self.rules.unasked
        named = [*recognise_officials(folded.text, found), *self.rules.denied(folded.text)]
        settled = [_unfolded(folded, d) for d in settle(d for d in named if d.kind in wanted)]
        return [d for d in settled if not self.rules.allows(text[d.start : d.end])]

    def _across_lines(self, folded: Folded, asked: dict[str, Any]) -> Iterator[Detection]:
        """What the patterns, without the model, find where a line breaks off."""
        joined = unbroken(folded)
        if joined is None:
            return
        from presidio_analyzer.nlp_engine import NlpArtifacts

        unread = NlpArtifacts([], [], [], [], self.engine.nlp_engine, LANGUAGE)
        for result in self.engine.analyze(joined.text, nlp_artifacts=unread, **asked):
            if joined.crosses(result.start, result.end):
                start, end = joined.span(result.start, result.end)
                yield replace(self._detection(result), start=start, end=end)

    def _detection(self, result: Any) -> Detection:
        return Detection(
            str(result.entity_type), result.start, result.end, result.score, self._reason(result)
        )

    def _reason(self, result: Any) -> str:
        metadata = result.recognition_metadata
        why = metadata.get("why") or self._why[metadata["recognizer_identifier"]]
        return f"{why}、文脈「{metadata['context']}」" if "context" in metadata else str(why)


def load_analyzer(folder: Path, rules: Rules | None = None) -> Analyzer:
    """Build the analyzer from an installed embedding model; takes seconds and some 300 MB."""
    # Presidio logs what it matches at its lower levels.
    logging.getLogger("presidio-analyzer").setLevel(logging.WARNING)
    logging.getLogger("presidio-anonymizer").setLevel(logging.WARNING)
    logging.getLogger("decision_process").setLevel(logging.CRITICAL)
    with without(*OPTIONAL):
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

        from services.masking.context import NearbyWords
        from services.masking.reading_engine import ReadingEngine
        from services.masking.recognizers import RECOGNIZERS

        nlp = ReadingEngine(folder)
        nlp.load()
    recognizers = [recognizer() for recognizer in RECOGNIZERS]
    registry = RecognizerRegistry(recognizers, supported_languages=["ja"])
    engine = AnalyzerEngine(
        registry=registry,
        nlp_engine=nlp,
        supported_languages=["ja"],
        context_aware_enhancer=NearbyWords(),
    )
    return Analyzer(engine, rules)


def _unfolded(folded: Folded, detection: Detection) -> Detection:
    start, end = folded.span(detection.start, detection.end)
    return replace(detection, start=start, end=end)
