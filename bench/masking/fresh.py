"""Names in a second set of generated documents, all of it open: what the recognizers are mended by and learn from.

    python -m bench.masking.fresh [--documents 205] [--misses]

Other templates, wordings and names than those of `bench.masking.kinds`, whose half kept aside then judges the mending.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench.masking.documents import Document, Template, read_templates, write
from bench.masking.fresh_people import Names
from bench.masking.kinds import finder, misses
from bench.masking.scores import Sheet
from bench.report import write_section
from common.models import ModelStore
from common.settings import Settings
from services.masking.analyzer import load_analyzer
from services.masking.kinds import Kind

FOLDER = Path(__file__).parent / "fresh_templates"
SEED = 77


@cache
def templates() -> tuple[Template, ...]:
    return tuple(Template(name, text, aside=False) for name, text in read_templates(FOLDER))


def documents(count: int, seed: int, names: Names) -> Iterator[Document]:
    for number in range(count):
        rng = random.Random(f"fresh-{seed}-{number}")  # noqa: S311 (the same text every time)
        yield write(templates()[number % len(templates())], rng, names.person)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=205)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--misses", action="store_true", help="print what is missed and invented; write nothing"
    )
    arguments = parser.parse_args()
    settings = Settings()
    names = Names.installed(settings.models.folder.parent / "bench" / "masking-names")
    find = finder(load_analyzer(ModelStore(settings.models).folder(settings.masking.model)))
    sheet, characters = Sheet(), 0
    for document in documents(arguments.documents, arguments.seed, names):
        sheet.add(document, find(document.text))
        characters += len(document.text)
    score = sheet.sum((Kind.PERSON,))
    lost = Counter(gold.field for _, gold in sheet.missed if gold.kind in (Kind.PERSON, Kind.OFFICIAL))
    lines = [
        f"`python -m bench.masking.fresh --documents {arguments.documents}`: names alone, {len(templates())} other "
        f"templates, other names, {characters:,} characters; all of it open, and learned from by `bench.masking.learn`.",
        "",
        "| marked | recall | right kind | precision | missed, by form |",
        "|---:|---:|---:|---:|---|",
        f"| {score.marked} | {score.recall:.3f} | {score.named_recall:.3f} | {score.precision:.3f} | "
        f"{', '.join(f'{form} {count}' for form, count in lost.most_common())} |",
    ]
    print("\n".join(lines))
    if arguments.misses:
        print("\n".join(misses(sheet)))
    else:
        write_section("masking-fresh", "\n".join(lines))


if __name__ == "__main__":
    main()
