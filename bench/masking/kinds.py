"""Every kind of personal information in generated municipal documents: ours, and beside others in the same run.

    python -m bench.masking.kinds [--documents 2000] [--peers 200] [--misses]

A marked stretch is covered when all its letters and digits are found, whatever they are taken for; a found stretch is
right when at least half of it is marked as that kind. Speed is the median over the peers' documents of characters a
second of processor time, one document after another, each by all finders in turn.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence

from bench.masking.documents import Document, documents
from bench.masking.peers import PLAIN, Find, peers
from bench.masking.scores import Found, Score, Sheet
from bench.report import write_section
from common.models import ModelStore
from common.settings import Settings
from services.masking.analyzer import Analyzer, load_analyzer
from services.masking.blocks import Located
from services.masking.kinds import Kind
from services.masking.propagation import propagate

SEED = 2026
NAMES, ADDRESSES = (Kind.PERSON,), (Kind.ADDRESS,)
IDENTIFIERS = (
    Kind.POSTAL_CODE, Kind.PHONE, Kind.MAIL, Kind.URL, Kind.BIRTH_DATE, Kind.AGE, Kind.GENDER, Kind.MY_NUMBER,
    Kind.CORPORATE_NUMBER, Kind.DRIVING_LICENCE, Kind.PASSPORT, Kind.RESIDENCE_CARD, Kind.PENSION_NUMBER,
    Kind.HEALTH_INSURANCE, Kind.CARE_INSURANCE, Kind.BANK_ACCOUNT, Kind.BANK_BRANCH, Kind.CREDIT_CARD,
    Kind.VEHICLE_NUMBER, Kind.RESIDENT_CODE, Kind.EMPLOYEE_NUMBER, Kind.IP_ADDRESS, Kind.MAC_ADDRESS,
)  # fmt: skip
GROUPS = (
    ("**identifiers**", IDENTIFIERS, "≥ 0.995 / ≥ 0.98"),
    ("**names in context**", NAMES, "≥ 0.98"),
    ("**addresses**", ADDRESSES, "≥ 0.97"),
)


def finder(analyzer: Analyzer) -> Find:
    """As for an uploaded document: what is found once is found everywhere."""

    def find(text: str) -> list[Found]:
        located = [Located(0, detection) for detection in analyzer.analyze(text)]
        everywhere = [item.detection for item in propagate([text], located)]
        return [Found(d.start, d.end, d.kind) for d in everywhere]

    return find


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--peers", type=int, default=200, help="of the documents; 0 leaves the peers out")
    parser.add_argument("--misses", action="store_true", help="of the open half alone: print what is missed")
    arguments = parser.parse_args()
    settings = Settings()
    others: dict[str, Find] = {}
    if arguments.peers:  # before ours: Presidio takes every recognizer of the process for a predefined one
        others = dict(peers(settings.models.folder.parent / "bench" / "masking-peers"))
    ours = finder(load_analyzer(ModelStore(settings.models).folder(settings.masking.model)))
    written = list(documents(arguments.documents, SEED))
    halves = {False: Sheet(), True: Sheet()}
    for document in written:
        if not (arguments.misses and document.template.aside):
            halves[document.template.aside].add(document, ours(document.text))
    lines = [*_halves(halves, written), ""]
    if arguments.peers:
        lines += _beside({"Yakuba": ours, **others}, written[:: max(1, len(written) // arguments.peers)])
    print("\n".join(lines))
    if arguments.misses:
        print("\n".join(misses(halves[False])))
    else:
        write_section("masking-kinds", "\n".join(lines))


def _halves(halves: dict[bool, Sheet], written: Sequence[Document]) -> Iterator[str]:
    yield (
        f"`python -m bench.masking.kinds`: {len(written):,} documents of "
        f"{len({d.template.name for d in written})} templates, {sum(len(d.text) for d in written):,} characters. "
        "The recognizers were mended by what they missed in the open half of the templates, and names are learned from it "
        "with other people; nobody looked at the half kept aside. Recall: wholly covered; right kind: covered and called by its kind."
    )
    yield ""
    yield "| | open: marked | recall | right kind | precision | aside: marked | recall | right kind | precision | asked |"
    yield "|---|" + "---:|" * 8 + "---|"
    for name, kinds, asked in _rows():
        cells = " | ".join(_full(halves[aside].sum(kinds)) for aside in (False, True))
        yield f"| {name} | {cells} | {asked} |"


def _rows() -> Iterator[tuple[str, Sequence[str], str]]:
    yield from GROUPS
    for kind in IDENTIFIERS:
        yield kind.label, (kind,), ""


def _full(score: Score) -> str:
    return f"{score.marked} | {_figure(score.recall)} | {_figure(score.named_recall)} | {_figure(score.precision)}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _beside(finders: dict[str, Find], written: Sequence[Document]) -> Iterator[str]:
    sheets = {name: Sheet() for name in finders}
    speeds: dict[str, list[float]] = {name: [] for name in finders}
    for document in written:
        for name, find in finders.items():
            began = time.process_time()
            found = find(document.text)
            speeds[name].append(len(document.text) / (time.process_time() - began))
            sheets[name].add(document, found)
    yield f"Beside others, {len(written)} of the documents, both halves: recall / precision."
    yield ""
    yield f"| | marked | {' | '.join(finders)} |"
    yield "|---|---:|" + "---:|" * len(finders)
    for name, kinds, _ in _rows():
        sums = [sheet.sum(kinds) for sheet in sheets.values()]
        cells = " | ".join(f"{_figure(s.recall)} / {_figure(s.precision)}" for s in sums)
        yield f"| {name} | {sums[0].marked} | {cells} |"
    medians = {name: statistics.median(values) for name, values in speeds.items()}
    yield f"| characters/s (median) | | {' | '.join(f'{m:,.0f}' for m in medians.values())} |"
    times = " | ".join(f"{median / medians[PLAIN]:.1f}" for median in medians.values())
    yield f"| times {PLAIN} | | {times} |"


def misses(sheet: Sheet) -> Iterator[str]:
    for document, gold in sheet.missed:
        yield f"MISSED {gold.kind} {gold.field} {document.template.name}: {_around(document, gold.start, gold.end)}"
    for document, found in sheet.invented:
        yield f"INVENTED {found.kind} {document.template.name}: {_around(document, found.start, found.end)}"


def _around(document: Document, start: int, end: int) -> str:
    text = document.text
    return repr(f"{text[max(0, start - 20) : start]}【{text[start:end]}】{text[end : end + 14]}")


if __name__ == "__main__":
    main()
