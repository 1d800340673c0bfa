"""The reader of pictures: RapidOCR (PP-OCR) on ONNX Runtime, its weights checked by the model supply."""

import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

from common.documents.pictures import Box, Line, Picture, Recognizer
from common.documents.reading_order import TALL, in_reading_order
from common.models import ModelStore
from common.resident import Resident

MODEL = "rapidocr"
"""An entry of models.toml with the role `ocr`."""
THREADS = max(1, len(os.sched_getaffinity(0)) // 2)
"""Half the cores: the other services live here too."""
LEAST_CONFIDENCE = 0.5
UPRIGHT_CONFIDENCE = 0.75
"""A page below it may lie upside down. The model that tells this of single lines is not used: it turns good
Japanese lines over, and with it 7 % of the characters of a page of 10.5 points were lost."""
DETECTION_SIDE = 1280
"""Pixels of the picture in which lines are looked for; they are read in the large one."""


class PageRecognizer:
    """Reads one picture at a time: several at once on a CPU only slow each other down."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._turn = threading.Lock()

    def __call__(self, picture: Picture) -> Sequence[Line]:
        """The lines of a picture, in reading order; one that lies upside down is turned."""
        import numpy as np

        grey = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width)
        lines = self._lines(grey)
        if _confidence(lines) < UPRIGHT_CONFIDENCE:
            turned = self._lines(grey[::-1, ::-1])
            if _confidence(turned) > _confidence(lines):
                lines = [_turned(line, picture) for line in turned]
        sure = [line for line in lines if line.confidence >= LEAST_CONFIDENCE]
        return in_reading_order(sure, _upwards, lambda line: len(line.text))

    def _lines(self, grey: Any) -> list[Line]:
        import numpy as np

        with self._turn:
            picture = np.repeat(grey[:, :, None], 3, axis=2)
            found = self._engine(picture, return_word_box=True, return_single_char_box=True)
        if found.txts is None or found.boxes is None:
            return []
        words = found.word_results or [()] * len(found.txts)
        return [
            Line(
                text=text.strip(),
                box=_box(corners),
                confidence=float(score),
                marks=_marks(text.strip(), _box(corners), characters),
            )
            for text, corners, score, characters in zip(
                found.txts, found.boxes, found.scores, words, strict=True
            )
            if text.strip()
        ]


def load_recognizer(models: ModelStore, name: str = MODEL) -> PageRecognizer:
    """Raises ModelMissing, or DamagedModel when a file is not what it was."""
    folder = models.folder(name)
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.model_root_dir": str(folder / "models"),
            "Global.log_level": "error",
            "Global.text_score": 0.0,
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return PageRecognizer(engine)


def lazy_recognizer(
    models: ModelStore,
    resident: Callable[[str, Callable[[], PageRecognizer]], Resident[PageRecognizer]],
    name: str = MODEL,
) -> Recognizer:
    """A reader whose model is loaded at its first picture; `resident` as `Service.resident`.

    It raises ModelMissing at every picture while the model is not installed.
    """
    holder = resident(name, lambda: load_recognizer(models, name))

    def recognize(picture: Picture) -> Sequence[Line]:
        with holder.use() as read:
            return read(picture)

    return recognize


def _box(corners: Any) -> Box:
    """The upright box around four corners."""
    xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _confidence(lines: Sequence[Line]) -> float:
    """The mean over characters."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / characters if characters else 0.0


def _marks(text: str, box: Box, characters: Sequence[Any]) -> tuple[tuple[float, float], ...]:
    """Each character's stretch of the line; what the engine left out, such as spaces, lies between."""
    left, top, right, bottom = box
    tall = bottom - top > TALL * (right - left)
    start, length = (top, bottom - top) if tall else (left, right - left)
    marks: list[tuple[float, float] | None] = [None] * len(text)
    at = 0
    for character, _, corners in characters:
        found = text.find(character, at) if len(character) == 1 else -1
        if found >= 0 and length > 0:
            placed = [float(corner[1 if tall else 0]) for corner in corners]
            marks[found] = (min(placed) - start) / length, (max(placed) - start) / length
            at = found + 1
    if sum(mark is None and not character.isspace() for mark, character in zip(marks, text, strict=True)):
        return ()
    return tuple(mark or _between(marks, index) for index, mark in enumerate(marks))


def _between(marks: Sequence[tuple[float, float] | None], index: int) -> tuple[float, float]:
    before = next((mark[1] for mark in reversed(marks[:index]) if mark), 0.0)
    after = next((mark[0] for mark in marks[index:] if mark), 1.0)
    return min(before, after), max(before, after)


def _turned(line: Line, picture: Picture) -> Line:
    """A line found in the picture upside down, as it lies in the picture."""
    left, top, right, bottom = line.box
    box = (picture.width - right, picture.height - bottom, picture.width - left, picture.height - top)
    marks = tuple((1 - end, 1 - start) for start, end in line.marks)
    return line.model_copy(update={"box": box, "marks": marks})


def _upwards(line: Line) -> Box:
    left, top, right, bottom = line.box
    return left, -bottom, right, -top
