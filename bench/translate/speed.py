"""Speed beside Argos Translate and LibreTranslate: `python -m bench.translate.speed --data ../shared/data [--write]`.

One Argos package (`argos_package`: the usual shape, random weights, every sentence LENGTH words long whoever
translates it) is installed for all three, on the same machine, by turns. A text file of PARAGRAPHS paragraphs goes through
our service as a document, job and checkpoints included, and through `argostranslate.translate.translate`; then 50 calls
at once go to our `/translate` and to LibreTranslate's. Everything is as it ships but the beam of the row that says
so; Argos decodes with beam 4, ours with 2 (and again with 4 what its checks doubt). No sentence comes twice, in another
run neither: Argos remembers its last text. Each of our runs has a new process, and each engine has translated one
sentence before it is timed. The sentences are those of FLORES dev that hold no number and no Japanese name: random
weights would lose these, and ours would then translate the sentence twice, as no peer does.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx2

from bench.gateway import free_port, wait_for
from bench.report import write_section
from bench.translate import argos_package, peers
from common.settings import Settings
from services.translate.flags import examine
from services.translate.names.finding import names_in

PARAGRAPHS, CALLS, RUNS, PEER_BEAM = 200, 50, 1, 4
BEAMS = (2, 1, PEER_BEAM)
"""Of ours; the first is what it ships with."""
WARM_UP = "窓口です。"
SECONDS = 900.0
ENDS = re.compile(r"[。！？.]+")
FULL_STOPS = "。."
"""LibreTranslate ends a translation as its source does, and writes all in capitals where these are its only letters."""


class Speed(NamedTuple):
    """Characters of Japanese."""

    per_second: float
    per_cpu_second: float
    """Of the processor time of the service's own processes: what a busy machine does not disturb."""


class Run(NamedTuple):
    document: Speed
    calls: Speed


class Timing:
    """How long a process and its children work, and how long one waits for it."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._began, self._cpu = time.perf_counter(), cpu_seconds(process)

    def speed(self, texts: Sequence[str]) -> Speed:
        characters = sum(map(len, texts))
        seconds, cpu = time.perf_counter() - self._began, cpu_seconds(self._process) - self._cpu
        return Speed(characters / seconds, characters / cpu)


def cpu_seconds(process: int) -> float:
    """Of a process and its children, ended ones included (proc(5))."""
    root = Path("/proc") / str(process)
    fields = (root / "stat").read_text().rpartition(")")[2].split()
    below = (root / "task" / str(process) / "children").read_text().split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + sum(
        cpu_seconds(int(child)) for child in below
    )


@contextmanager
def running_ours(packages: Path, home: Path, beam: int) -> Iterator[tuple[httpx2.Client, int]]:
    """A client of the service, and the number of its process."""
    port = free_port()
    environment = {
        **os.environ,
        "ARGOS_PACKAGES_DIR": str(packages),
        "YAKUBA_DATA_FOLDER": str(home),
        "YAKUBA_TRANSLATE_PORT": str(port),
        "YAKUBA_TRANSLATE_BEAM": str(beam),
    }
    address = f"http://127.0.0.1:{port}"
    with (
        peers.running([sys.executable, "-m", "services.translate"], environment, home.parent) as process,
        httpx2.Client(base_url=address, timeout=SECONDS, trust_env=False) as client,
    ):
        wait_for(process, address, peers.START_SECONDS)
        yield client, process.pid


def ours(
    client: httpx2.Client, process: int, document: Sequence[str], calls: Sequence[str], said: str
) -> Run:
    _call(client, WARM_UP)
    timing = Timing(process)
    files = {"file": ("document.txt", "\n".join(document).encode(), "text/plain")}
    asked = client.post("/v1/translations", files=files, data={"source": "ja", "target": "en"})
    job = asked.raise_for_status().json()["id"]
    while client.get(f"/v1/jobs/{job}").json()["status"] not in ("succeeded", "failed", "cancelled"):
        time.sleep(0.05)
    translated = client.get(f"/v1/translations/{job}/file").raise_for_status().text
    speed = timing.speed(document)
    check(translated.split("\n"), [said] * len(document))
    return Run(speed, _at_once(client, process, calls, said))


def theirs(
    argos: peers.Argos,
    libretranslate: httpx2.Client,
    process: int,
    document: Sequence[str],
    calls: Sequence[str],
    said: str,
) -> Run:
    timing = Timing(argos.process)
    translated = argos.translate("\n".join(document))
    speed = timing.speed(document)
    check(translated.split("\n"), [said] * len(document))
    return Run(speed, _at_once(libretranslate, process, calls, said))


def check(found: Sequence[str], wanted: Sequence[str]) -> None:
    """Nothing may be left out on either side."""
    wrong = [a for a, b in zip(found, wanted, strict=True) if a != b]
    if wrong:
        raise RuntimeError(f"{len(wrong)} not translated as they should be: {wrong[:2]!r}")


def _at_once(client: httpx2.Client, process: int, calls: Sequence[str], said: str) -> Speed:
    """All calls at the same time."""
    timing = Timing(process)
    with ThreadPoolExecutor(len(calls)) as pool:
        answers = list(pool.map(lambda text: _call(client, text), calls))
    speed = timing.speed(calls)
    check([answer.rstrip(FULL_STOPS).lower() for answer in answers], [said] * len(calls))
    return speed


def _call(client: httpx2.Client, text: str) -> str:
    answer = client.post("/translate", json={"q": text, "source": "ja", "target": "en", "format": "text"})
    return str(answer.raise_for_status().json()["translatedText"])


def fitting(texts: Sequence[str], said: str) -> list[str]:
    """Single sentences that our checks let pass whatever their translation: no number, no name."""
    single = (text for text in texts if ENDS.sub("", text) + "。" == text)
    return [text for text in single if not examine(text, said, "en", names_in(text, "en"))]


def measure(
    folder: Path, japanese: Sequence[str], english: Sequence[str], cache: Path, runs: int, paragraphs: int
) -> dict[int, list[Run]]:
    """By our beam; 0 for the peers."""
    argos, libretranslate = peers.argos(cache), peers.libretranslate(cache)
    packages = folder / "packages"
    package = packages / "translate-ja_en-1_0"
    said = argos_package.make(package, [*japanese, *english], "ja", "en")
    argos_package.add_splitter(package, argos)
    argos_package.reverse(package, packages / "translate-en_ja-1_0")
    texts = fitting(japanese, said)
    each = paragraphs + CALLS
    """Sentences of a run."""
    if len(texts) < runs * each:
        raise ValueError(f"{len(texts)} sentences are too few for {runs} runs of {paragraphs} and {CALLS}")
    rows: dict[int, list[Run]] = {0: [], **{beam: [] for beam in BEAMS}}
    with (
        peers.running_argos(argos, packages, folder) as peer,
        peers.running_libretranslate(libretranslate, packages, folder) as (address, process),
        httpx2.Client(base_url=address, timeout=SECONDS, trust_env=False) as client,
    ):
        peer.translate(WARM_UP)
        _call(client, WARM_UP)
        for run in range(runs):
            fresh = texts[run * each : (run + 1) * each]
            document, calls = fresh[:paragraphs], fresh[paragraphs:]
            rows[0].append(theirs(peer, client, process, document, calls, said))
            for beam in BEAMS:
                with running_ours(packages, folder / f"ours-{beam}-{run}", beam) as (service, own):
                    rows[beam].append(ours(service, own, document, calls, said))
            print({beam: found[-1] for beam, found in rows.items()}, flush=True)
    return rows


def section(rows: dict[int, list[Run]], paragraphs: int) -> str:
    peer = rows[0]
    lines = [
        f"`python -m bench.translate.speed`: an Argos package of the usual shape with random weights, every sentence "
        f"{argos_package.LENGTH} words long whoever translates it; characters of Japanese per second and, in brackets, per "
        f"second of processor time, which other work on the machine disturbs less; medians of {len(peer)} runs by turns, new "
        f"sentences in each, {os.cpu_count()} cores. Both peers split sentences with MiniSBD.",
        "",
        f"| | beam | a document of {paragraphs} paragraphs | {CALLS} calls at once |",
        "|---|---|---|---|",
        f"| argostranslate 1.11.0 | {PEER_BEAM} | {_shown([run.document for run in peer])} | |",
        f"| LibreTranslate 1.9.6 | {PEER_BEAM} | | {_shown([run.calls for run in peer])} |",
    ]
    for beam in BEAMS:
        document = [(a.document, b.document) for a, b in zip(rows[beam], peer, strict=True)]
        calls = [(a.calls, b.calls) for a, b in zip(rows[beam], peer, strict=True)]
        lines.append(
            f"| Yakuba{', as it ships' if beam == BEAMS[0] else ''} | {beam} | {_beside(document)} | {_beside(calls)} |"
        )
    return "\n".join(lines)


def _shown(speeds: Sequence[Speed]) -> str:
    return f"{median([s.per_second for s in speeds]):.0f} ({median([s.per_cpu_second for s in speeds]):.0f})"


def _beside(pairs: Sequence[tuple[Speed, Speed]]) -> str:
    """With the ratios of the runs to the peer's of the same turn."""
    seconds = median([ours.per_second / peer.per_second for ours, peer in pairs])
    cpu = median([ours.per_cpu_second / peer.per_cpu_second for ours, peer in pairs])
    return f"{_shown([ours for ours, _ in pairs])}: {seconds:.1f} × ({cpu:.1f} ×)"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.translate.speed", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS)
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    arguments = parser.parse_args()
    japanese, english = (
        (arguments.data / "translate" / f"flores_dev.{code}").read_text(encoding="utf-8").splitlines()
        for code in ("ja", "en")
    )
    cache = Settings().models.folder.parent / "bench"
    with TemporaryDirectory() as folder:
        found = section(
            measure(Path(folder), japanese, english, cache, arguments.runs, arguments.paragraphs),
            arguments.paragraphs,
        )
    print(found)
    if arguments.write:
        write_section("translate-speed", found)


if __name__ == "__main__":
    main()
