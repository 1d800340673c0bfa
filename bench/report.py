"""Where the measurements are written down: one marked section each in docs/benchmarks.md."""

import re
from pathlib import Path

BOOK = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def write_section(name: str, markdown: str, book: Path = BOOK) -> None:
    """Replace what stands between `<!-- bench:name -->` and its end mark, or add it at the end."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    section = f"{begin}\n{markdown.strip()}\n{end}"
    text = book.read_text(encoding="utf-8") if book.exists() else "# Benchmarks\n"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: section, text)
    else:
        text = f"{text.rstrip()}\n\n## {name.capitalize()}\n\n{section}\n"
    book.parent.mkdir(parents=True, exist_ok=True)
    book.write_text(text, encoding="utf-8")
