"""What tools that are not ours can still read in a file."""

import email
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from unicodedata import normalize

TAG = re.compile(r"<[^>]*>")
OFFICE = (".docx", ".xlsx", ".pptx")
SECONDS = 600


def judges() -> list[str]:
    """The tools at hand."""
    found = ["unzip and search of every part", "PDFium", "qpdf"]
    found += ["pdftotext"] if shutil.which("pdftotext") else []
    return found + (["LibreOffice"] if shutil.which("soffice") else [])


def leaks(path: Path, secrets: Sequence[str]) -> list[str]:
    """How each secret can still be read: by which tool, where."""
    found = []
    for where, text in readings(path):
        squeezed = squeeze(text)
        found += [f"{path.name}: {where}" for secret in secrets if squeeze(secret) in squeezed]
    return found


def squeeze(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def readings(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix in OFFICE:
        yield from _parts(path)
    elif path.suffix == ".pdf":
        yield from _pdf(path)
    elif path.suffix == ".eml":
        for part in email.message_from_bytes(path.read_bytes()).walk():
            content = part.get_payload(decode=True)
            yield "email", content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            yield "email", str(part.items())
    else:
        content = path.read_bytes().decode("utf-8", "replace")
        yield "bytes", content
        yield "markup", unescape(TAG.sub("", content))
        yield "attributes", unescape(content)


def _parts(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as file:
        yield "names", " ".join(file.namelist())
        for name in file.namelist():
            content = file.read(name)
            for encoding in ("utf-8", "utf-16-le"):
                text = content.decode(encoding, "replace")
                yield f"{name} ({encoding})", unescape(text)
            yield f"{name} (text)", unescape(TAG.sub("", content.decode("utf-8", "replace")))


def _pdf(path: Path) -> Iterator[tuple[str, str]]:
    import pikepdf
    import pypdfium2

    yield "bytes", path.read_bytes().decode("latin-1")
    with pypdfium2.PdfDocument(path) as file:
        yield "PDFium", "\n".join(page.get_textpage().get_text_bounded() for page in file)
        yield "PDFium metadata", str(file.get_metadata_dict())
        yield "PDFium bookmarks", " ".join(item.get_title() for item in file.get_toc())
        yield "PDFium attachments", str(file.count_attachments() or "")
    with pikepdf.open(path) as file:
        for thing in file.objects:
            yield "qpdf strings", repr(thing)
            if isinstance(thing, pikepdf.Stream) and "/Image" not in str(thing.get("/Subtype")):
                content = thing.read_bytes()
                yield "qpdf streams", content.decode("utf-8", "replace")
                yield "qpdf streams (utf-16)", content.decode("utf-16-be", "replace")
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, timeout=SECONDS)
        yield "pdftotext", done.stdout.decode("utf-8", "replace")


def opened_by_libreoffice(paths: Sequence[Path]) -> dict[str, str]:
    """What LibreOffice shows of Office files, as the text of a PDF, by file name; missing where it fails."""
    program = shutil.which("soffice")
    if program is None or not paths:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        command += ["--outdir", f"{folder}/out", *map(str, paths)]
        subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
        texts = {}
        for path in paths:
            made = Path(folder) / "out" / f"{path.stem}.pdf"
            if made.exists():
                done = subprocess.run(["pdftotext", made, "-"], capture_output=True, check=True)
                texts[path.name] = done.stdout.decode("utf-8", "replace")
        return texts
