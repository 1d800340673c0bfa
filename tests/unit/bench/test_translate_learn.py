"""What the language model is taught with, and that a lesson changes what it says."""

import re

import ctranslate2
import numpy as np
import pytest
import torch

from bench.translate.learn import LESSONS, _filled, _kept, lessened, sentences, teach
from bench.translate.pupil import Pupil, packed
from common.models import gguf_ct2
from common.models.adapters import Adapter, save_adapters
from common.models.manifest import ModelEntry, ModelFile

OPENING, QUESTION, ANSWER = [70, 3], [91, 12, 5], [40, 41]
KANA = re.compile(r"[\u3041-\u30fa]")


@pytest.fixture(scope="module")
def file(tiny_qwen, tmp_path_factory):
    return tiny_qwen.write_gguf(tmp_path_factory.mktemp("qwen") / "tiny.gguf", tiny_qwen.weights())


def test_it_computes_what_qwen2_does(tiny_qwen, file):
    expected = tiny_qwen.logits(tiny_qwen.unpacked(tiny_qwen.weights()), [*OPENING, *QUESTION, *ANSWER])
    with torch.no_grad():
        scores = Pupil(file, first=1)(packed(OPENING, [(QUESTION, ANSWER)]))
    # Theirs went through int8, ours is in bfloat16.
    assert np.corrcoef(scores.numpy().ravel(), expected[4:6].ravel())[0, 1] > 0.99


def test_texts_in_one_row_do_not_see_each_other(file):
    pupil, other = Pupil(file, first=1), ([7, 8, 9, 10], [11, 12, 13])
    with torch.no_grad():
        alone = pupil(packed(OPENING, [(QUESTION, ANSWER)]))
        together = pupil(packed(OPENING, [other, (QUESTION, ANSWER)]))
    assert torch.allclose(together[-2:], alone, atol=0.1)


def test_what_was_learned_is_in_the_converted_model(tiny_qwen, file, tmp_path, monkeypatch, tell):
    pupil, row = Pupil(file, first=0), packed(OPENING, [(QUESTION, ANSWER)])
    teach(pupil, [row] * 60)
    with torch.no_grad():
        assert pupil(row).argmax(dim=-1).tolist() == ANSWER
    monkeypatch.setattr(gguf_ct2, "LEARNED", tmp_path)
    save_adapters(pupil.adapters(), tmp_path / "learned.npz")
    for name, options in (("before", {}), ("after", {"adapters": "learned.npz"})):
        gguf_ct2.convert(file, tmp_path / name, entry_of_model(options), tell)
    assert answered(tiny_qwen, tmp_path / "after") == ANSWER
    assert answered(tiny_qwen, tmp_path / "before") != ANSWER


def answered(tiny_qwen, folder):
    generator = ctranslate2.Generator(str(folder), device="cpu", compute_type="float32")
    prompt = [tiny_qwen.TOKENS[number] for number in [*OPENING, *QUESTION]]
    (result,) = generator.generate_batch([prompt], max_length=2, include_prompt_in_result=False)
    return result.sequences_ids[0]


def entry_of_model(options):
    return ModelEntry(
        name="tiny",
        role="language",
        kind="gguf-ct2",
        licence="MIT",
        origin="made here",
        size=0,
        files=[ModelFile(path="model.bin")],
        source=ModelFile(path="tiny.gguf", sha256="0" * 64),
        options=options,
    )


def test_of_a_change_the_greatest_directions_are_kept():
    rng = np.random.default_rng(0)
    up, down = np.linalg.qr(rng.normal(size=(9, 3)))[0], np.linalg.qr(rng.normal(size=(7, 3)))[0].T
    whole = Adapter((up * [4, 2, 1]).astype(np.float32), down.astype(np.float32))
    less = lessened(whole, rank=2, share=0.5)
    assert less.up.shape == (9, 2)
    assert less.up @ less.down == pytest.approx((up[:, :2] * [2, 1]) @ down[:2], abs=1e-5)


def test_rows_are_filled_and_lose_nothing():
    asked = [([1] * size, [2]) for size in (3, 4, 5, 30, 1)]
    parts = list(_filled(asked, 12))
    assert [each for part in parts for each in part] == asked
    assert [sum(len(q) + len(a) for q, a in part) for part in parts] == [9, 6, 31, 2]


def test_only_what_both_have_is_to_be_kept():
    assert _kept("定員は30人、06-0000-1234へ。", "Up to 30 people. Call 06-0000-1234 by 5.") == (
        "30",
        "06-0000-1234",
    )


def test_the_lessons_are_whole_sentences_in_three_languages():
    lessons = sentences()
    assert len(lessons) >= 2900
    assert len({lesson["ja"] for lesson in lessons}) == len(lessons)
    for lesson in lessons:
        assert all(text and text == text.strip() for text in lesson.values()), lesson
        assert not KANA.search(lesson["zh"]), lesson
        assert not re.search(r"[\u3040-\u9fff]", lesson["en"]), lesson
    assert {file.suffix for file in LESSONS.iterdir()} == {".tsv"}
