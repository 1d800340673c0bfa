"""Plain Japanese by the rules: `python -m bench.translate.plain --data ../shared/data`.

One hundred sentences of city notices, and fifty kept aside, are rewritten as the API does it, checks included. What is counted here
is counted from the text that comes out: clauses between marks of more than 30 characters (readings and
explanations left out), kanji without a reading, digits of the source that are gone. Readability is the
formula of `services.translate.plain.readability`.

`translate/kobe_ja.json` and `kobe_ja-Hira.json` (Kobe's COVID-19 site, MIT) hold a page and the plain
Japanese that people wrote of it: chrF of the page as it is, with readings only, and by the rules, with the
readings in brackets and without them.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from bench.report import write_section
from bench.translate.scores import chrf
from common.documents.readings import READING
from common.service import Service
from common.settings import Settings
from services.translate.engines.registry import find_engines
from services.translate.flags import Flag
from services.translate.languages import HAN, PLAIN_JAPANESE
from services.translate.plain.annotating import annotated
from services.translate.plain.marks import Style, bare, in_brackets
from services.translate.plain.readability import readability
from services.translate.translated import Translated
from services.translate.translator import Translator

SENTENCES = Path(__file__).parent / "sentences"
SETS = {"city": "looked at while the dictionary grew", "kept": "kept aside, not looked at"}
LONGEST = 30
ASIDE = re.compile(r"〈[^〉]*〉|（[^）]*）")
BRACKETED = re.compile(r"（[ぁ-んァ-ヶー 　]+）|\([ぁ-んァ-ヶー ]+\)")


def sentences(name: str) -> list[str]:
    return (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def longest_clause(text: str) -> int:
    return max((len(clause.strip()) for clause in re.split(r"[、。！？]", ASIDE.sub("", text))), default=0)


def unread(marked: str) -> list[str]:
    return re.findall(f"[{HAN}]", READING.sub("", marked))


def lost_digits(source: str, text: str) -> list[str]:
    left = Counter(re.findall(r"\d+", text))
    return list((Counter(re.findall(r"\d+", source)) - left).elements())


def measure_sentences(translator: Translator, name: str) -> list[str]:
    sources = sentences(name)
    began = time.perf_counter()
    results = translator.translate(sources, "ja", PLAIN_JAPANESE)
    speed = sum(map(len, sources)) / (time.perf_counter() - began)
    texts = [bare(result.text) for result in results]
    long_before = [source for source in sources if longest_clause(source) > LONGEST]
    long_after = [text for text in texts if longest_clause(text) > LONGEST]
    silent = [
        text
        for text, result in zip(texts, results, strict=True)
        if longest_clause(text) > LONGEST and Flag.LONG not in result.flags
    ]
    missing = [kanji for result in results for kanji in unread(result.text)]
    gone = [
        digits for source, text in zip(sources, texts, strict=True) for digits in lost_digits(source, text)
    ]
    flags = Counter(flag for result in results for flag in result.flags)
    return [
        f"{len(sources)} sentences of city notices ({SETS[name]}), {speed:,.0f} characters/s.",
        "",
        "| | before | after |",
        "|---|---|---|",
        f"| sentences with a clause over {LONGEST} characters | {len(long_before)} | {len(long_after)} |",
        f"| of these not flagged | | {len(silent)} |",
        f"| longest clause, mean | {_mean(longest_clause, sources)} | {_mean(longest_clause, texts)} |",
        f"| sentences | {len(sources)} | {sum(text.count('。') for text in texts)} |",
        f"| kanji without a reading | | {len(missing)} |",
        f"| numbers of the source that are gone | | {len(gone)} |",
        f"| readability of the whole (0.5 to 6.5) | {_score(sources)} | {_score(texts)} |",
        f"| left as they were | | {sum(a == b for a, b in zip(sources, texts, strict=True))} |",
        f"| with nothing for a person to change | | {sum(not result.flags for result in results)} |",
        "",
        f"Flags: {', '.join(f'{flag} {count}' for flag, count in flags.most_common())}.",
    ]


def measure_kobe(translator: Translator, folder: Path) -> list[str]:
    page, people = (_strings(folder / f"kobe_{code}.json") for code in ("ja", "ja-Hira"))
    keys = [key for key in page if key in people]
    sources, references = [page[key] for key in keys], [people[key] for key in keys]
    results: list[Translated] = translator.translate(sources, "ja", PLAIN_JAPANESE)
    outputs = {
        "the page as it is": sources,
        "readings only": [in_brackets(annotated(text), Style()) for text in sources],
        "rules, readings": [in_brackets(result.text, Style()) for result in results],
    }
    bare_references = [BRACKETED.sub("", text) for text in references]
    rows = [
        f"| {name} | {chrf(texts, references):.1f} "
        f"| {chrf([BRACKETED.sub('', text) for text in texts], bare_references):.1f} |"
        for name, texts in outputs.items()
    ]
    heading = f"Kobe's page, {len(keys)} texts, against the plain Japanese that people wrote:"
    return [heading, "", "| | chrF | chrF without readings |", "|---|---|---|", *rows]


def _strings(file: Path) -> dict[str, str]:
    return {k: v for k, v in json.loads(file.read_text(encoding="utf-8")).items() if isinstance(v, str)}


def _score(texts: Sequence[str]) -> str:
    found = readability("\n".join(texts))
    return f"{found:.2f}" if found is not None else ""


def _mean(measure: Callable[[str], float], texts: Sequence[str]) -> str:
    return f"{mean(map(measure, texts)):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.translate.plain", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print every sentence and what became of it")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        settings = Settings.model_validate({"data": {"folder": folder}})
        translator = Translator(find_engines(Service("translate", settings)))
        if arguments.show:
            for source in sentences("city"):
                result = translator.translate([source], "ja", PLAIN_JAPANESE)[0]
                print(source, bare(result.text), " ".join(result.flags), sep="\n", end="\n\n")
            return
        lines = [line for name in SETS for line in (*measure_sentences(translator, name), "")]
        lines += [*measure_kobe(translator, arguments.data / "translate")]
    write_section("translate-plain", "\n".join(["`python -m bench.translate.plain`", "", *lines]))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
