"""Texts translated batch by batch: each batch is a checkpointed step of its job.

Its text is kept in the job's own folder, not in the job database, so that deleting a translation, or its retention
date, takes all of its text away.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.errors import NotFound
from common.files import FileStore, write_durably
from common.jobs import JobContext
from services.translate import layout
from services.translate.flags import Flag
from services.translate.guidance import Guidance
from services.translate.translated import Translated
from services.translate.translator import Translator, joined
from services.translate.uses import Use

BATCHES = "batch-*.json"


@dataclass(frozen=True)
class Work:
    """What is translated from which language into which; `name` tells it from the job's other work."""

    name: str
    source: str
    target: str
    guidance: Guidance
    share: tuple[float, float]
    """Of the job's progress: where it begins and ends."""


class Checkpoints:
    def __init__(self, files: FileStore, translator: Translator) -> None:
        self._files = files
        self._translator = translator

    def texts(self, context: JobContext, texts: Sequence[str], work: Work) -> dict[str, Translated]:
        """Every text with its translation."""
        texts = list(dict.fromkeys(texts))
        known = self._step(context, "memory", self._remember, texts, work)
        parts = {text: layout.split(text, work.source) for text in texts if text not in known}
        sentences = self._sentences(context, layout.to_translate(parts.values()), work)
        return known | {
            text: joined(pieces, sentences, work.source, work.target) for text, pieces in parts.items()
        }

    def forget(self, job: str) -> None:
        """Delete what only a job that goes on needs."""
        for batch in self._files.folder(job).glob(BATCHES):
            batch.unlink()

    def _sentences(self, context: JobContext, sentences: Sequence[str], work: Work) -> dict[str, Translated]:
        # By length, because a batch costs what its longest sentence costs.
        ordered = sorted(sentences, key=len)
        done: dict[str, Translated] = {}
        # Small enough that a cancelled job stops within seconds, and a killed one loses no more.
        size = self._translator.engines.choose(work.source, work.target).together if ordered else 1
        for number, batch in enumerate(_batches(ordered, size)):
            done |= self._step(context, f"{number:05}", self._translate, batch, work)
            context.check()
            first, last = work.share
            fraction = first + (last - first) * len(done) / len(ordered)
            context.progress(fraction, f"{len(ordered)}文のうち{len(done)}文を訳しました")
        return done

    def _step(
        self, context: JobContext, number: str, function: "Step", texts: Sequence[str], work: Work
    ) -> dict[str, Translated]:
        path = self._files.folder(context.id) / f"batch-{work.name}-{number}.json"
        context.step(f"{work.name}-{number}", function, path, texts, work)
        return _restored(path)

    def _remember(self, path: Path, texts: Sequence[str], work: Work) -> int:
        return _kept(path, self._translator.remembered(texts, work.source, work.target, work.guidance))

    def _translate(self, path: Path, batch: Sequence[str], work: Work) -> int:
        return _kept(path, self._translator.sentences(batch, work.source, work.target, work.guidance))


Step = Callable[[Path, Sequence[str], Work], int]


def _batches(sentences: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (sentences[i : i + size] for i in range(0, len(sentences), size))


def _kept(path: Path, found: dict[str, Translated]) -> int:
    if not path.parent.is_dir():
        raise NotFound("翻訳は削除されました。")
    content = {
        text: [each.text, each.flags, [use.model_dump() for use in each.uses]] for text, each in found.items()
    }
    write_durably(path, json.dumps(content, ensure_ascii=False).encode())
    return len(found)


def _restored(path: Path) -> dict[str, Translated]:
    stored = json.loads(path.read_bytes())
    return {
        text: Translated(new, tuple(map(Flag, flags)), tuple(map(Use.model_validate, uses)))
        for text, (new, flags, uses) in stored.items()
    }
