"""The sample template: the plainest minutes of a town hall, to begin one's own from."""

import io
from functools import cache

from services.transcribe.exports.word_styles import add_table, make_bold, set_page, set_styles

HEADER = (
    ("会議名", "{{会議名}}"),
    ("日時", "{{開催日}}"),
    ("場所", "{{場所}}"),
    ("出席者", "{{出席者}}"),
    ("次回", "{{次回}}"),
)
SECTIONS = (("議題", "{{議題}}"), ("決定事項", "{{決定事項}}"))
TASKS = (
    ("番号", "{{宿題.番号}}", 14),
    ("担当", "{{宿題.担当}}", 32),
    ("内容", "{{宿題.内容}}", 76),
    ("期限", "{{宿題.期限}}", 38),
)
LABEL_MM, VALUE_MM = 30, 130


@cache
def sample() -> bytes:
    """A docx with every kind of placeholder: single, list, and table row."""
    from docx import Document

    document = Document()
    set_styles(document)
    set_page(document)
    document.core_properties.author = document.core_properties.comments = ""
    document.add_heading("会議録", level=0)
    header = add_table(document, HEADER, (LABEL_MM, VALUE_MM))
    make_bold(header.columns[0].cells)
    for heading, placeholder in SECTIONS:
        document.add_heading(heading, level=1)
        document.add_paragraph(placeholder, style="List Bullet")
    document.add_heading("宿題", level=1)
    rows = [[head for head, _, _ in TASKS], [placeholder for _, placeholder, _ in TASKS]]
    tasks = add_table(document, rows, [width for _, _, width in TASKS])
    make_bold(tasks.rows[0].cells)
    document.add_heading("会議の経過", level=1)
    document.add_paragraph("{{経過}}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
