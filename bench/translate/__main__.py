"""Quality and speed of translation: `python -m bench.translate --data ../shared/data --limit 24`.

The data is `translate/` (FLORES dev, CC BY-SA 4.0), with the outputs of Argos packages and NLLB-600M beside
it. Ours go the way that a document goes, retries and checks included. chrF is Popović's (2015: characters
up to six, beta 2); BLEU is Papineni's (2002) over words in English and characters in Japanese and Chinese,
so it agrees with sacreBLEU's `char` and comes close to its `13a`.
"""

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import write_section
from bench.translate.scores import bleu, chrf
from common.service import Service
from common.settings import Settings
from services.translate.engines.registry import find_engines
from services.translate.translator import Translator

PAIRS = (("ja", "en"), ("en", "ja"), ("ja", "zh"))
PEERS = ("argos", "nllb")
HEADER = ("| pair | | BLEU | chrF | characters/s | flagged |", "|---|---|---|---|---|---|")


def _row(pair: str, name: str, scores: tuple[float, float], speed: str, flagged: str) -> str:
    return f"| {pair} | {name} | {scores[0]:.1f} | {scores[1]:.1f} | {speed} | {flagged} |"


def measure(translator: Translator, folder: Path, source: str, target: str, lines: slice) -> list[str]:
    texts, references = (_lines(folder / f"flores_dev.{code}", lines) for code in (source, target))
    pair = f"{source}→{target}"
    translator.translate([texts[0][:20]], source, target)  # loads the model
    began = time.perf_counter()
    results = translator.translate(texts, source, target)
    speed = sum(map(len, texts)) / (time.perf_counter() - began)
    outputs = [result.text for result in results]
    flagged = sum(bool(result.flags) for result in results)
    scores = bleu(outputs, references, target), chrf(outputs, references)
    name = translator.engines.choose(source, target).name
    rows = [_row(pair, name, scores, f"{speed:.0f}", f"{flagged} of {len(texts)}")]
    for peer in PEERS:
        file = folder / f"flores_dev.{source}-{target}.{peer}.{target}"
        if file.exists():
            theirs = _lines(file, lines)
            scores = bleu(theirs, references, target), chrf(theirs, references)
            rows.append(_row(pair, f"{peer}, given outputs", scores, "", ""))
    return rows


def _lines(file: Path, lines: slice) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()[lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=24, help="sentences a pair")
    parser.add_argument("--offset", type=int, default=0, help="the first sentence")
    arguments = parser.parse_args()
    lines = slice(arguments.offset, arguments.offset + arguments.limit)
    rows = list(HEADER)
    with TemporaryDirectory() as folder:
        settings = Settings.model_validate({"data": {"folder": folder}})
        translator = Translator(find_engines(Service("translate", settings)))
        for source, target in PAIRS:
            rows += measure(translator, arguments.data / "translate", source, target, lines)
            print("\n".join(rows), flush=True)
    note = f"FLORES dev, sentences {lines.start + 1} to {lines.stop}."
    write_section("translate", "\n".join([note, "", *rows]))


if __name__ == "__main__":
    main()
