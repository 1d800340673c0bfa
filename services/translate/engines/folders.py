"""Reads how a model folder is laid out: which file is the model, which cut words into pieces."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from common.errors import Unavailable
from services.translate.engines.seq2seq import Layout

END = "</s>"
SHARED_PIECES = ("sentencepiece.model", "sentencepiece.bpe.model", "spm.model", "spiece.model")
SOURCE_PIECES, TARGET_PIECES = "source.spm", "target.spm"


def layout(folder: Path, options: Mapping[str, Any]) -> Layout:
    """The layout of a CTranslate2 folder. Options as in models.toml:

    `tokenizer` (file name), `codes` (language tokens; NLLB, M2M-100) and `source_end` (Marian: `</s>`).
    Raises Unavailable when the folder has no model or no SentencePiece file.
    """
    model = folder / "model" if (folder / "model" / "model.bin").is_file() else folder
    source, target = _pieces(folder, options.get("tokenizer"))
    codes = options.get("codes", {})
    separate = source != target
    end = options.get("source_end", END if codes or separate else None)
    if not (model / "model.bin").is_file():
        raise _unusable(folder, "model.bin")
    return Layout(model, source, target, codes, end, options.get("target_prefix") or None)


def _pieces(folder: Path, named: str | None) -> tuple[Path, Path]:
    if named is None and (folder / SOURCE_PIECES).is_file() and (folder / TARGET_PIECES).is_file():
        return folder / SOURCE_PIECES, folder / TARGET_PIECES
    for name in [named] if named else SHARED_PIECES:
        if (folder / name).is_file():
            return folder / name, folder / name
    raise _unusable(folder, named or "sentencepiece.model")


def _unusable(folder: Path, file: str) -> Unavailable:
    return Unavailable(
        f"翻訳モデル「{folder.name}」に {file} がありません。管理者に入れ直しを依頼してください。"
    )
