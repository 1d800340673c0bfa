"""Write the shared drive `examples/drive/` from the texts in `contents/drive/`.

    python -m examples.make.drive

`contents/drive/総務課/文書.docx.md` becomes `drive/総務課/文書.docx`: the inner suffix picks the format.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from examples.make import excel, paper, plain, slides, word
from examples.make.sources import Source, load

EXAMPLES = Path(__file__).resolve().parent.parent
CONTENTS = Path(__file__).with_name("contents")

WRITERS: dict[str, Callable[[Source, Path], None]] = {
    ".csv": plain.write_csv,
    ".docx": word.write,
    ".md": plain.write_text,
    ".pdf": paper.write,
    ".pptx": slides.write,
    ".txt": plain.write_text,
    ".xlsx": excel.write,
}


def make(folder: Path) -> Iterator[Path]:
    """Write every file of the drive below `folder`, yielding each path once it stands."""
    root = CONTENTS / "drive"
    for content in sorted(root.rglob("*.md")):
        path = folder / content.relative_to(root).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[path.suffix](load(content), path)
        yield path


def main() -> None:
    made = list(make(EXAMPLES / "drive"))
    print(f"drive: {len(made)} files, {sum(path.stat().st_size for path in made):,} bytes")


if __name__ == "__main__":
    main()
