from collections.abc import Callable
from pathlib import Path

import pytest

from common.errors import Unavailable
from services.translate.engines.folders import layout
from services.translate.engines.repetition import loops
from services.translate.engines.seq2seq import Seq2Seq

TrainPieces = Callable[..., list[str]]
MakeModel = Callable[..., None]
TEXTS = [
    "市民課の窓口は午前八時四十五分から開いています。",
    "窓口です。",
    "申請書は十月三十一日までに提出してください。",
]


def test_a_batch_gives_what_each_text_gives_alone(seq2seq_folder: Path) -> None:
    model = Seq2Seq(layout(seq2seq_folder, {}))
    together = model.translate(TEXTS, "ja", "en", careful=False)
    alone = [model.translate([text], "ja", "en", careful=False)[0] for text in TEXTS]
    assert together == alone
    assert len(set(together)) == len(TEXTS)


def test_the_output_is_bounded_by_the_input(seq2seq_folder: Path) -> None:
    model = Seq2Seq(layout(seq2seq_folder, {}))
    (short,) = model.translate(["窓口"], "ja", "en", careful=True)
    assert len(short) < 400


def test_other_wordings_come_from_a_beam_that_is_wide_enough(seq2seq_folder: Path) -> None:
    model = Seq2Seq(layout(seq2seq_folder, {}), beam=1)
    found = model.alternatives(TEXTS, "ja", "en", 6)
    assert [len(set(wordings)) for wordings in found] == [6] * len(TEXTS)
    four = model.alternatives(TEXTS, "ja", "en", 4)
    assert [wordings[0] for wordings in four] == model.translate(TEXTS, "ja", "en", careful=True)
    assert not any(loops(each) for wordings in found for each in wordings)


def test_a_model_of_many_languages_is_told_both_by_tokens(
    tmp_path: Path, train_pieces: TrainPieces, seq2seq_model: MakeModel
) -> None:
    tokens = ("jpn_Jpan", "eng_Latn")
    vocabulary = train_pieces(tmp_path / "sentencepiece.bpe.model", tokens=tokens)
    seq2seq_model(tmp_path, vocabulary)
    options = {"tokenizer": "sentencepiece.bpe.model", "codes": {"ja": tokens[0], "en": tokens[1]}}
    model = Seq2Seq(layout(tmp_path, options))
    (english,) = model.translate([TEXTS[0]], "ja", "en", careful=False)
    (japanese,) = model.translate([TEXTS[0]], "en", "ja", careful=False)
    assert english != japanese
    assert not english.startswith("eng_Latn")


def test_separate_vocabularies_are_recognised_by_their_names(
    tmp_path: Path, train_pieces: TrainPieces, seq2seq_model: MakeModel
) -> None:
    vocabulary = train_pieces(tmp_path / "source.spm")
    train_pieces(tmp_path / "target.spm")
    seq2seq_model(tmp_path, vocabulary)
    files = layout(tmp_path, {})
    assert (files.source_pieces.name, files.target_pieces.name) == ("source.spm", "target.spm")
    assert files.source_end == "</s>"
    assert len(Seq2Seq(files).translate(TEXTS, "ja", "en", careful=False)) == len(TEXTS)


def test_a_folder_without_a_tokenizer_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"sentencepiece\.model"):
        layout(tmp_path, {})
