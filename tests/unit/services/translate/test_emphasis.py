import io
import time

import docx
import pytest
from fastapi.testclient import TestClient

from common.documents.edits import apply
from services.translate.emphasis import Phrase, edits_of, place


@pytest.mark.parametrize(
    ("phrase", "alone", "target", "found"),
    [
        ("本人確認書類", "Identity documents.", "Bring your identity documents.", "identity documents"),
        ("10月31日", "31st of October", "Submit it by October 31.", "October 31"),
        ("午前9時", "nine", "Open from 9 a.m. to noon", "9 a.m."),
        ("１２００円", "The yen 1200", "It costs 1200 yen.", "1200 yen"),
        ("078-111-2222", "call", "Call 078-111-2222.", "078-111-2222"),
        ("市役所", "town hall", "The city office is open.", None),
    ],
)
def test_a_phrase_is_found_in_a_translation(phrase: str, alone: str, target: str, found: str | None) -> None:
    span = place(phrase, alone, target)
    assert (target[slice(*span)] if span else None) == found


def edited(source: str, target: str, *phrases: tuple[str, str]) -> tuple[str, list[str]]:
    """What the edits make of `source`, and which texts take the place of the phrases."""
    found = [
        Phrase(start=source.index(words), end=source.index(words) + len(words), alone=alone)
        for words, alone in phrases
    ]
    edits = edits_of("a", source, target, found)
    kept = {(each.start, each.end) for each in found}
    return apply(source, edits), [edit.text for edit in edits if (edit.start, edit.end) in kept]


def test_words_take_the_place_of_the_words_that_they_mean() -> None:
    text, bold = edited("期限は10月31日です。", "The deadline is October 31.", ("10月31日", "October 31"))
    assert (text, bold) == ("The deadline is October 31.", ["October 31"])


def test_words_that_come_first_only_in_the_original_get_an_insertion_before_them() -> None:
    source, target = "10月31日までに", "by October 31"
    text, bold = edited(source, target, ("10月31日", "October 31"))
    assert (text, bold) == (target, ["October 31"])
    insertion = edits_of("a", source, target, [Phrase(start=0, end=6, alone="October 31")])[0]
    assert (insertion.start, insertion.end, insertion.text, insertion.like) == (0, 0, "by ", 6)


def test_what_is_not_found_or_changes_places_takes_the_usual_style() -> None:
    assert edited("赤い花と青い空", "Himmel und Blume", ("青い空", "sky")) == ("Himmel und Blume", [""])
    text, bold = edited("AはBより前", "B comes after A", ("A", "A"), ("B", "B"))
    assert (text, bold) == ("B comes after A", ["A", ""])


def test_tabs_and_line_ends_are_not_touched() -> None:
    edits = edits_of("a", "日時\t水曜日\n場所", "Date\tWednesday\nPlace", ())
    assert [(edit.start, edit.end, edit.text) for edit in edits] == [
        (0, 2, "Date"),
        (3, 6, "Wednesday"),
        (7, 9, "Place"),
    ]


def test_bold_words_of_a_document_stay_bold_before_and_after_a_correction(client: TestClient) -> None:
    for source, target in {
        "10月31日までに出してください。": "Hand it in by October 31.",
        "10月31日": "October 31",
    }.items():
        unit = {"source_language": "ja", "target_language": "en", "source": source, "target": target}
        client.post("/v1/translate/memory", json=unit).raise_for_status()
    written, out = docx.Document(), io.BytesIO()
    paragraph = written.add_paragraph()
    paragraph.add_run("10月31日").bold = True
    paragraph.add_run("までに出してください。").italic = True
    written.save(out)
    job = client.post(
        "/v1/translations", files={"file": ("a.docx", out.getvalue())}, data={"target": "en"}
    ).json()
    while client.get(f"/v1/jobs/{job['id']}").json()["status"] in ("queued", "running"):
        time.sleep(0.02)
    link = f"/v1/translations/{job['id']}"
    assert runs(client, link) == [
        ("Hand it in by ", None, True),
        ("October 31", True, None),
        (".", None, True),
    ]
    segment = client.get(link).json()["segments"][0]["id"]
    correction = {"segments": [{"id": segment, "target": "October 31 is the last day."}], "remember": False}
    client.patch(f"{link}/segments", json=correction).raise_for_status()
    assert runs(client, link) == [("October 31", True, None), (" is the last day.", None, True)]


def runs(client: TestClient, link: str) -> list[tuple[str, bool | None, bool | None]]:
    paragraph = docx.Document(io.BytesIO(client.get(f"{link}/file").content)).paragraphs[0]
    return [(run.text, run.bold, run.italic) for run in paragraph.runs if run.text]
