import pytest

from services.masking.analyzer import Analyzer
from services.masking.blocks import Located
from services.masking.detection import Detection
from services.masking.propagation import Squeezed, name_parts, propagate

pytestmark = pytest.mark.models
FULL = "山本健太郎"


def found(analyzer: Analyzer, *texts: str) -> list[tuple[int, str, str, float]]:
    own = [Located(0, Detection("PERSON", 0, len(FULL), 0.9, "氏名欄"))]
    located = propagate([FULL, *texts], own)
    rows = [(i.segment, [FULL, *texts][i.segment], i.detection) for i in located if i.segment]
    return [(n, d.kind, text[d.start : d.end], d.score) for n, text, d in rows]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("本人は山 本　健 太 郎である", "山 本　健 太 郎"),
        ("山本は不在", "山本"),
        ("健太郎が申し出た", "健太郎"),
    ],
)
def test_a_name_is_found_again_spaced_and_in_part(analyzer: Analyzer, text: str, word: str) -> None:
    assert [(kind, piece) for _, kind, piece, _ in found(analyzer, text)] == [("PERSON", word)]


def test_a_name_inside_a_place_is_left_unclear(analyzer: Analyzer) -> None:
    ((_, _, piece, score),) = found(analyzer, "山本町の道路")
    assert piece == "山本"
    assert score == pytest.approx(0.55)


def test_the_same_surname_beside_a_post_is_an_official(analyzer: Analyzer) -> None:
    assert [kind for _, kind, _, _ in found(analyzer, "山本課長が説明した")] == ["OFFICIAL"]


def test_a_title_is_no_part_of_a_name() -> None:
    assert name_parts("Dr. Schubert") == ["Schubert"]
    assert name_parts("Hanako Sato") == ["Hanako", "Sato"]


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    assert list(Squeezed("91234567").find("1234")) == []
    assert list(Squeezed("番号 12 34 です").find("1234")) == [(3, 8)]
