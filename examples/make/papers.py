"""Write the notice and the application from the texts in `contents/`.

python -m examples.make.papers
"""

from collections.abc import Iterator
from pathlib import Path

from examples.make import plain, word
from examples.make.drive import CONTENTS, EXAMPLES
from examples.make.sources import load


def make(folder: Path) -> Iterator[Path]:
    """Write `notice.docx`, `application.docx` and `application.txt` into `folder`."""
    application = load(CONTENTS / "application.md")
    for name, source, write in (
        ("notice.docx", load(CONTENTS / "notice.md"), word.write),
        ("application.docx", application, word.write),
        ("application.txt", application, plain.write_form),
    ):
        write(source, folder / name)
        yield folder / name


def main() -> None:
    for path in make(EXAMPLES):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
