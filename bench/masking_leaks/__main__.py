"""Leaks over made files and given ones, and the time that long PDFs take.

    python -m bench.masking_leaks [--files 320] [--data ../shared/data] [--scans 3] [--pages 100] [--keep FOLDER]

Every occurrence of a made person's name and phone that our reader finds is masked by the writers with
scrubbing; whatever our reader overlooks must go by itself. The judges are tools outside our code
(Debian: poppler-utils, libreoffice-{writer,calc,impress}-nogui).
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from random import Random

from bench.masking_leaks import office, others
from bench.masking_leaks.judges import judges, opened_by_libreoffice, squeeze
from bench.masking_leaks.masking import judge
from bench.masking_leaks.people import Person, person
from bench.masking_leaks.speed import scans, text_pages
from bench.report import write_section
from common.documents import MASKABLE, SUPPORTED, read_here
from common.errors import Problem

Maker = Callable[[Path, Person, Random], None]
MAKERS: dict[str, tuple[Maker, int]] = {
    "docx": (office.docx, 20),
    "xlsx": (office.xlsx, 25),
    "pptx": (office.pptx, 20),
    "pdf": (others.pdf, 25),
    "html": (others.html, 5),
    "eml": (others.eml, 3),
    "csv": (others.csv, 2),
}
"""By suffix, the maker and how many of a hundred files it makes."""
AT_ONCE = 3
GIVEN_WORD = 3
"""Words of a given file are at least this long and not in small letters, so that no tag is one by chance."""


def made_files(count: int, folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for suffix, (maker, share) in MAKERS.items():
        for number in range(count * share // 100):
            random = Random(f"{suffix}{number}")  # noqa: S311 - the same files each time
            who, path = person(random), folder / f"{suffix}{number:03}.{suffix}"
            maker(path, who, random)
            yield path, who.secrets


def given_files(data: Path | None) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The longest words of each given file stand for its secrets."""
    for path in sorted((data / "documents").iterdir()) if data else ():
        if SUPPORTED.get(path.suffix) in MASKABLE:
            try:
                segments = read_here(path).segments
            except Problem:
                continue
            words = [
                w
                for s in segments
                for w in s.text.split()
                if len(w) >= GIVEN_WORD and w.isalpha() and not w.islower()
            ]
            if chosen := sorted(dict.fromkeys(words), key=len, reverse=True)[:2]:
                yield path, tuple(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=320)
    parser.add_argument("--data", type=Path)
    parser.add_argument(
        "--scans", type=int, default=3, help="pages of a scan, masked through OCR; 0 for none"
    )
    parser.add_argument("--pages", type=int, default=100, help="pages of a text PDF; 0 for none")
    parser.add_argument("--opened", type=int, default=60, help="Office files that LibreOffice opens as well")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        (folder / "masked").mkdir(parents=True, exist_ok=True)
        report = "\n".join(_report(arguments, folder))
    print(report)
    write_section("masking-leaks", report)


def _report(arguments: argparse.Namespace, folder: Path) -> Iterator[str]:
    started = time.perf_counter()
    files = [*made_files(arguments.files, folder), *given_files(arguments.data)]

    paths, secrets = zip(*files, strict=True)
    with ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool:
        judged = list(pool.map(judge, paths, secrets, repeat(folder / "masked")))
    kinds = Counter(one.out.suffix[1:] for one in judged)
    exposed = sum(one.exposed for one in judged)
    found = [line for one in judged for line in one.left]
    offices = [one.out for one in judged if one.out.suffix in (".docx", ".xlsx", ".pptx")]
    offices = offices[:: max(1, len(offices) // arguments.opened)]
    shown = opened_by_libreoffice(offices)
    secrets_of = {one.out.name: one.secrets for one in judged}
    found += [
        f"{name}: LibreOffice"
        for name, text in shown.items()
        for s in secrets_of[name]
        if squeeze(s) in squeeze(text)
    ]
    yield f"`python -m bench.masking_leaks --files {arguments.files}`: {sum(kinds.values())} files"
    yield f"({', '.join(f'{count} {kind}' for kind, count in kinds.items())}) in {time.perf_counter() - started:,.0f} s;"
    yield f"before masking the secrets are found in {exposed} of them. Judges: {', '.join(judges())}."
    yield f"LibreOffice opened {len(shown)} of {len(offices)} masked Office files."
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield f"| files with a leak | {len({line.partition(':')[0] for line in found})} |"
    if arguments.pages:
        yield f"| a text PDF of {arguments.pages} pages, masked | {text_pages(folder, arguments.pages):.1f} s |"
    if arguments.scans:
        seconds, left = scans(folder, arguments.scans)
        yield f"| a scan of {arguments.scans} pages, read and masked | {seconds:.1f} s |"
        yield f"| of its masked words, read again by OCR | {left} |"
    for line in found[:20]:
        print("LEAK", line)


if __name__ == "__main__":
    main()
