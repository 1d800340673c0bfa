"""Layout of translated Office files: `python -m bench.translate.layout [--files 100]`.

Word, Excel and PowerPoint files are made by `made_office` from sentences whose English is known, with styles, bold
and links inside sentences, tables, headers, footers, notes, text boxes, charts, alternative texts, formulas and names.
The English is in the translation memory, so that the way of a document is measured and no engine's quality: each file
goes through the service as a job. Then, by this script's own reading of the XML:

- the style tree: every element with its attributes, less texts, must be what it was; of the runs of a paragraph, which
  styles are seen in it;
- every Japanese text that a reader sees is gone, and each expected English text is there;
- bold and linked words are those of the English that mean the same;
- formulas, defined names and numbers are untouched;
- LibreOffice opens the file and makes a PDF of it.
"""

import argparse
import random
import re
import subprocess
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from lxml import etree

from bench.report import write_section
from bench.translate import made_office
from common.documents.office import installed
from common.settings import Settings
from services.translate.app import create_app

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
SEED = 6
SECONDS = 900.0
RUN = ("r", "fld")
HOLDERS = ("p", "si", "is", "text")
"""Paragraphs, strings of cells, comments."""
KEPT = ("f", "definedName", "formula1", "formula2")
UNSEEN = ("lang", "altLang", "noProof", "dirty", "err")


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def xml_parts(path: Path) -> dict[str, etree._Element]:
    """Parts that a reader sees or that say how they look; properties of the file are neither."""
    with zipfile.ZipFile(path) as archive:
        names = [
            name for name in archive.namelist() if name.endswith(".xml") and not name.startswith("docProps/")
        ]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def tree(element: etree._Element) -> tuple[object, ...]:
    """An element without its texts; a paragraph's runs as the set of their styles."""
    kind = local(element)
    attributes = tuple(
        sorted(
            (k, v) for k, v in element.attrib.items() if not JAPANESE.search(str(v)) and not _worded(str(k))
        )
    )
    inner = [child for child in element if isinstance(child.tag, str)]
    if kind in ("p", "hyperlink", "si", "is", "rich"):
        runs = {_style(run) for run in inner if local(run) in RUN and _seen(run)}
        rest = [tree(child) for child in inner if not (local(child) in RUN and not _holds_more(child))]
        return (kind, attributes, frozenset(runs), *rest)
    if kind == "sst":
        return (kind,)
    if kind == "sheet":
        attributes = tuple(each for each in attributes if each[0] != "name")
    if kind == "c" and element.get("t") == "s":
        return (kind, attributes)
    return (kind, attributes, *(tree(child) for child in inner))


def _difference(old: object, new: object) -> str:
    """The innermost elements that differ."""
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return next(_difference(a, b) for a, b in zip(old, new, strict=True) if a != b)
    return f"{str(old)[:300]} | {str(new)[:300]}"


def _worded(key: str) -> bool:
    """Attributes that hold words: their language, alternative texts, the space that is kept."""
    return key.rpartition("}")[2] in ("descr", "title", "space", *UNSEEN)


def _holds_more(run: etree._Element) -> bool:
    return any(local(child) not in ("rPr", "t") for child in run)


def _seen(run: etree._Element) -> bool:
    return bool("".join(text.text or "" for text in run.iter("{*}t")).strip())


def _style(run: etree._Element) -> bytes:
    properties = next((child for child in run if local(child) == "rPr"), None)
    return etree.tostring(properties, method="c14n") if properties is not None else b""


def texts(parts: dict[str, etree._Element]) -> Iterator[str]:
    """Every text that a reader sees, a paragraph or a cell each."""
    for name, root in parts.items():
        if "/theme/" in name or "Master" in name or "/slideLayouts/" in name:
            continue
        for element in root.iter():
            if local(element) in HOLDERS:
                yield "".join(text.text or "" for text in element.iter("{*}t") if _owner(text) is element)
            elif local(element) in ("v",) and any(
                local(above) in ("strCache", "tx") for above in element.iterancestors()
            ):
                yield element.text or ""
            for key in ("descr", "title"):
                if local(element) in ("docPr", "cNvPr") and element.get(key):
                    yield str(element.get(key))
            if local(element) == "sheet" and element.get("name"):
                yield str(element.get("name"))
            if local(element) in ("oddHeader", "oddFooter"):
                yield re.sub(r"&[LCR]|&\"[^\"]*\"", "", element.text or "")


def _owner(text: etree._Element) -> etree._Element | None:
    return next((above for above in text.iterancestors() if local(above) in HOLDERS), None)


def emphasised(parts: dict[str, etree._Element]) -> Counter[str]:
    """Words in bold or in a link, a run each."""
    found = Counter[str]()
    for root in parts.values():
        for run in root.iter("{*}r"):
            properties = next((child for child in run if local(child) == "rPr"), None)
            bold = properties is not None and (
                properties.get("b") == "1" or any(local(p) == "b" for p in properties)
            )
            linked = any(local(above) == "hyperlink" for above in run.iterancestors())
            words = "".join(text.text or "" for text in run.iter("{*}t")).strip()
            if (bold or linked) and words:
                found[words] += 1
    return found


def kept(parts: dict[str, etree._Element]) -> Counter[tuple[str, str]]:
    """Formulas and defined names, sheets called by their numbers in them; numbers in cells."""
    sheets = [str(sheet.get("name")) for root in parts.values() for sheet in root.iter("{*}sheet")]
    found = Counter[tuple[str, str]]()
    for root in parts.values():
        for element in root.iter():
            if local(element) in KEPT and element.text:
                found[local(element), _numbered(element.text, sheets)] += 1
            elif local(element) == "c" and element.get("t") in (None, "n"):
                found["number", element.findtext("{*}v") or ""] += 1
    return found


def _numbered(formula: str, sheets: Sequence[str]) -> str:
    for number, name in enumerate(sheets):
        formula = formula.replace(f"'{name}'!", f"{number}!").replace(f"{name}!", f"{number}!")
    return formula


def translated(client: TestClient, path: Path) -> bytes:
    job = client.post(
        "/v1/translations", files={"file": (path.name, path.read_bytes())}, data={"target": "en"}
    )
    identity = job.raise_for_status().json()["id"]
    while (state := client.get(f"/v1/jobs/{identity}").json())["status"] in ("queued", "running"):
        time.sleep(0.02)
    if state["status"] != "succeeded":
        raise RuntimeError(f"{path.name}: {state}")
    return bytes(client.get(f"/v1/translations/{identity}/file").content)


def faults(made: made_office.Made, before: Path, after: Path) -> Iterator[tuple[str, str]]:
    """(what is wrong, where)."""
    old, new = xml_parts(before), xml_parts(after)
    if old.keys() != new.keys():
        yield "parts", f"{sorted(old.keys() ^ new.keys())}"
    for name in old.keys() & new.keys():
        if tree(old[name]) != tree(new[name]):
            yield "style tree", f"{name}: {_difference(tree(old[name]), tree(new[name]))}"
    left = [text for text in texts(new) if JAPANESE.search(text)]
    yield from (("untranslated", text) for text in left)
    seen = Counter(texts(new))
    yield from (("missing", text) for text in made.english if text not in seen)
    wanted, found = Counter(made.emphasised), emphasised(new)
    yield from (("emphasis", f"{words}: {sorted(found)}") for words in wanted - found)
    if kept(old) != kept(new):
        yield (
            "formulas, names, numbers",
            f"{(kept(old) - kept(new)).most_common(3)} {(kept(new) - kept(old)).most_common(3)}",
        )


def unopened(files: Sequence[Path], room: Path) -> set[Path]:
    """Those of which LibreOffice makes no PDF; all go through one process."""
    program = installed()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    out = room / "pdf"
    options = [
        f"-env:UserInstallation=file://{room}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(out),
    ]
    for _ in range(2):  # a new profile makes it start again
        left = [file for file in files if not (out / f"{file.stem}.pdf").is_file()]
        if left:
            subprocess.run(
                [program, *options, *left], check=False, stdout=subprocess.DEVNULL, timeout=SECONDS
            )
    return {file for file in files if not (out / f"{file.stem}.pdf").is_file()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.translate.layout", description=__doc__)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument(
        "--keep",
        type=Path,
        help="leave the files here, to be looked at; what is translated there already is not translated again",
    )
    arguments = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 - made documents, not secrets
    wrong: dict[str, Counter[str]] = {kind: Counter() for kind in made_office.KINDS}
    count, segments, results = Counter[str](), Counter[str](), list[Path]()
    with TemporaryDirectory() as folder:
        room = arguments.keep or Path(folder)
        room.mkdir(parents=True, exist_ok=True)
        settings = Settings.model_validate({"data": {"folder": Path(folder) / "data"}})
        with TestClient(create_app(settings)) as client:
            made_office.remember(client)
            for number in range(arguments.files):
                kind = made_office.KINDS[number % len(made_office.KINDS)]
                before, after = room / f"{number:03}.{kind}", room / f"{number:03}.en.{kind}"
                made = made_office.make(kind, before, chance)
                if not after.exists():
                    after.write_bytes(translated(client, before))
                count[kind] += 1
                segments[kind] += len(made.english)
                found = list(faults(made, before, after))
                wrong[kind].update({what for what, _ in found})
                results.append(after)
                for what, where in found[:5]:
                    print(f"{before.name} {what}: {where}", flush=True)
        for file in unopened(results, room.absolute()):
            wrong[file.suffix[1:]]["LibreOffice"] += 1
            print(f"{file.name} does not open", flush=True)
    lines = [
        f"`python -m bench.translate.layout`: {arguments.files} made files, Japanese to English, translations from the memory.",
        "",
        "| files with | " + " | ".join(f"{kind} ({count[kind]})" for kind in made_office.KINDS) + " |",
        "|---|" + "---|" * len(made_office.KINDS),
    ]
    for what in (
        "style tree",
        "untranslated",
        "missing",
        "emphasis",
        "formulas, names, numbers",
        "LibreOffice",
    ):
        label = LABELS[what]
        lines.append(
            f"| {label} | " + " | ".join(str(wrong[kind][what]) for kind in made_office.KINDS) + " |"
        )
    lines.append(
        "| texts looked for | " + " | ".join(f"{segments[kind]:,}" for kind in made_office.KINDS) + " |"
    )
    write_section("translate-layout", "\n".join(lines))
    print("\n".join(lines))


LABELS = {
    "style tree": "a style tree that is not the same",
    "untranslated": "a visible text left in Japanese",
    "missing": "an expected text that is not there",
    "emphasis": "bold or linked words that are not those of the original",
    "formulas, names, numbers": "a formula, name or number that changed",
    "LibreOffice": "no way to open it in LibreOffice",
}

if __name__ == "__main__":
    main()
