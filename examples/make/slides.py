"""Presentations: `#` is the title slide, each `##` a slide, `>` lines its speaker's notes."""

from pathlib import Path
from typing import Any

import pptx
from pptx.util import Pt

from examples.make import packing
from examples.make.sources import Block, Source


def write(source: Source, path: Path) -> None:
    """Write `source` to `path`; the content starts with a heading."""
    deck = pptx.Presentation()
    properties = deck.core_properties
    properties.title = source.meta.get("title", "")
    properties.author = properties.last_modified_by = source.meta["author"]
    properties.created = properties.modified = source.modified
    slide: Any = None
    for block in source.blocks():
        if block.kind == "heading":
            slide = deck.slides.add_slide(deck.slide_layouts[min(block.level, 2) - 1])
            slide.shapes.title.text = block.text
        elif block.kind == "aside":
            add_line(slide.notes_slide.notes_text_frame, block)
        else:
            add_line(slide.placeholders[1].text_frame, block)
    deck.save(str(path))
    packing.freeze(path, source.modified)


def add_line(frame: Any, block: Block) -> None:
    paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
    paragraph.text = block.plain()
    paragraph.font.size = Pt(20)
