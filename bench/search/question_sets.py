"""The questions that ranking is measured on, with what answers them.

JSQuAD (JGLUE validation set, CC BY-SA 4.0) and JaQuAD (development set, CC BY-SA 3.0) ask in words of the
paragraph; `citizens.json`, written for this project, asks in everyday words what a city's FAQ answers in
those of the office.
"""

import json
from pathlib import Path
from typing import NamedTuple

CITIZENS = Path(__file__).with_name("citizens.json")
BORDER = " [SEP] "


class Paragraph(NamedTuple):
    title: str
    text: str


class Asked(NamedTuple):
    text: str
    paragraph: int
    """Its index among the paragraphs."""


class QuestionSet(NamedTuple):
    name: str
    paragraphs: list[Paragraph]
    questions: list[Asked]


def squad(name: str, files: list[Path]) -> QuestionSet:
    found = QuestionSet(name, [], [])
    for file in files:
        for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                here = len(found.paragraphs)
                found.questions.extend(Asked(qa["question"], here) for qa in paragraph["qas"])
                title, border, text = paragraph["context"].partition(BORDER)
                found.paragraphs.append(
                    Paragraph(title, text) if border else Paragraph(article["title"], title)
                )
    return found


def citizens() -> QuestionSet:
    found = QuestionSet("citizens", [], [])
    for number, entry in enumerate(json.loads(CITIZENS.read_text(encoding="utf-8"))):
        found.paragraphs.append(Paragraph(entry["title"], entry["answer"]))
        found.questions.extend(Asked(text, number) for text in entry["asked"])
    return found


def load_all(data: Path) -> list[QuestionSet]:
    folder = data / "search"
    return [
        squad("JSQuAD", [folder / "jsquad_valid.json"]),
        squad("JaQuAD", sorted(folder.glob("jaquad_dev_*.json"))),
        citizens(),
    ]
