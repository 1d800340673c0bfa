"""The job that translates a document: read, translate batch by batch, write beside, rename."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from common import documents
from common.documents import Document
from common.errors import BadRequest
from common.jobs import JobContext
from common.records import Records
from common.service import Service
from services.translate.back import is_far, looked_back
from services.translate.checkpoints import Checkpoints, Work
from services.translate.detection import detect
from services.translate.flags import Flag
from services.translate.guidance import NO_GUIDANCE, Guides, Wishes
from services.translate.languages import PLAIN_JAPANESE, language
from services.translate.originals import Originals
from services.translate.outcomes import Outcomes, Part, edits, summary, view
from services.translate.plain.assessment import compared
from services.translate.plain.explaining import explained_once
from services.translate.plain.marks import Style, chosen
from services.translate.texts import AUTO
from services.translate.tongues import left_alone, told, tongue
from services.translate.translated import Translated
from services.translate.translator import Translator

KIND = "translate"
READING, BACK, WRITING = 0.02, 0.5, 0.97


class DocumentJob:
    """`requests` hold what was asked and `outcomes` what came of it: one writer each."""

    def __init__(
        self, service: Service, translator: Translator, guides: Guides, requests: Records, outcomes: Outcomes
    ) -> None:
        self._limits = service.settings.sandbox
        self._originals = Originals(service)
        self._checkpoints = Checkpoints(service.files, translator)
        self._engines = translator.engines
        self._guides = guides
        self._requests = requests
        self._outcomes = outcomes

    def run(self, context: JobContext, params: dict[str, Any]) -> dict[str, Any]:
        """The job's result: links to the translation and its file."""
        if self._requests.find(context.id) is None:
            # The process died between queueing the job and recording it.
            self._requests.put(context.id, context.owner, params)
        if self._outcomes.find(context.id) is None:
            self._translate(context, params)
        self._checkpoints.forget(context.id)
        link = f"/v1/translations/{context.id}"
        return {"links": {"self": link, "file": f"{link}/file"}}

    def _translate(self, context: JobContext, params: dict[str, Any]) -> None:
        context.progress(READING, "文書を読んでいます")
        original, document = self._originals.read(context.id, params)
        target = params["target"]
        main = _source(document, params["source"])
        tongues = [tongue(segment.text, main) for segment in document.segments]
        left = left_alone(tongues, target, lambda code: self._engines.serves(code, target))
        source = _first(main, tongues, left, target)
        notes = [*original.notes, *told(tongues, left, source)]
        parts = self._parts(context, document, tongues, left, params)
        if params.get("back"):
            parts = self._back(context, document, tongues, parts, target)
        context.progress(WRITING, "文書に書き戻しています")
        if target == PLAIN_JAPANESE:
            said = "\n".join(part.translated.text for part in parts)
            notes.insert(0, compared(document.text, said))
            parts = _styled(parts, Style(**params.get("style", {})))
        segments = view(document, parts)
        report = documents.rewrite(
            original.path,
            edits(segments, original.name, bilingual=params.get("bilingual", False)),
            self._originals.written(context.id, params),
            name=original.name,
            limits=self._limits,
            language=target,
        )
        engine, pair = self._engines.served(source, target)
        outcome = summary(engine, pair, segments, [*notes, *report.notes])
        self._outcomes.keep(context.id, context.owner, outcome, segments)

    def _parts(
        self,
        context: JobContext,
        document: Document,
        tongues: Sequence[str],
        left: Sequence[str | None],
        params: dict[str, Any],
    ) -> list[Part]:
        """What becomes of each segment, language by language."""
        parts = [
            Part(Translated(segment.text), {}, reason or "")
            for segment, reason in zip(document.segments, left, strict=True)
        ]
        codes = list(dict.fromkeys(code for code, reason in zip(tongues, left, strict=True) if not reason))
        target = params["target"]
        for number, code in enumerate(codes):
            those = [i for i, each in enumerate(tongues) if each == code and not left[i]]
            segments = [document.segments[i] for i in those]
            bold = [segment.text[slice(*span)] for segment in segments for span in segment.emphasis]
            share = _share(number, len(codes), BACK if params.get("back") else WRITING)
            work = Work(code, code, target, self._guides.guidance(_wishes(params), code, target), share)
            done = self._checkpoints.texts(context, [*(each.text for each in segments), *bold], work)
            alone = {text: done[text].text for text in bold}
            for i, segment in zip(those, segments, strict=True):
                parts[i] = Part(done[segment.text], alone)
        return parts

    def _back(
        self, context: JobContext, document: Document, tongues: Sequence[str], parts: list[Part], target: str
    ) -> list[Part]:
        """With what each translation is when it is translated back, and a flag where that is far from the original."""
        parts = list(parts)
        codes = [code for code in dict.fromkeys(tongues) if self._engines.serves(target, code)]
        for code in codes:
            those = [i for i, part in enumerate(parts) if tongues[i] == code and not part.kept]
            work = Work(f"back-{code}", target, code, NO_GUIDANCE, (BACK, WRITING))
            done = self._checkpoints.texts(context, [parts[i].translated.text for i in those], work)
            for i in those:
                translated = parts[i].translated
                seen = looked_back(document.segments[i].text, done[translated.text].text)
                flags = (*translated.flags, Flag.BACK) if is_far(seen) else translated.flags
                parts[i] = parts[i]._replace(translated=replace(translated, flags=flags), back=seen)
        return parts


def _wishes(params: dict[str, Any]) -> Wishes:
    return Wishes(glossaries=params.get("glossaries", ()), memory=params.get("memory", True))


def _share(number: int, count: int, last: float) -> tuple[float, float]:
    step = (last - READING) / count
    return READING + number * step, READING + (number + 1) * step


def _styled(parts: Sequence[Part], style: Style) -> list[Part]:
    """Plain Japanese with the readings and spaces asked for; each word is explained once in a document."""
    explained: set[str] = set()
    return [
        part._replace(
            translated=replace(
                part.translated, text=chosen(explained_once(part.translated.text, explained), style)
            ),
            alone={text: chosen(each, style) for text, each in part.alone.items()},
        )
        for part in parts
    ]


def _source(document: Document, stated: str) -> str:
    if not document.segments:
        raise BadRequest("文書に文字が見つかりませんでした。画像だけの文書は翻訳できません。")
    return detect(document.text).language if stated == AUTO else stated


def _first(main: str, tongues: Sequence[str], left: Sequence[str | None], target: str) -> str:
    """The language that the document is translated from, or the first of several."""
    translated = [code for code, reason in zip(tongues, left, strict=True) if not reason]
    if main != target and (main in translated or not translated):
        return main
    if not translated:
        raise BadRequest(f"この文書は、すでに{language(target).japanese}です。訳すところがありません。")
    return translated[0]
