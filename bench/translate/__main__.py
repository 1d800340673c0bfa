"""Quality and speed of translation: `python -m bench.translate --data ../shared/data --limit 24`.

The data is `translate/` (FLORES dev, CC BY-SA 4.0), with the outputs of Argos packages and NLLB-600M beside
it. Ours go the way that a document goes, retries and checks included. `kobe_*.json` (Kobe's COVID-19 site, MIT)
are short lines of a city's page, with the translations that people made. chrF is Popović's (2015: characters
up to six, beta 2); BLEU is Papineni's (2002) over words in English and characters in Japanese and Chinese,
so it agrees with sacreBLEU's `char` and comes close to its `13a`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import write_section
from bench.translate.asking import timed
from bench.translate.scores import bleu, chrf
from common.service import Service
from common.settings import Settings
from services.translate.engines.registry import find_engines
from services.translate.translator import Translator

PAIRS = (("ja", "en"), ("en", "ja"), ("ja", "zh"))
PEERS = ("argos", "nllb")
KOBE = {"en": "en", "zh": "zh_CN", "ko": "ko"}
"""Our codes and theirs; plain Japanese is in `bench.translate.plain`."""
SHORTEST_LINE = 12
HEADER = (
    "| pair | | BLEU | chrF | characters/s | per CPU second | flagged |",
    "|---|---|---|---|---|---|---|",
)


def _row(pair: str, name: str, scores: tuple[float, float], speed: str, flagged: str) -> str:
    return f"| {pair} | {name} | {scores[0]:.1f} | {scores[1]:.1f} | {speed} | {flagged} |"


def measure(translator: Translator, folder: Path, source: str, target: str, lines: slice) -> list[str]:
    texts, references = (_lines(folder / f"flores_dev.{code}", lines) for code in (source, target))
    rows = [ours(translator, texts, references, source, target, f"{source}→{target}")]
    for peer in PEERS:
        file = folder / f"flores_dev.{source}-{target}.{peer}.{target}"
        if file.exists():
            theirs = _lines(file, lines)
            scores = bleu(theirs, references, target), chrf(theirs, references)
            rows.append(_row(f"{source}→{target}", f"{peer}, given outputs", scores, " | ", ""))
    return rows


def ours(
    translator: Translator,
    texts: Sequence[str],
    references: Sequence[str],
    source: str,
    target: str,
    title: str,
) -> str:
    translator.translate(["はい。" if source == "ja" else "Yes."], source, target)  # loads the model
    outputs: list[str] = []
    flagged = 0

    def translate() -> None:
        nonlocal flagged
        results = translator.translate(texts, source, target)
        outputs.extend(result.text for result in results)
        flagged = sum(bool(result.flags) for result in results)

    speed = timed(translate, texts)
    scores = bleu(outputs, references, target), chrf(outputs, references)
    name = translator.engines.choose(source, target).name
    shown = f"{speed.per_second:.0f} | {speed.per_cpu_second:.1f}"
    return _row(title, name, scores, shown, f"{flagged} of {len(texts)}")


def kobe(translator: Translator, folder: Path, target: str, limit: int) -> str:
    """Lines of some length, without placeholders, that the translation has too."""
    found = json.loads((folder / f"kobe_{KOBE[target]}.json").read_text(encoding="utf-8"))
    pairs = [
        (japanese, theirs)
        for japanese, theirs in found.items()
        if len(japanese) >= SHORTEST_LINE and theirs and not {"{", "<"} & set(japanese + theirs)
    ][:limit]
    texts, references = zip(*pairs, strict=True)
    return ours(translator, texts, references, "ja", target, f"ja→{target}, Kobe")


def _lines(file: Path, lines: slice) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()[lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=24, help="sentences a pair")
    parser.add_argument("--offset", type=int, default=0, help="the first sentence")
    parser.add_argument("--kobe", type=int, default=10, help="lines of Kobe's page a language")
    arguments = parser.parse_args()
    lines = slice(arguments.offset, arguments.offset + arguments.limit)
    data = arguments.data / "translate"
    note = f"FLORES dev, sentences {lines.start + 1} to {lines.stop}; Kobe, {arguments.kobe} lines."
    rows = [note, "", *HEADER]
    with TemporaryDirectory() as folder:
        settings = Settings.model_validate({"data": {"folder": folder}})
        translator = Translator(find_engines(Service("translate", settings)))
        for found in stages(translator, data, lines, arguments.kobe):
            print("\n".join(found), flush=True)
            rows += found
            # After each stage: it takes long, and what is there stays true.
            write_section("translate", "\n".join(rows))


def stages(translator: Translator, data: Path, lines: slice, kobe_lines: int) -> Iterator[list[str]]:
    for source, target in PAIRS:
        yield measure(translator, data, source, target, lines)
    for target in KOBE:
        yield [kobe(translator, data, target, kobe_lines)]


if __name__ == "__main__":
    main()
