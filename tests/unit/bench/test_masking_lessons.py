"""What the names are learned from, and how what is not marked there counts."""

import math

import torch

from bench.masking.learn import _surprise
from bench.masking.lessons import CLASSES, KINDS, PERSON, classes, lesson


def test_a_name_is_where_folding_puts_it() -> None:
    folded = lesson("㈱青空の佐藤花子", [(4, 8, PERSON)])
    assert [folded.text[start:end] for start, end in folded.persons] == ["佐藤花子"]


def test_the_first_piece_of_a_name_begins_it_and_a_person_goes_before_other_kinds() -> None:
    spans = [(0, 0), (0, 2), (2, 3), (3, 4), (4, 6)]
    one = lesson("佐藤花子大学", [(0, 6, "施設名"), (0, 4, PERSON)])
    place = 2 * KINDS.index("施設名")
    assert classes(one, spans) == [0, 1, 2, 2, place + 2]


def test_where_only_people_are_marked_another_kind_of_name_is_no_mistake() -> None:
    scores = torch.zeros(2, CLASSES)
    scores[:, 5] = 20.0
    exact, lenient = _surprise(scores, torch.tensor([0, 0]), torch.tensor([False, True])).tolist()
    assert exact > 15
    assert math.isclose(lenient, 0, abs_tol=1e-3)
