"""The generated documents say rightly what is personal in them."""

import random

from bench.masking import lookalikes, pieces
from bench.masking.documents import documents, templates, write
from bench.masking.scores import Found, Sheet
from services.masking.check_digits import (
    corporate_number_is_valid,
    luhn_is_valid,
    my_number_is_valid,
    only_digits,
)
from services.masking.kinds import Kind

EVERY = list(documents(len(templates()), seed=1))


def test_half_of_the_templates_is_kept_aside() -> None:
    assert sum(template.aside for template in templates()) * 2 == len(templates())


def test_the_same_seed_writes_the_same_documents() -> None:
    assert list(documents(len(EVERY), seed=1)) == EVERY
    assert list(documents(len(EVERY), seed=2)) != EVERY


def test_no_placeholder_is_left_and_no_mark_overlaps() -> None:
    for document in EVERY:
        assert not set("{}") & set(document.text)
        assert not document.text.count("<<")
        assert all(a.end <= b.start for a, b in zip(document.gold, document.gold[1:], strict=False))
        assert all(document.text[g.start : g.end].strip() for g in document.gold)


def test_every_kind_that_is_measured_is_written() -> None:
    wanted = {kind for kind, _ in pieces.MAKERS.values()} | {Kind.PERSON, Kind.OFFICIAL}
    assert {gold.kind for document in EVERY for gold in document.gold} == wanted


def test_check_digits_hold_and_those_of_the_lookalikes_do_not() -> None:
    rng = random.Random(3)  # noqa: S311 (a sample, not a secret)
    for _ in range(50):
        assert my_number_is_valid(only_digits(pieces.my_number(rng)))
        assert corporate_number_is_valid(only_digits(pieces.corporate(rng)))
        assert luhn_is_valid(only_digits(pieces.card(rng)))
        assert not my_number_is_valid(only_digits(lookalikes.twelve_digits(rng)))
        assert not corporate_number_is_valid(lookalikes.thirteen_digits(rng))
        assert not luhn_is_valid(only_digits(lookalikes.sixteen_digits(rng)))


def test_a_broken_line_lies_inside_its_mark() -> None:
    template = next(t for t in templates() if t.name == "mails-1")
    written = [write(template, random.Random(seed)) for seed in range(60)]  # noqa: S311
    marked = [d.text[g.start : g.end] for d in written for g in d.gold]
    assert any("\n" in text.strip() for text in marked)


def test_a_sheet_counts_whole_and_right_stretches() -> None:
    document = next(d for d in EVERY if any(g.kind == Kind.PHONE for g in d.gold))
    phone = next(g for g in document.gold if g.kind == Kind.PHONE)
    sheet = Sheet()
    sheet.add(document, [Found(phone.start, phone.end, Kind.PHONE), Found(0, 1, Kind.PHONE)])
    score = sheet.scores[Kind.PHONE]
    assert (score.covered, score.named, score.found, score.right) == (1, 1, 2, 1)
    half = Sheet()
    half.add(document, [Found(phone.start, phone.end - 2, Kind.PHONE)])
    assert half.scores[Kind.PHONE].covered == 0
